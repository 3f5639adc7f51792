import type { AccessScope, StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import type { CalendarDay } from '../../../server/domain/calendar'
import { comKeyOf } from '../../../server/domain/people'
import type { RoutingSettings } from '../../../server/domain/routing'
import { topicEntry } from '../../../server/domain/topics'
import { askingScopeFor, asksAbout, notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { can } from '../../access/permissions'
import { factBehind } from '../../presenting/people/responsibility-record'
import { currentDecision } from './details/decision'
import { factsBehind, lastMove } from './details/fact-changes'
import type { Found } from './details/find'
import type { Shown } from './details/tabs'
import { othersShown, type ApplicationRecord } from './presenter'

interface RecordReader {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly today: CalendarDay
  readonly routing: RoutingSettings
}

/** Reads what a part of an application's page needs, as far as the reader may see it. */
export async function readRecord(
  database: Reads,
  { application, person }: Found,
  { staff, scope, today, routing }: RecordReader,
  shown: Shown,
): Promise<ApplicationRecord> {
  const { id, claimedBy } = application
  const comKey = comKeyOf(person)
  const { applications } = database
  const isOn = (...on: readonly Shown[]) => shown === 'print' || on.includes(shown)
  const [
    decisions,
    events,
    actions,
    messages,
    messageCount,
    notes,
    concern,
    reviewRequest,
    paper,
    aboutMe,
    names,
    notifications,
    comAbsences,
    work,
  ] = await Promise.all([
    applications.decisions(id),
    applications.events(id),
    applications.actions(id),
    isOn('messages') ? database.messages.ofApplication(id) : [],
    database.messages.countOf(id),
    isOn('notes') ? database.staffNotes.ofApplication(id) : [],
    application.safetyConcern ? database.safetyConcerns.ofApplication(id) : undefined,
    database.reviewRequests.ofApplication(id),
    database.paperForms.ofApplication(id),
    isOn('work', 'messages') ? database.aboutMe.of(person.id) : { privateTime: null, hard: null },
    claimedBy === null ? undefined : database.staff.names([claimedBy]),
    can(staff.role, 'see-notifications')
      ? database.notifications.ofApplication(id, notificationScopeFor(staff, today))
      : null,
    comKey === null ? [] : database.comAbsences.ofCom(comKey, today),
    isOn('work') ? readWork(database, { application, person }, { staff, scope, today }) : noWork,
  ])
  const decided = factBehind(currentDecision(application, decisions).result.responsibility.reason)
  const [corrections, moveCorrections] = await Promise.all([
    decided ? database.corrections.of(person.id, decided) : [],
    Promise.all(factsBehind(lastMove(decisions, routing)).map(fact => database.corrections.of(person.id, fact))),
  ])
  return {
    application,
    person,
    decisions,
    corrections,
    moveCorrections: moveCorrections.flat(),
    events,
    actions,
    messages,
    messageCount,
    notes,
    concern,
    reviewRequest,
    paper,
    aboutMe,
    claimedByName: claimedBy === null ? null : (names?.get(claimedBy) ?? null),
    notifications,
    comAbsences,
    seesPerson: !scope.passedOn.includes(id) || scope.prisons.includes(person.prisonId),
    ...work,
  }
}

type WorkRecord = Pick<ApplicationRecord, 'consents' | 'localServices' | 'referrals' | 'questions' | 'others'>

const noWork: WorkRecord = {
  consents: [],
  localServices: [],
  referrals: null,
  questions: null,
  others: { shown: [], total: 0 },
}

/** What stands beside what there is to do. */
async function readWork(
  database: Reads,
  { application, person }: Found,
  { staff, scope, today }: Omit<RecordReader, 'routing'>,
): Promise<WorkRecord> {
  const { id, topic } = application
  const mayAsk = asksAbout(staff, person)
  const [consents, localServices, referrals, questions, others] = await Promise.all([
    database.consents.ofPerson(person.id),
    database.localServices.shownIn(person.prisonId, topicEntry(topic).chapter),
    mayAsk ? database.referrals.ofPerson(person.id, askingScopeFor(staff)) : null,
    mayAsk && can(staff.role, 'make-enquiry') ? database.enquiries.ofApplication(id, today) : null,
    database.applications.othersInScope(application, scope, othersShown),
  ])
  return { consents, localServices, referrals, questions, others }
}
