import type { WordingPart } from '../../../server/content/words/words'
import type { ComRequestList, EnquiryList, NotificationList, StaffMember } from '../../../server/database'
import { roleEntry } from '../../../server/domain/staff/roles'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import type { Context } from '../../../server/use-cases/context'
import { can } from '../../access/permissions'
import { addressOf, filtersOf, readQuery } from '../../lists/queue-query'

/** The parts of the list of work that are counted, each by what its address says. */
export const queueParts = {
  overdue: 'due=overdue',
  today: 'due=today',
  new: 'sent=since-yesterday',
  unclaimed: 'list=unclaimed',
  'from-person': 'news=person',
  news: 'news=asked',
  left: 'list=left',
  mine: 'list=mine',
  'mine-overdue': 'list=mine&due=overdue',
  'another-look': 'list=another-look',
} as const
export type QueuePart = keyof typeof queueParts

/** The parts that concern a member of staff, in the order of the page. */
export function queuePartsFor(staff: StaffMember): readonly QueuePart[] {
  const { role } = staff
  if (!can(role, 'see-queue')) return []
  const parts = Object.keys(queueParts) as QueuePart[]
  return parts
    .filter(part => part !== 'another-look' || can(role, 'answer-review-request'))
    .filter(part => part !== 'left' || scopeFor(staff).team === 'PRT')
}

/** The filters of the queue for each part of it that the home page counts. */
export function queueFiltersOf(
  parts: readonly QueuePart[],
  staff: StaffMember,
  context: Context,
): Readonly<Record<string, ReturnType<typeof filtersOf>>> {
  const extra = context.routing.extraBankHolidays
  return Object.fromEntries(parts.map(part => [part, filtersOf(readQuery(queueParts[part]), staff, context, extra)]))
}

/** The address of the part of the queue that a count leads to. */
export function queueAddressOf(part: QueuePart): string {
  return addressOf(readQuery(queueParts[part]))
}

/** Whether a member of staff sees people as a COM or an SPO: they can be in any prison. */
export function seesAsCom({ role }: StaffMember): boolean {
  return ['as-com', 'of-pdu'].includes(roleEntry(role).sees)
}

/** Whether the planned actions that concern a member of staff are for the prison to do, or for probation. */
export function ownSideOf(staff: StaffMember): 'prison' | 'probation' {
  return seesAsCom(staff) ? 'probation' : 'prison'
}

/** The address of the overdue actions of the reader's side: the prison's or probation's. */
export function overdueActionsAddressFor(staff: StaffMember): string {
  return `/actions?responsible=${ownSideOf(staff)}`
}

/** The lists that have a line on the home page. */
export type HomeComRequestList = ComRequestList & WordingPart<'console/home:tasks.'>
export type HomeNotificationList = NotificationList & WordingPart<'console/home:notifications.'>
export type HomeEnquiryList = EnquiryList & WordingPart<'console/home:questions.'>

/** The lists of tasks that concern a member of staff, in the order of the page. */
export function taskListsFor({ role }: StaffMember): readonly HomeComRequestList[] {
  if (!can(role, 'see-com-requests')) return []
  return can(role, 'make-com-request') ? ['to-read', 'overdue', 'open'] : ['overdue', 'waiting', 'mine']
}

/** The lists of questions to other bodies that concern a member of staff, in the order of the page. */
export function enquiryListsFor({ role }: StaffMember): readonly HomeEnquiryList[] {
  return [
    ...(can(role, 'answer-enquiry') ? (['for-body-overdue', 'for-body'] as const) : []),
    ...(can(role, 'make-enquiry') ? (['to-read', 'asked-back', 'overdue', 'waiting', 'unheld'] as const) : []),
  ]
}

/** The lists of what was told and asked that concern a member of staff, in the order of the page. */
export function notificationListsFor({ role }: StaffMember): readonly HomeNotificationList[] {
  if (!can(role, 'see-notifications')) return []
  const carriedOn = can(role, 'act-on-application') ? (['carried-on-due'] as const) : []
  return can(role, 'tell-outside') ? ['tell', 'not-seen', ...carriedOn, 'for-you'] : [...carriedOn, 'for-you']
}
