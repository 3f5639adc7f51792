import type { Translate, WordingKey, WordingPart } from '../../../server/content/words/words'
import {
  queueOrders,
  type PrisonNotice,
  type QueuePage,
  type QueueRow,
  type SavedFilter,
  type StaffMember,
} from '../../../server/database'
import { dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { priorities, teams } from '../../../server/domain/routing'
import { topics } from '../../../server/domain/topics'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { can } from '../../access/permissions'
import { filterChoices } from '../../lists/filter-choice'
import {
  addressOf,
  anyPlace,
  isFiltered,
  lists,
  picked,
  readQuery,
  writePlace,
  type QueueQuery,
} from '../../lists/queue-query'
import { topicName } from '../../presenting/applications/topic-name'
import { dueOf, dueTag } from '../../presenting/due'
import { momentInWords } from '../../presenting/moments'
import { whereNow } from '../../presenting/people/where-is'
import { teamName } from '../../presenting/team-name'
import { limits } from './forms'
import { presentReport, type Report } from './report'

export interface QueueView {
  readonly staff: StaffMember
  readonly query: QueueQuery
  /** The words of the search that is shown. */
  readonly search: string | null
  /** The address names a search that nobody remembers. */
  readonly isOver: boolean
  readonly page: QueuePage
  readonly total: number
  readonly saved: readonly SavedFilter[]
  readonly colleagues: readonly StaffMember[]
  readonly notices: readonly PrisonNotice[]
  readonly report: Report | undefined
  /** How many wait for a manager to look again; null for whoever does not. */
  readonly reviewsWaiting: number | null
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** Everything that the page of the queue shows, in words. */
export function presentQueue(view: QueueView, t: Translate) {
  const { staff, query, page, total, search } = view
  const team = scopeFor(staff).team ?? 'PRT'
  const moreNotices = (view.notices[0]?.total ?? 0) - view.notices.length
  return {
    pageName: t('console/queue:title'),
    heading: t(`console/queue:heading.${query.list}.${team}`),
    lists: lists
      .filter(list => !['all', 'another-look', 'colleague', 'left'].includes(list) || query.list === list)
      .filter(list => list !== 'unreached' || team === 'PRT')
      .map(list => ({
        href: addressOf(readQuery(''), { list, ...(list === 'all' && { search: query.search }) }),
        text: t(`console/queue:lists.${list}.${team}`),
        count: null,
        current: list === query.list ? 'page' : null,
      })),
    here: addressOf(query).replace(/^\/queue\??/, ''),
    list: query.list,
    searchId: query.search,
    search,
    isOver: view.isOver,
    limits,
    count: t('console/queue:count', { count: total }),
    columns: columns.map(({ heading }) => t(`console/queue:columns.${heading(view)}`)),
    rows: page.rows.map(row => presentRow(row, view, t)),
    empty: page.rows.length > 0 ? null : t(emptyWords(view)),
    filters: presentFilters(view, t),
    filtersOn: isFiltered(query),
    filtersTitle: t('console/queue:filter.summary', { count: picked.filter(name => query[name] !== null).length }),
    clear: isFiltered(query) ? addressOf(readQuery(''), { list: query.list, search: query.search }) : null,
    pagination: presentPlaces(view, t),
    saved: view.saved.map(({ id, name, query: saved }) => ({
      id,
      name,
      // As it was saved, so that a filter of a list that has moved leads there.
      href: saved === '' ? '/queue' : `/queue?${saved}`,
      deleteLabel: t('console/queue:saved.delete-label', { name }),
    })),
    mayAct: can(staff.role, 'act-on-application') && page.rows.some(({ outcome }) => outcome === null),
    colleagues: presentColleagues(view, t),
    reviewRequests: presentReviewsWaiting(view, t),
    notices: view.notices.map(notice => presentNotice(notice, t)),
    moreNotices: moreNotices > 0 ? t('console/queue:notices.more', { count: moreNotices }) : null,
    report: view.report && presentReport(view.report, t),
  }
}

/** What tells a manager that somebody does not agree; nothing for others, and on the list itself. */
function presentReviewsWaiting({ reviewsWaiting, query }: QueueView, t: Translate) {
  if (!reviewsWaiting || query.list === 'another-look') return null
  return {
    text: t('console/review-request:waiting', { count: reviewsWaiting }),
    link: t('console/review-request:see'),
    href: '/queue?list=another-look',
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

function presentRow(row: QueueRow, view: QueueView, t: Translate) {
  const name = `${row.firstName} ${row.lastName}`
  const isClosed = row.outcome !== null
  const link = t('console/queue:row.link', { topic: topicName(row, t), name })
  return {
    href: `/applications/${row.reference}`,
    link,
    reference: row.reference,
    choice: isClosed
      ? null
      : {
          id: `choose-${row.reference}`,
          value: `${row.reference}.${row.version}`,
          label: t('console/queue:chosen.label', { link, reference: row.reference }),
        },
    tags: [
      ...(row.safetySettled ? [] : [{ text: t('console/queue:row.safety'), classes: 'govuk-tag--red' }]),
      ...(row.newFromPerson && !isClosed
        ? [{ text: t('console/queue:row.new-message'), classes: 'govuk-tag--blue' }]
        : []),
      ...(row.isChased && !isClosed
        ? [{ text: t('console/queue:row.asked-for-news'), classes: 'govuk-tag--yellow' }]
        : []),
      ...(row.questionsWait > 0 && !isClosed
        ? [{ text: t('console/queue:row.question'), classes: 'govuk-tag--purple' }]
        : []),
      ...(row.referralsWait > 0 && !isClosed
        ? [{ text: t('console/queue:row.referral'), classes: 'govuk-tag--purple' }]
        : []),
      ...(row.onPaper ? [{ text: t('console/queue:row.on-paper'), classes: 'govuk-tag--grey' }] : []),
      ...(row.readsWithSomebody ? [{ text: t('console/queue:row.read-with'), classes: 'govuk-tag--grey' }] : []),
      ...(row.asksForPrivacy ? [{ text: t('console/queue:row.in-private'), classes: 'govuk-tag--grey' }] : []),
      ...(row.isReviewWaiting ? [{ text: t('console/queue:row.another-look'), classes: 'govuk-tag--yellow' }] : []),
    ],
    cells: columns.map(({ heading, lines }) => ({
      heading: t(`console/queue:columns.${heading(view)}`),
      lines: lines(row, view, t),
    })),
  }
}

/** A line of a cell: words, as a day or quietly; or a tag. */
interface Line {
  readonly text: string
  readonly look: 'plain' | 'day' | 'quiet' | 'tag'
  /** Of a tag, its colour. */
  readonly classes?: string
}

/** A column of the queue after those of the tick box and the application. This is the one place that declares it. */
interface Column {
  /** A key of `console/queue:columns`. */
  readonly heading: (view: QueueView) => 'person' | 'outcome' | 'respond-by' | 'leaves' | 'team'
  readonly lines: (row: QueueRow, view: QueueView, t: Translate) => readonly Line[]
}

const columns: readonly Column[] = [
  {
    heading: () => 'person',
    lines: (row, _view, t) => [
      { text: row.prisonNumber, look: 'plain' },
      { text: whereNow(row, t), look: 'quiet' },
    ],
  },
  {
    heading: ({ query }) => (query.list === 'done' ? 'outcome' : 'respond-by'),
    lines: (row, { today, extraBankHolidays }, t) => {
      if (row.outcome !== null) return [{ text: t(`console/application:outcomes.${row.outcome}`), look: 'plain' }]
      const due = dueTag(dueOf(row.respondBy, today, extraBankHolidays), t)
      return [
        { text: dayInWords(row.respondBy), look: 'day' },
        ...(due ? [{ ...due, look: 'tag' as const }] : []),
        { text: t(`console/routing:priorities.${row.priority}`), look: 'quiet' },
      ]
    },
  },
  {
    heading: () => 'leaves',
    lines: (row, _view, t) => [
      { text: row.releaseDate === null ? t('console/queue:row.not-known') : dayInWords(row.releaseDate), look: 'day' },
    ],
  },
  {
    heading: () => 'team',
    lines: (row, _view, t) => [
      { text: teamName(row, t), look: 'plain' },
      { text: row.claimedByName ?? t('console/queue:row.nobody'), look: 'quiet' },
    ],
  },
]

function presentPlaces({ query, page: { previous, next } }: QueueView, t: Translate) {
  if (previous === null && next === null) return undefined
  const address = (place: Partial<QueueQuery>) => addressOf(query, { ...anyPlace, ...place })
  return {
    landmarkLabel: t('console/common:pagination.label'),
    ...(previous && {
      previous: {
        href: address({ before: writePlace(previous) }),
        text: t('console/common:pagination.previous'),
        attributes: { 'data-key': 'p' },
      },
    }),
    ...(next && {
      next: {
        href: address({ after: writePlace(next) }),
        text: t('console/common:pagination.next'),
        attributes: { 'data-key': 'n' },
      },
    }),
  }
}

function presentFilters({ staff, query, colleagues }: QueueView, t: Translate) {
  const any = { value: '', text: t('console/queue:filter.any') }
  const topicsInScope = topics.filter(topic => topic !== 'something-private' || can(staff.role, 'see-restricted'))
  const choice = filterChoices((name: WordingPart<'console/queue:filter.'>) => `console/queue:filter.${name}`, query, t)
  const worded = <Value extends string>(values: readonly Value[], keyOf: (value: Value) => WordingKey) =>
    values.map(value => ({ value, text: t(keyOf(value)) }))
  const isOpen = !['done', 'all', 'another-look'].includes(query.list)
  return [
    ...(isOpen
      ? [
          choice(
            'sort',
            worded(queueOrders, value => `console/queue:filter.sort-values.${value}`),
          ),
        ]
      : []),
    ...(isOpen
      ? [
          choice('due', [
            any,
            ...worded(['overdue', 'today', 'soon'], value => `console/queue:filter.due-values.${value}`),
          ]),
        ]
      : []),
    choice('leaves', [any, ...worded(['7', '28', '84'], value => `console/queue:filter.leaves-values.${value}`)]),
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
}

/** To whom the reader may give work; null when they may give it to nobody. */
function presentColleagues({ staff, colleagues }: QueueView, t: Translate) {
  if (!can(staff.role, 'assign-applications')) return null
  const others = colleagues.filter(each => each.active && each.id !== staff.id)
  if (others.length === 0) return null
  return [
    { value: '', text: t('console/queue:chosen.nobody-yet') },
    ...others.map(each => ({ value: String(each.id), text: nameOf(each, t) })),
  ]
}

function nameOf({ name, active }: StaffMember, t: Translate): string {
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
