import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { QueueColumn, QueueRow, StaffMember } from '../../../server/database'
import { daysBetween, londonToday, shortDay, type CalendarDay } from '../../../server/domain/calendar'
import { can } from '../../access/permissions'
import { wordsCell, type ListCell } from '../../lists/list-table'
import type { QueueQuery } from '../../lists/queue-query'
import { topicName } from '../../presenting/applications/topic-name'
import { dueWords } from '../../presenting/due'
import { shortName } from '../../presenting/people/short-name'
import { shortTeamName } from '../../presenting/team-name'

/** What the cells of the list are worded from. */
export interface ListOfWork {
  readonly staff: StaffMember
  readonly query: QueueQuery
  readonly rows: readonly QueueRow[]
  readonly today: CalendarDay
}

/** A cell as in every list, what is new, the team, whose name may be long, or the owner. */
type Cell =
  | ListCell
  | ({ readonly kind: 'news' } & News)
  | {
      readonly kind: 'owner'
      readonly text: string
      readonly isReader: boolean
      readonly claim: { readonly value: string; readonly label: string } | null
    }

/** A column of the list after those of the tick box and the application, which is the header of its row. */
export interface Column {
  readonly heading: WordingPart<'console/queue:columns.'>
  /** What the list can be sorted by at its heading; null for none. */
  readonly sort: QueueColumn | null
  /** Columns that would be the same in each row are left out. */
  readonly isShown?: (list: ListOfWork) => boolean
  /** Shown in one line a row only where the page is wide; below it is two lines a row, where there is room. */
  readonly isWide?: true
  readonly cell: (row: QueueRow, list: ListOfWork, t: Translate) => Cell
}

const differ = (rows: readonly QueueRow[], of: (row: QueueRow) => string) => new Set(rows.map(of)).size > 1
const isClosedList = ({ query }: ListOfWork) => query.list === 'done' || query.list === 'another-look'

/** The columns before the application: this and the next are the one place that declares them. */
export const columnsBefore: readonly Column[] = [
  {
    heading: 'reply',
    sort: 'reply',
    isShown: list => !isClosedList(list),
    cell: (row, { today }, t) => {
      if (row.outcome !== null) return wordsCell(t(`console/application:outcomes.${row.outcome}`))
      return { kind: 'due', due: dueWords(row.respondBy, today, t) }
    },
  },
  {
    heading: 'outcome',
    sort: null,
    isShown: isClosedList,
    cell: (row, _list, t) => wordsCell(row.outcome === null ? '' : t(`console/application:outcomes.${row.outcome}`)),
  },
]

/** The columns after the application. */
export const columnsAfter: readonly Column[] = [
  {
    heading: 'person',
    sort: 'person',
    cell: (row, _list, t) => wordsCell(t('console/queue:row.person', { ...row }), { beside: row.prisonNumber }),
  },
  {
    heading: 'prison',
    sort: null,
    isShown: ({ rows }) => differ(rows, row => row.prisonName),
    cell: row => wordsCell(row.prisonName),
  },
  {
    heading: 'cell',
    sort: 'cell',
    cell: (row, _list, t) =>
      wordsCell(row.location ?? '', {
        beside: row.whereabouts === 'in-prison' ? null : t(`console/whereabouts:out.${row.whereabouts}`),
      }),
  },
  {
    heading: 'leaves',
    sort: 'release',
    cell: ({ releaseDate: day }, { today }, t) => {
      const before = t('console/queue:columns.leaves')
      if (day === null) return wordsCell(t('console/queue:row.not-known'), { before })
      const days = daysBetween(today, day)
      const beside = t(days < 0 ? 'console/queue:row.ago' : 'console/queue:row.days', { count: Math.abs(days) })
      return wordsCell(shortDay(day, today), { beside, before })
    },
  },
  {
    heading: 'sent',
    sort: 'age',
    cell: ({ sentAt }, { today }, t) => {
      const count = Math.max(0, daysBetween(londonToday(sentAt), today))
      return wordsCell(t('console/queue:row.sent', { count }), { before: t('console/queue:columns.sent') })
    },
  },
  {
    heading: 'news',
    sort: null,
    cell: (row, { today }, t) => ({ kind: 'news', ...(newsOf(row, today, t)[0] ?? noNews) }),
  },
  {
    heading: 'team',
    sort: null,
    isShown: ({ rows }) => differ(rows, row => row.heldIn ?? row.team),
    isWide: true,
    cell: (row, _list, t) => wordsCell(shortTeamName(row, t)),
  },
  {
    heading: 'owner',
    sort: 'owner',
    cell: (row, { staff }, t) => {
      const isReader = row.claimedBy === staff.id
      const isUnclaimed = row.claimedBy === null && row.outcome === null
      return {
        kind: 'owner',
        isReader,
        text: isReader
          ? t('console/queue:row.you')
          : row.claimedByName === null
            ? t('console/queue:row.nobody')
            : shortName(row.claimedByName),
        claim:
          isUnclaimed && can(staff.role, 'act-on-application')
            ? { value: `${row.reference}.${row.version}`, label: nameOf(row, t) }
            : null,
      }
    },
  },
]

/** The columns of the list as it is: those of which the rows differ. */
export function shownColumns(columns: readonly Column[], list: ListOfWork): readonly Column[] {
  return columns.filter(({ isShown }) => isShown === undefined || isShown(list))
}

/** An application as links and labels name it. */
export function nameOf(row: QueueRow, t: Translate): string {
  return t('console/queue:row.link', { topic: topicName(row, t), name: t('console/queue:row.person', { ...row }) })
}

interface News {
  readonly text: string
  readonly icon: 'warning' | 'message' | 'bell' | 'lock' | null
  readonly look: 'bad' | 'message' | 'plain' | 'quiet'
}

const noNews: News = { text: '', icon: null, look: 'plain' }

/** From how many days before release on it is the news of a row. */
const leavesSoon = 2

/** What is new or special about an application, the most pressing first. A row shows the first, a file all. */
export function newsOf(row: QueueRow, today: CalendarDay, t: Translate): readonly News[] {
  const isOpen = row.outcome === null
  const days = row.releaseDate === null ? null : daysBetween(today, row.releaseDate)
  const part = (name: WordingPart<'console/queue:row.news.'>, count?: number) =>
    t(`console/queue:row.news.${name}`, { count })
  const news: readonly (false | News)[] = [
    !row.safetySettled && { text: part('safety'), icon: 'warning', look: 'bad' },
    row.isReviewWaiting && { text: part('appeal'), icon: 'bell', look: 'plain' },
    isOpen &&
      days !== null &&
      days >= 0 &&
      days <= leavesSoon && { text: part('leaves', days), icon: null, look: 'bad' },
    isOpen && row.isChased && { text: part('chased'), icon: 'bell', look: 'plain' },
    isOpen && row.newFromPerson && { text: part('message'), icon: 'message', look: 'message' },
    isOpen && row.questionsWait > 0 && { text: part('enquiry'), icon: null, look: 'quiet' },
    isOpen && row.referralsWait > 0 && { text: part('referral'), icon: null, look: 'quiet' },
    row.restricted && { text: part('restricted'), icon: 'lock', look: 'plain' },
    row.asksForPrivacy && { text: part('in-private'), icon: null, look: 'quiet' },
    row.readsWithSomebody && { text: part('read-with'), icon: null, look: 'quiet' },
    row.onPaper && { text: part('on-paper'), icon: null, look: 'quiet' },
  ]
  return news.filter(each => each !== false)
}
