import type { Translate, WordingKey, WordingPart } from '../../../server/content/words/words'
import {
  queuePageSize,
  type Colleague,
  type PrisonNotice,
  type QueuePage,
  type QueueRow,
  type SavedFilter,
  type StaffMember,
} from '../../../server/database'
import { londonToday, type CalendarDay } from '../../../server/domain/calendar'
import { priorities, teams } from '../../../server/domain/routing'
import { topics } from '../../../server/domain/topics'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { can } from '../../access/permissions'
import { dayInFile, type CsvRow } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine, type QuickFilter } from '../../lists/filter-line'
import { countInWords, presentPages } from '../../lists/pages'
import {
  addressOf,
  anyPlace,
  fileAddressOf,
  isFiltered,
  lists,
  pageSizeOf,
  readQuery,
  writePlace,
  writeQuery,
  type List,
  type picked,
  type QueueQuery,
} from '../../lists/queue-query'
import { plainHeading, sortHeading } from '../../lists/sort-heading'
import { topicName } from '../../presenting/applications/topic-name'
import { withOpen } from '../../presenting/colleague-with-open'
import { momentInWords } from '../../presenting/moments'
import { teamName } from '../../presenting/team-name'
import {
  columnsAfter,
  columnsBefore,
  nameOf as nameOfRow,
  newsOf,
  shownColumns,
  type Column,
  type ListOfWork,
} from './columns'
import { limits } from './forms'
import { presentReport, type Report } from './report'

/** The filters that one press turns on, each with its count. */
export const quickFilters = {
  'due-overdue': { name: 'due', value: 'overdue' },
  'due-today': { name: 'due', value: 'today' },
  'leaves-14': { name: 'leaves', value: '14' },
  'news-person': { name: 'news', value: 'person' },
} as const
export type Quick = keyof typeof quickFilters

export interface QueueView {
  readonly staff: StaffMember
  readonly query: QueueQuery
  /** The words of the search that is shown. */
  readonly search: string | null
  /** The address names a search that nobody remembers. */
  readonly isOver: boolean
  readonly page: QueuePage
  /** How many rows stand before the page. */
  readonly before: number
  /** How many the list holds, and each of the tabs and quick filters. */
  readonly counts: Readonly<Record<string, number>>
  readonly saved: readonly SavedFilter[]
  readonly colleagues: readonly Colleague[]
  readonly notices: readonly PrisonNotice[]
  /** The wings and landings to filter by. */
  readonly wings: readonly string[]
  readonly report: Report | undefined
  /** What was ticked, as the tick boxes have it, where the list is shown again with its form. */
  readonly ticked: readonly string[]
  readonly today: CalendarDay
}

/** Everything that the page of the queue shows, in words. */
export function presentQueue(view: QueueView, t: Translate) {
  const { staff, query, page, search, today } = view
  const { rows } = page
  const team = scopeFor(staff).team ?? 'PRT'
  const moreNotices = (view.notices[0]?.total ?? 0) - view.notices.length
  const list: ListOfWork = { staff, query, rows, today }
  const [before, after] = [shownColumns(columnsBefore, list), shownColumns(columnsAfter, list)]
  const pages = presentPlaces(view, t)
  return {
    pageName: t('console/queue:page-name', { list: t(`console/queue:lists.${query.list}.${team}`) }),
    listName: t(`console/queue:lists.${query.list}.${team}`),
    ...presentTabs(view, team, t),
    fileAddress: fileAddressOf(query),
    mayEnterPaper: can(staff.role, 'enter-paper-form'),
    here: writeQuery(query),
    search,
    isOver: view.isOver,
    limits,
    headings: {
      before: before.map(column => presentHeading(column, query, t)),
      tick: plainHeading(t('console/queue:columns.choose'), true),
      application: plainHeading(t('console/queue:columns.application')),
      after: after.map(column => ({ ...presentHeading(column, query, t), isWide: column.isWide ?? false })),
    },
    isOfSeveralPrisons: after.some(({ heading }) => heading === 'prison'),
    rows: rows.map(row => ({
      href: `/applications/${row.reference}`,
      topic: topicName(row, t),
      reference: row.reference,
      choice:
        row.outcome === null
          ? {
              id: `choose-${row.reference}`,
              value: `${row.reference}.${row.version}`,
              // One that a colleague changed meanwhile has another value, and is ticked anew by whoever has read it.
              isTicked: view.ticked.includes(`${row.reference}.${row.version}`),
              label: t('console/queue:chosen.label', { link: nameOfRow(row, t), reference: row.reference }),
            }
          : null,
      before: before.map(column => ({
        heading: t(`console/queue:columns.${column.heading}`),
        isWide: false,
        ...column.cell(row, list, t),
      })),
      after: after.map(column => ({
        heading: t(`console/queue:columns.${column.heading}`),
        isWide: column.isWide ?? false,
        ...column.cell(row, list, t),
      })),
    })),
    empty: rows.length > 0 ? null : t(emptyWords(view)),
    filters: presentFilters(view, t),
    pages,
    place: pages?.place ?? null,
    saved: view.saved.map(({ id, name, query: saved }) => ({
      id,
      name,
      // As it was saved, so that a filter of a list that has moved leads there.
      href: saved === '' ? '/queue' : `/queue?${saved}`,
      deleteLabel: t('console/queue:saved.delete-label', { name }),
    })),
    mayAct: can(staff.role, 'act-on-application') && rows.some(({ outcome }) => outcome === null),
    mayClose: can(staff.role, 'give-outcome'),
    colleagues: presentColleagues(view, t),
    notices: view.notices.map(notice => presentNotice(notice, t)),
    noticesLine:
      view.notices.length > 0 ? t('console/queue:notices.line', { count: view.notices[0]?.total ?? 0 }) : null,
    moreNotices: moreNotices > 0 ? t('console/queue:notices.more', { count: moreNotices }) : null,
    report: view.report && presentReport(view.report, t),
  }
}

function presentHeading({ heading, sort }: Column, query: QueueQuery, t: Translate) {
  const text = t(`console/queue:columns.${heading}`)
  const isSorted = !['done', 'all', 'another-look'].includes(query.list)
  if (sort === null || !isSorted) return plainHeading(text)
  return sortHeading(text, sort, query.sort, order => addressOf(query, { ...anyPlace, sort: order }))
}

/** Lists that are seldom opened, behind the others unless they are the one that is open: all tabs are one row. */
const folded: readonly List[] = ['left', 'done']

/** The lists of this reader. Those that are there for what went wrong only stand there while they hold something. */
function presentTabs({ staff, query, counts }: QueueView, team: 'PRT' | 'COM', t: Translate) {
  const isShown: Partial<Record<List, boolean>> = {
    all: false,
    colleague: false,
    'another-look': can(staff.role, 'answer-review-request'),
    pom: team === 'PRT',
    unreached: team === 'PRT' && (counts.unreached ?? 0) > 0,
    left: team === 'PRT',
  }
  const tabOf = (list: List) => {
    const count = counts[list]
    return {
      href: addressOf(readQuery(''), { list, ...(list === 'all' && { search: query.search }) }),
      text: t(`console/queue:lists.${list}.${team}`),
      count: count === undefined ? null : countInWords(count, t),
      current: list === query.list ? 'page' : null,
    }
  }
  const shown = lists.filter(list => list === query.list || isShown[list] !== false)
  const isFolded = (list: List) => list !== query.list && folded.includes(list)
  const held = shown.filter(isFolded).reduce((sum, list) => sum + (counts[list] ?? 0), 0)
  return {
    lists: shown.filter(list => !isFolded(list)).map(tabOf),
    moreLists: {
      text: t('console/queue:lists.more'),
      count: held > 0 ? countInWords(held, t) : null,
      places: shown.filter(isFolded).map(tabOf),
    },
  }
}

function emptyWords({ staff, query, search }: QueueView): WordingKey {
  const { prisons, team } = scopeFor(staff)
  if (team === 'PRT' && prisons.length === 0) return 'console/queue:empty.no-prison'
  if (isFiltered(query)) return 'console/queue:empty.filtered'
  if (search !== null) return 'console/queue:empty.search'
  if (query.list !== 'team') return `console/queue:empty.${query.list}`
  return team === 'COM' ? 'console/queue:empty.com' : 'console/queue:empty.team'
}

function presentPlaces(view: QueueView, t: Translate) {
  const { query, before, counts, page } = view
  const { rows, previous, next } = page
  if (rows.length === 0) return null
  const address = (place: Partial<QueueQuery>) => addressOf(query, { ...anyPlace, ...place })
  const size = pageSizeOf(query)
  const total = counts.total ?? 0
  return presentPages(
    { before, shown: rows.length, total },
    {
      previous: previous && address({ before: writePlace(previous) }),
      next: next && address({ after: writePlace(next) }),
    },
    t,
    total > queuePageSize
      ? ([null, '50', '100'] as const).map(each => ({
          size: pageSizeOf({ ...query, rows: each }),
          href: pageSizeOf({ ...query, rows: each }) === size ? null : address({ rows: each }),
        }))
      : [],
  )
}

function presentFilters({ staff, query, colleagues, wings, search, counts }: QueueView, t: Translate) {
  const any = { value: '', text: t('console/queue:filter.any') }
  const topicsInScope = topics.filter(topic => topic !== 'something-private' || can(staff.role, 'see-restricted'))
  const choice = filterChoices((name: WordingPart<'console/queue:filter.'>) => `console/queue:filter.${name}`, query, t)
  const worded = <Value extends string>(values: readonly Value[], keyOf: (value: Value) => WordingKey) =>
    values.map(value => ({ value, text: t(keyOf(value)) }))
  const isOpen = !['done', 'all', 'another-look'].includes(query.list)
  const places = query.wing === null || wings.includes(query.wing) ? wings : [query.wing, ...wings]
  const fields = [
    ...(places.length > 0 ? [choice('wing', [any, ...places.map(value => ({ value, text: value }))])] : []),
    ...(isOpen
      ? [
          choice('due', [
            any,
            ...worded(['overdue', 'today', 'soon'], value => `console/queue:filter.due-values.${value}`),
          ]),
        ]
      : []),
    choice('leaves', [
      any,
      ...worded(['2', '7', '14', '28', '84'], value => `console/queue:filter.leaves-values.${value}`),
    ]),
    choice('sent', [any, ...worded(['since-yesterday'], value => `console/queue:filter.sent-values.${value}`)]),
    ...(isOpen
      ? [
          choice('news', [
            any,
            ...worded(['safety', 'person', 'asked'], value => `console/queue:filter.news-values.${value}`),
          ]),
        ]
      : []),
    ...(colleagues.length > 0 && query.list !== 'mine' && query.list !== 'unclaimed'
      ? [choice('claimed', [any, ...colleagues.map(each => ({ value: String(each.id), text: nameOf(each, t) }))])]
      : []),
    choice('priority', [any, ...priorities.map(value => ({ value, text: t(`console/routing:priorities.${value}`) }))]),
    choice('team', [any, ...teams.map(value => ({ value, text: t(`console/routing:teams.${value}`) }))]),
    choice('topic', [
      any,
      ...topicsInScope.map(value => ({
        value,
        text: t(value === 'something-private' ? 'console/common:restricted' : `routing:topics.${value}.title`),
      })),
    ]),
  ]
  return presentFilterLine<(typeof picked)[number]>(
    {
      action: '/queue',
      fields,
      quick: isOpen ? presentQuickFilters(counts, t) : [],
      address: changes => addressOf(readQuery(''), { ...query, ...anyPlace, ...(changes as Partial<QueueQuery>) }),
      more:
        search === null
          ? []
          : [{ text: t('console/queue:filter.chips.search', { search }), href: addressOf(readQuery(''), {}) }],
      keep: {
        list: query.list === 'team' ? null : query.list,
        sort: query.sort === 'reply' ? null : query.sort,
        rows: query.rows,
        search: query.search,
      },
    },
    t,
  )
}

function presentQuickFilters(
  counts: QueueView['counts'],
  t: Translate,
): readonly QuickFilter<'due' | 'leaves' | 'news'>[] {
  return (Object.keys(quickFilters) as Quick[]).map(quick => ({
    ...quickFilters[quick],
    text: t(`console/queue:filter.chips.${quick}`),
    count: counts[quick] ?? null,
  }))
}

/** To whom the reader may give work; null when they may give it to nobody. */
function presentColleagues({ staff, colleagues }: QueueView, t: Translate) {
  if (!can(staff.role, 'assign-applications')) return null
  const others = colleagues.filter(each => each.active && each.id !== staff.id)
  if (others.length === 0) return null
  return [
    { value: '', text: t('console/queue:chosen.nobody-yet') },
    ...others.map(each => ({ value: String(each.id), text: withOpen(each, t) })),
  ]
}

function nameOf({ name, active }: Colleague, t: Translate): string {
  return active ? name : t('console/queue:filter.has-left', { name })
}

/** Somebody who has left is named, not linked to: their page is another prison's now. */
function presentNotice(notice: PrisonNotice, t: Translate) {
  const words = {
    name: `${notice.firstName} ${notice.lastName}`,
    prisonNumber: notice.prisonNumber,
    prison: notice.otherPrisonName,
  }
  return {
    id: notice.id,
    text: t(`console/queue:notices.${notice.kind}`, words),
    applications: t('console/queue:notices.applications', { count: notice.openApplications }),
    at: momentInWords(notice.createdAt),
    href: notice.kind === 'moved-in' ? `/people/${notice.prisonNumber}` : null,
    seenLabel: t('console/queue:notices.seen-label', words),
  }
}

/** The heading of the list as a file: all of its columns, whether or not the rows differ. */
export function fileHeading(t: Translate): CsvRow {
  const column = (name: WordingPart<'console/queue:columns.'>) => t(`console/queue:columns.${name}`)
  const own = (name: WordingPart<'console/queue:csv.'>) => t(`console/queue:csv.${name}`)
  return [
    column('reply'),
    column('application'),
    own('reference'),
    own('last-name'),
    own('first-name'),
    own('number'),
    column('prison'),
    column('cell'),
    column('leaves'),
    column('sent'),
    column('news'),
    own('priority'),
    own('with'),
    column('owner'),
    column('outcome'),
  ]
}

/** A row of it. */
export function fileRow(row: QueueRow, today: CalendarDay, t: Translate): CsvRow {
  return [
    dayInFile(row.respondBy),
    topicName(row, t),
    row.reference,
    row.lastName,
    row.firstName,
    row.prisonNumber,
    row.prisonName,
    row.location,
    dayInFile(row.releaseDate),
    dayInFile(londonToday(row.sentAt)),
    newsOf(row, today, t)
      .map(({ text }) => text)
      .join('; '),
    t(`console/routing:priorities.${row.priority}`),
    teamName(row, t),
    row.claimedByName,
    row.outcome === null ? null : t(`console/application:outcomes.${row.outcome}`),
  ]
}
