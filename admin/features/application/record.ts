import type { AccessScope, StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import type { CalendarDay } from '../../../server/domain/calendar'
import { comKeyOf } from '../../../server/domain/people'
import { topicEntry } from '../../../server/domain/topics'
import { askingScopeFor, asksAbout, notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { can } from '../../access/permissions'
import { factBehind } from '../../presenting/people/responsibility-record'
import { currentDecision } from './details/decision'
import type { Found } from './details/find'
import { othersShown, type ApplicationRecord } from './presenter'

/** Reads all that is kept of an application, as far as the reader may see it. */
export async function readRecord(
  database: Reads,
  { application, person }: Found,
  staff: StaffMember,
  scope: AccessScope,
  today: CalendarDay,
): Promise<ApplicationRecord> {
  const { id, claimedBy } = application
  const comKey = comKeyOf(person)
  const { applications } = database
  const [
    decisions,
    events,
    actions,
    consents,
    messages,
    notes,
    concern,
    reviewRequest,
    paper,
    aboutMe,
    names,
    localServices,
    referrals,
    questions,
    notifications,
    others,
    comAbsences,
  ] = await Promise.all([
    applications.decisions(id),
    applications.events(id),
    applications.actions(id),
    database.consents.ofPerson(person.id),
    database.messages.ofApplication(id),
    database.staffNotes.ofApplication(id),
    application.safetyConcern ? database.safetyConcerns.ofApplication(id) : undefined,
    database.reviewRequests.ofApplication(id),
    database.paperForms.ofApplication(id),
    database.aboutMe.of(person.id),
    claimedBy === null ? undefined : database.staff.names([claimedBy]),
    database.localServices.shownIn(person.prisonId, topicEntry(application.topic).chapter),
    asksAbout(staff, person) ? database.referrals.ofPerson(person.id, askingScopeFor(staff)) : null,
    can(staff.role, 'make-enquiry') && asksAbout(staff, person) ? database.enquiries.ofApplication(id, today) : null,
    can(staff.role, 'see-notifications')
      ? database.notifications.ofApplication(id, notificationScopeFor(staff, today))
      : null,
    applications.othersInScope(application, scope, othersShown),
    comKey === null ? [] : database.comAbsences.ofCom(comKey, today),
  ])
  const decided = factBehind(currentDecision(application, decisions).result.responsibility.reason)
  const corrections = decided ? await database.corrections.of(person.id, decided) : []
  const recordParts = {
    decisions,
    corrections,
    events,
    actions,
    consents,
    messages,
    notes,
    concern,
    reviewRequest,
    paper,
    aboutMe,
  }
  const claimedByName = claimedBy === null ? null : (names?.get(claimedBy) ?? null)
  return {
    application,
    person,
    ...recordParts,
    claimedByName,
    localServices,
    referrals,
    questions,
    notifications,
    seesPerson: !scope.passedOn.includes(id) || scope.prisons.includes(person.prisonId),
    others,
    comAbsences,
  }
}
