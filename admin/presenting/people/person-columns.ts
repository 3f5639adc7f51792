import type { Translate } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import { daysBetween, shortDay, type CalendarDay } from '../../../server/domain/calendar'
import { dayInFile } from '../../lists/csv'
import { wordsCell, type ListColumn } from '../../lists/list-table'

type Listed = Pick<Person, 'firstName' | 'lastName' | 'prisonNumber' | 'prisonName' | 'whereabouts'> &
  Partial<Pick<Person, 'location' | 'releaseDate'>>

/** What a file says of the person of a row. */
export function personInFile<Row>(personOf: (row: Row) => Listed, t: Translate) {
  return [
    { heading: t('console/queue:csv.last-name'), value: (row: Row) => personOf(row).lastName },
    { heading: t('console/queue:csv.first-name'), value: (row: Row) => personOf(row).firstName },
    { heading: t('console/queue:csv.number'), value: (row: Row) => personOf(row).prisonNumber },
  ]
}

/** The person of a row, who is its link. */
export function personLink<Row>(personOf: (row: Row) => Listed, heading: string, t: Translate) {
  return {
    heading,
    sort: 'person' as const,
    link: (row: Row) => {
      const { firstName, lastName, prisonNumber } = personOf(row)
      return {
        text: t('console/people:name', { firstName, lastName }),
        href: `/people/${prisonNumber}`,
        beside: prisonNumber,
      }
    },
    file: personInFile(personOf, t),
  }
}

/** The person of a row, where something else is its link. */
export function personColumn<Row>(personOf: (row: Row) => Listed, t: Translate): ListColumn<Row, 'person'> {
  return {
    heading: t('console/queue:columns.person'),
    sort: 'person',
    cell: row => {
      const { firstName, lastName, prisonNumber } = personOf(row)
      return wordsCell(t('console/people:name', { firstName, lastName }), { beside: prisonNumber })
    },
    file: personInFile(personOf, t),
  }
}

/** Where the person is: the prison only where the rows differ, the cell, and that they are out of prison. */
export function placeColumns<Row>(personOf: (row: Row) => Listed, t: Translate): readonly ListColumn<Row, 'cell'>[] {
  return [
    {
      heading: t('console/queue:columns.prison'),
      sort: null,
      isShown: rows => new Set(rows.map(row => personOf(row).prisonName)).size > 1,
      cell: row => wordsCell(personOf(row).prisonName),
      file: [{ heading: t('console/queue:columns.prison'), value: row => personOf(row).prisonName }],
    },
    {
      heading: t('console/queue:columns.cell'),
      sort: 'cell',
      cell: row => {
        const { location, whereabouts } = personOf(row)
        return wordsCell(location ?? '', {
          isWhole: true,
          beside: whereabouts === 'in-prison' ? null : t(`console/whereabouts:out.${whereabouts}`),
        })
      },
      file: [{ heading: t('console/queue:columns.cell'), value: row => personOf(row).location ?? null }],
    },
  ]
}

/** When the person leaves, and in how many days. */
export function leavesColumn<Row>(
  personOf: (row: Row) => Listed,
  today: CalendarDay,
  t: Translate,
): ListColumn<Row, 'release'> {
  const heading = t('console/queue:columns.leaves')
  return {
    heading,
    sort: 'release',
    cell: row => {
      const { releaseDate: day = null } = personOf(row)
      if (day === null) return wordsCell(t('console/queue:row.not-known'), { before: heading })
      const days = daysBetween(today, day)
      return wordsCell(shortDay(day, today), {
        before: heading,
        beside: t(days < 0 ? 'console/queue:row.ago' : 'console/queue:row.days', { count: Math.abs(days) }),
      })
    },
    file: [{ heading, value: row => dayInFile(personOf(row).releaseDate ?? null) }],
  }
}
