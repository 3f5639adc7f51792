import type {
  ApplicationWithOwner,
  ComRequest,
  Enquiry,
  LeavingEntry,
  Notification,
  OutsideRequest,
  Person,
  PersonNote,
  Referral,
  SafetyConcern,
  WrittenPlanEntry,
} from '../../../server/database'
import {
  askingScopeFor,
  asksAbout,
  concernScopeFor,
  enquiryScopeFor,
  notificationScopeFor,
} from '../../../server/use-cases/accounts/access-scopes'
import { assessmentsOf, type PersonsAssessment } from '../../../server/use-cases/assessments/assessments'
import { can } from '../../access/permissions'
import type { Asker } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'

/** All work about a person that the reader may see, open and ended; a kind that they may not see is empty. */
export interface PersonsWork {
  readonly concerns: readonly SafetyConcern[]
  readonly applications: readonly ApplicationWithOwner[]
  readonly assessments: readonly PersonsAssessment[]
  readonly plan: readonly WrittenPlanEntry[]
  readonly comRequests: readonly ComRequest[]
  readonly enquiries: readonly Enquiry[]
  readonly referrals: readonly Referral[]
  /** Null where the reader sees none. */
  readonly notifications: readonly Notification[] | null
  readonly outsideRequests: readonly OutsideRequest[]
  /** What is settled for the day of leaving; null where the reader does not see it. */
  readonly leaving: readonly LeavingEntry[] | null
  /** The newest notes, each with how many there are; null where the reader does not see them. */
  readonly notes: readonly (PersonNote & { readonly total: number })[] | null
}

/** So many notes are read with the person; the tab of notes has them all. */
const newestNotes = 2

/** Reads all work about a person: one query for each kind, whatever there is of it. */
export async function readPersonsWork(
  { database, context }: Pick<ConsoleDependencies, 'database' | 'context'>,
  { staff, scope }: Pick<Asker, 'staff' | 'scope'>,
  person: Person,
): Promise<PersonsWork> {
  const now = context()
  const { id, custodyBegan } = person
  const { role } = staff
  const asks = asksAbout(staff, person)
  const asking = askingScopeFor(staff)
  const [
    concerns,
    applications,
    assessments,
    plan,
    comRequests,
    enquiries,
    referrals,
    notifications,
    outsideRequests,
    leaving,
    notes,
  ] = await Promise.all([
    can(role, 'see-safety') ? database.safetyConcerns.ofPerson(id, concernScopeFor(staff)) : [],
    can(role, 'see-application') ? database.applications.ofPersonWithOwners(id, scope) : [],
    can(role, 'see-assessments') ? database.assessments.ofPerson(id) : [],
    can(role, 'see-plan') ? database.plans.entries(id, custodyBegan) : [],
    can(role, 'see-com-requests') ? database.comRequests.ofPersonInScope(id, scope) : [],
    can(role, 'make-enquiry') && asks ? database.enquiries.ofPerson(id, enquiryScopeFor(staff, now.today)) : [],
    can(role, 'see-referrals') && asks ? database.referrals.ofPerson(id, asking) : [],
    can(role, 'see-notifications') ? database.notifications.ofPerson(id, notificationScopeFor(staff, now.today)) : null,
    can(role, 'handle-outside-requests') ? database.outsideRequests.ofPerson(id) : [],
    can(role, 'see-leaving') ? database.leaving.entries(id, custodyBegan) : null,
    can(role, 'keep-person-notes') && asks ? database.personNotes.ofPerson(id, 1, newestNotes) : null,
  ])
  return {
    concerns,
    applications,
    assessments: can(role, 'see-assessments') ? assessmentsOf(person, assessments, now) : [],
    plan,
    comRequests,
    enquiries,
    referrals,
    notifications,
    outsideRequests,
    leaving,
    notes,
  }
}
