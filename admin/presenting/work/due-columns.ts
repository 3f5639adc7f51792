import type { Translate } from '../../../server/content/words/words'
import { londonToday, type CalendarDay } from '../../../server/domain/calendar'
import { dayInFile } from '../../lists/csv'
import { wordsCell, type ListColumn } from '../../lists/list-table'
import { dueWords, shortDayOrNone } from '../due'

interface DueOrEnded<Row> {
  /** Whether the list is of what has ended: it then says when, in place of by when. */
  readonly hasEnded: boolean
  readonly endedOn: (row: Row) => CalendarDay | null
  readonly due: string
  readonly ended: string
}

/** By when work is due, or when it ended: the first columns of a list of work. */
export function dueColumns<Row extends { readonly due: CalendarDay }>(
  { hasEnded, endedOn, due, ended }: DueOrEnded<Row>,
  today: CalendarDay,
  t: Translate,
): readonly [ListColumn<Row, 'due'>, ListColumn<Row, 'due'>] {
  return [
    {
      heading: due,
      sort: 'due',
      isShown: () => !hasEnded,
      cell: row => ({ kind: 'due', due: dueWords(row.due, today, t) }),
      file: [{ heading: due, value: row => dayInFile(row.due) }],
    },
    {
      heading: ended,
      sort: null,
      isShown: () => hasEnded,
      cell: row => wordsCell(shortDayOrNone(endedOn(row), today)),
      file: [{ heading: ended, value: row => dayInFile(endedOn(row)) }],
    },
  ]
}

/** The London day of a moment, if there is one. */
export function dayOf(moment: Date | null): CalendarDay | null {
  return moment === null ? null : londonToday(moment)
}
