import type { WordingPart } from '../../../server/content/words/words'
import type {
  AssessmentCounts,
  ColleaguesWork,
  ComAbsence,
  ComPrison,
  ComRequestList,
  CountInPrison,
  DoneForComKind,
  Enquiry,
  EnquiryList,
  LeavingPage,
  NotificationList,
  OwnWork,
  Person,
  PersonInCourt,
  QueueRow,
  SafetyConcern,
  ServiceCounts,
  StaffMember,
} from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { roleEntry } from '../../../server/domain/staff/roles'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import type { OwnAssessment } from '../../../server/use-cases/assessments/assessments'
import type { Context } from '../../../server/use-cases/context'
import { can } from '../../access/permissions'
import { addressOf, filtersOf, readQuery } from '../../lists/queue-query'
import type { HomeNotices } from './notices'

/** The parts of the list of work that are counted, each by what its address says. */
export const queueParts = {
  'another-look': 'list=another-look',
  overdue: 'due=overdue',
  'overdue-unclaimed': 'list=unclaimed&due=overdue',
  today: 'due=today',
  'today-unclaimed': 'list=unclaimed&due=today',
  unclaimed: 'list=unclaimed',
  'from-person': 'news=person',
  'from-person-mine': 'list=mine&news=person',
  news: 'news=asked',
  left: 'list=left',
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

/** Whether a member of staff settles what nobody else of the team may. */
export function settlesForTeam({ role }: StaffMember): boolean {
  return can(role, 'answer-review-request') && can(role, 'manage-caseload')
}

/** Whether safety is all that a member of staff sees of people: their home has what was said of them. */
export function answersForSafetyAlone({ role }: StaffMember): boolean {
  return roleEntry(role).sees === 'asked-about' && can(role, 'acknowledge-safety')
}

/** Whether the planned actions that concern a member of staff are for the prison to do, or for probation. */
export function ownSideOf(staff: StaffMember): 'prison' | 'probation' {
  return seesAsCom(staff) ? 'probation' : 'prison'
}

/** The address of the overdue actions of the reader's side: the prison's or probation's. */
export function overdueActionsAddressFor(staff: StaffMember): string {
  return `/actions?responsible=${ownSideOf(staff)}`
}

/** Somebody for whom the COM becomes responsible on a day. */
export interface Handover {
  readonly person: Person
  readonly day: CalendarDay
}

/** A colleague and how much work they have, of every kind. */
export interface ColleagueWithWork extends Omit<ColleaguesWork, 'staffId'> {
  readonly colleague: StaffMember
}

/** What the home page is made of, each part only where the reader's role permits it. */
export interface HomeView {
  readonly staff: StaffMember
  readonly unread: HomeNotices
  /** Nobody has acknowledged them yet; the oldest first. */
  readonly concerns: readonly SafetyConcern[]
  /** Those of them that nobody has opened in time, for whoever watches that. */
  readonly unopened: readonly SafetyConcern[]
  readonly parts: readonly QueuePart[]
  readonly queue: Readonly<Record<string, number>>
  readonly assessments: readonly AssessmentCounts[]
  readonly notices: number
  /** What the reader has to do themselves, the earliest first; null for whoever can have nothing. */
  readonly own: { readonly work: readonly OwnWork[]; readonly assessments: readonly OwnAssessment[] } | null
  /** Enquiries that wait for the reader's answer, the first of them; null for whoever answers none. */
  readonly asked: readonly (Enquiry & { readonly total: number })[] | null
  /** Who leaves today and tomorrow, and who is in court today; null for whoever does not see them. */
  readonly soon: { readonly leaving: LeavingPage; readonly court: readonly PersonInCourt[] } | null
  /** The people of a COM or a POM who are handed over from one to the other soon, the earliest first; null for others. */
  readonly handovers: readonly Handover[] | null
  /** Applications whose outcome somebody has appealed against, the first of them; none for whoever does not answer. */
  readonly appeals: readonly QueueRow[]
  /** Those acknowledged in the last days, the newest first; null for whoever does not answer for safety alone. */
  readonly acknowledged: readonly SafetyConcern[] | null
  /** Who came since a day; null for whoever does not receive them. */
  readonly received: { readonly came: number; readonly withoutPin: number; readonly since: CalendarDay } | null
  /** The name of the only prison of the reader; null for several or none. */
  readonly prisonName: string | null
  readonly today: CalendarDay
  readonly now: Date
  /** Accounts that wrong tries have locked, and jobs that failed; null for whoever does not keep them. */
  readonly locked: number | null
  readonly failedJobs: number | null
  /** Null for whoever does not see them. */
  readonly referrals: { readonly toChase: number; readonly askedOfCom: number } | null
  readonly taskLists: readonly HomeComRequestList[]
  readonly tasks: Readonly<Partial<Record<ComRequestList, number>>>
  readonly enquiryLists: readonly HomeEnquiryList[]
  readonly questions: Readonly<Partial<Record<EnquiryList, number>>>
  readonly notificationLists: readonly HomeNotificationList[]
  readonly notifications: Readonly<Partial<Record<NotificationList, number>>>
  readonly pinRequests: number
  /** Null for whoever does not see them. */
  readonly unreachableComs: { readonly people: number; readonly ofAbsentComs: number } | null
  /** How many two people may be one, and how many rows of files wait to be put right; null for whoever does not import. */
  readonly samePeople: number | null
  readonly refusedRows: number | null
  /** Who of the team has how much; null for all but managers. */
  readonly team: readonly ColleagueWithWork[] | null
  /** Null for whoever does not answer them. */
  readonly outsideRequests: Readonly<Record<'open' | 'overdue', number>> | null
  /** The names of the prisons whose duty POM the reader is today. */
  readonly dutyPrisons: readonly string[]
  /** For which COMs the reader covers today. */
  readonly covers: readonly ComAbsence[]
  /** How many people may have left; null for whoever cannot confirm it. */
  readonly mayHaveLeft: number | null
  /** Planned actions past their day that the reader's own side is to do; null for whoever does not see plans. */
  readonly overdueActions: number | null
  /** Who may be let go by a court with nothing planned, and who leaves with something not settled, in the next days. */
  readonly court: readonly CountInPrison[]
  readonly leaving: readonly CountInPrison[]
  /** How many local services are to be checked, in each prison and area that the reader looks after. */
  readonly services: readonly Pick<ServiceCounts, 'prisonId' | 'area' | 'overdue'>[]
  /** How many national facts and contacts are to be checked; null for whoever does not keep them. */
  readonly facts: number | null
  /** What readers answered in the last week; null for whoever does not see it. */
  readonly feedback: { readonly total: number; readonly hard: number } | null
  /** Null for all but COMs. */
  readonly com: {
    readonly prisons: readonly ComPrison[]
    readonly done: Readonly<Record<DoneForComKind, number>>
    readonly since: CalendarDay
  } | null
}

/** The lists that have a line on the home page. */
export type HomeComRequestList = ComRequestList & WordingPart<'console/home:tasks.'>
export type HomeNotificationList = NotificationList & WordingPart<'console/home:notifications.'>
export type HomeEnquiryList = EnquiryList & WordingPart<'console/home:questions.'>

/** The lists of tasks that concern a member of staff, in the order of the page. */
export function taskListsFor({ role }: StaffMember): readonly HomeComRequestList[] {
  if (!can(role, 'see-com-requests')) return []
  return can(role, 'make-com-request') ? ['to-read', 'overdue', 'open'] : ['overdue', 'waiting']
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
