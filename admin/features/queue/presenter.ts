import { queuePageSize, type PrisonNotice, type QueueRow, type StaffMember } from '../../../server/database'
import type { Translate } from '../../../server/content/words'
import { dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { priorities, teams, topics } from '../../../server/domain/routing'
import { dueOf, dueTag } from '../../due'
import { momentInWords } from '../../moments'
import { pagesFor, presentPagination } from '../../pagination'
import { can, sightOf } from '../../permissions'
import { addressOf, isFiltered, type QueueQuery } from './filters'

export interface QueueView {
  readonly staff: StaffMember
  readonly query: QueueQuery
  readonly rows: readonly QueueRow[]
  readonly page: number
  readonly notices: readonly PrisonNotice[]
  /** How many wait for a manager to look again; null for whoever does not. */
  readonly looksWaiting: number | null
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** Everything that the page of the queue shows, in words. */
export function presentQueue(view: QueueView, t: Translate) {
  const { staff, query, rows, page } = view
  const total = rows[0]?.total ?? 0
  const pages = pagesFor(total, queuePageSize)
  const holder = query.with ?? sightOf(staff).team ?? 'PRT'
  return {
    pageName:
      pages > 1 ? t('staff/queue:page-name', { page, pages, title: t('staff/queue:title') }) : t('staff/queue:title'),
    heading:
      query.state === 'another-look'
        ? t('staff/queue:heading.another-look')
        : t(`staff/queue:heading.${query.state}.${holder}`),
    count: t('staff/queue:count', { count: total }),
    showing: pages > 1 ? t('staff/queue:showing', { page, pages }) : null,
    closed: query.state !== 'waiting',
    rows: rows.map(row => presentRow(row, view, t)),
    empty: total > 0 ? null : t(emptyWords(view)),
    filters: presentFilters(view, holder, t),
    clear: isFiltered(query) ? '/queue' : null,
    pagination: presentPagination(page, pages, each => addressOf(query, each), t),
    anotherLooks: presentLooksWaiting(view, t),
    notices: view.notices.map(notice => presentNotice(notice, t)),
  }
}

/** What tells a manager that somebody does not agree; nothing for others, and on the list itself. */
function presentLooksWaiting({ looksWaiting, query }: QueueView, t: Translate) {
  if (!looksWaiting || query.state === 'another-look') return null
  return {
    text: t('staff/another-look:waiting', { count: looksWaiting }),
    link: t('staff/another-look:see'),
    href: '/queue?state=another-look',
  }
}

function emptyWords({ staff, query }: QueueView): string {
  const { prisons, team } = sightOf(staff)
  if (team === 'PRT' && prisons.length === 0) return 'staff/queue:empty.no-prison'
  if (isFiltered(query)) return 'staff/queue:empty.filtered'
  return team === 'COM' ? 'staff/queue:empty.com' : 'staff/queue:empty.team'
}

function presentRow(row: QueueRow, { today, extraBankHolidays }: QueueView, t: Translate) {
  const name = `${row.firstName} ${row.lastName}`
  const isClosed = row.outcome !== null
  return {
    href: `/applications/${row.reference}`,
    link: t('staff/queue:row.link', { topic: topicInQueue(row, t), name }),
    reference: row.reference,
    tags: [
      ...(row.safetyWaits ? [{ text: t('staff/queue:row.safety'), classes: 'govuk-tag--red' }] : []),
      ...(row.newFromPerson && !isClosed
        ? [{ text: t('staff/queue:row.new-message'), classes: 'govuk-tag--blue' }]
        : []),
      ...(row.newsAsked && !isClosed
        ? [{ text: t('staff/queue:row.asked-for-news'), classes: 'govuk-tag--yellow' }]
        : []),
      ...(row.onPaper ? [{ text: t('staff/queue:row.on-paper'), classes: 'govuk-tag--grey' }] : []),
      ...(row.lookWaits ? [{ text: t('staff/queue:row.another-look'), classes: 'govuk-tag--yellow' }] : []),
    ],
    prisonNumber: row.prisonNumber,
    where: [row.prisonName, row.location].filter(each => each !== null).join(', '),
    leaves: row.releaseDate === null ? t('staff/queue:row.not-known') : dayInWords(row.releaseDate),
    respondBy: dayInWords(row.respondBy),
    due: isClosed ? null : dueTag(dueOf(row.respondBy, today, extraBankHolidays), t),
    priority: t(`staff/routing:priorities.${row.priority}`),
    team: t(`staff/routing:teams.${row.team}`),
    claimedBy: row.claimedByName ?? t('staff/queue:row.nobody'),
    outcome: row.outcome === null ? null : t(`staff/application:outcomes.${row.outcome}`),
  }
}

/** A screen is read by more people than its owner: what is restricted does not name its topic in a list. */
function topicInQueue({ restricted, topic }: QueueRow, t: Translate): string {
  return restricted ? t('staff/common:restricted') : t(`routing:topics.${topic}.title`)
}

function presentFilters({ staff, query }: QueueView, holder: 'PRT' | 'COM', t: Translate) {
  const any = { value: '', text: t('staff/queue:filter.any') }
  const topicsInSight = topics.filter(topic => topic !== 'something-private' || can(staff.role, 'see-restricted'))
  const choice = (name: keyof QueueQuery, items: { value: string; text: string }[], chosen: string | null) => ({
    id: name,
    name,
    label: { text: t(`staff/queue:filter.${name}`) },
    items: items.map(item => ({ ...item, selected: item.value === (chosen ?? '') })),
  })
  return [
    choice(
      'with',
      (['PRT', 'COM'] as const).map(value => ({ value, text: t(`staff/common:destinations.${value}`) })),
      holder,
    ),
    choice(
      'claimed',
      ['all', 'mine', 'nobody'].map(value => ({ value, text: t(`staff/queue:filter.claimed-by.${value}`) })),
      query.claimed,
    ),
    choice(
      'priority',
      [any, ...priorities.map(value => ({ value, text: t(`staff/routing:priorities.${value}`) }))],
      query.priority,
    ),
    choice('team', [any, ...teams.map(value => ({ value, text: t(`staff/routing:teams.${value}`) }))], query.team),
    choice(
      'topic',
      [
        any,
        ...topicsInSight.map(value => ({
          value,
          text: t(value === 'something-private' ? 'staff/common:restricted' : `routing:topics.${value}.title`),
        })),
      ],
      query.topic,
    ),
    choice(
      'state',
      ['waiting', 'closed', 'another-look'].map(value => ({ value, text: t(`staff/queue:filter.states.${value}`) })),
      query.state,
    ),
  ]
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
    text: t(`staff/queue:notices.${notice.kind}`, words),
    applications: t('staff/queue:notices.applications', { count: notice.openApplications }),
    at: momentInWords(notice.createdAt),
    href: notice.kind === 'moved-in' ? `/people/${notice.prisonNumber}` : null,
    seenLabel: t('staff/queue:notices.seen-label', words),
  }
}
