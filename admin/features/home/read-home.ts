import { enquiryPageSize } from '../../../server/database'
import { addDays, londonToday, subtractMonths } from '../../../server/domain/calendar'
import { monthsUntilChecked } from '../../../server/domain/content/local-services'
import { leavingItems } from '../../../server/domain/people/leaving'
import { managesAllAccounts, roleEntry } from '../../../server/domain/staff/roles'
import { isUnopened } from '../../../server/domain/work/safety-concerns'
import {
  askingScopeFor,
  concernScopeFor,
  enquiryScopeFor,
  notificationScopeFor,
} from '../../../server/use-cases/accounts/access-scopes'
import { assessmentsOf, readOwedAssessments } from '../../../server/use-cases/assessments/assessments'
import { managerRoleOf } from '../../../server/use-cases/people/records/com-changes'
import { assessmentKindsFor } from '../../access/assessment-kinds'
import { can, looksAfter } from '../../access/permissions'
import { hasOwnWork } from '../../page/frame-counts'
import type { Asker } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { allEntries, isOverdue } from '../../presenting/content-entries'
import {
  answersForSafetyAlone,
  enquiryListsFor,
  notificationListsFor,
  ownSideOf,
  queueFiltersOf,
  queuePartsFor,
  taskListsFor,
  settlesForTeam,
  type ColleagueWithWork,
  type Handover,
  type HomeView,
} from './counts'
import { mostAppeals } from './decide'
import type { HomeNotices } from './notices'
import { mostSoon } from './side'

/** More than a prison has; the list has the rest. */
const mostConcerns = 100
const daysLookedBack = 7
const daysBeforeLeaving = 84
const week = 7
/** A POM prepares a handover; a COM is told of it shortly before. */
const daysOfHandovers = { com: 14, pom: 56 } as const
/** More than a prison acknowledges in a week. */
const mostAcknowledged = 50
const askedOfReader = { list: 'for-body', wing: null, order: 'due' } as const
/** A weekend and the day before it. */
const daysOfReceptions = 3

const nothing = { open: 0, overdue: 0, dueSoon: 0 }

type Feature = Pick<ConsoleFeature, 'dependencies' | 'perform'>

/** Reads the counts for the home page of whoever signed in, each only where their role permits it. */
export async function readHome(feature: Feature, asker: Asker): Promise<HomeView> {
  const { today, now } = feature.dependencies.context()
  const [concerns, unread, { team, ...work }, people, soon, handovers, pages] = await Promise.all([
    readConcerns(feature, asker),
    readNotices(feature, asker),
    readWorkAndTeam(feature, asker),
    readPeople(feature, asker),
    readSoon(feature, asker),
    readHandovers(feature, asker),
    readPages(feature, asker),
  ])
  return { staff: asker.staff, today, now, ...concerns, unread, ...work, team, ...people, ...soon, handovers, ...pages }
}

/** The assessments of the team are worked out with those of the reader, so that the team is read after them. */
async function readWorkAndTeam(feature: Feature, asker: Asker) {
  const work = await readWork(feature, asker)
  return { ...work, team: settlesForTeam(asker.staff) ? await readTeam(feature, asker) : null }
}

/** How much each colleague has, as the page of their work lists it; also those who have left while something is theirs. */
async function readTeam({ dependencies }: Feature, { staff, scope }: Asker): Promise<readonly ColleagueWithWork[]> {
  const { database } = dependencies
  const today = dependencies.today()
  const colleagues = (await database.staff.inPrisons(staff.prisons)).filter(each => hasOwnWork(each))
  const [work, assessments] = await Promise.all([
    database.ownWorks.ofColleagues(
      scope,
      colleagues.map(({ id }) => id),
      today,
    ),
    database.assessments.byOfficer(scope, today),
  ])
  return colleagues.map(colleague => {
    const { open, overdue, dueSoon } = work.find(({ staffId }) => staffId === colleague.id) ?? nothing
    const owed = assessments.filter(({ staffId }) => staffId === colleague.id)
    const late = owed.reduce((sum, each) => sum + each.overdue, 0)
    const due = owed.reduce((sum, each) => sum + each.due, 0)
    return { colleague, open: open + late + due, overdue: overdue + late, dueSoon: dueSoon + due }
  })
}

/** What a member of staff has to do themselves, of every kind, as far as it is within a scope. */
export async function readOwnWork(
  { dependencies, perform }: Feature,
  { staff, scope }: Pick<Asker, 'staff' | 'scope'>,
) {
  const kinds = assessmentKindsFor(staff)
  const [work, owed] = await Promise.all([
    dependencies.database.ownWorks.of(scope, { staffId: staff.id, email: staff.email, today: dependencies.today() }),
    kinds.length > 0 ? perform(readOwedAssessments, { staffId: staff.id, scope, kinds }) : { counts: [], own: [] },
  ])
  return { own: { work, assessments: owed.own }, assessments: owed.counts }
}

/**
 * Whom a COM is handed, and whom a POM hands over, in the next weeks, as the routing decides who is responsible. Of their
 * own people only: who covers or is on duty reads them in the lists.
 */
async function readHandovers({ dependencies }: Feature, { staff, scope }: Asker): Promise<readonly Handover[] | null> {
  const { sees } = roleEntry(staff.role)
  if (sees !== 'as-com' && sees !== 'as-pom') return null
  const context = dependencies.context()
  const { today } = context
  const until = addDays(today, sees === 'as-com' ? daysOfHandovers.com : daysOfHandovers.pom)
  const own = { ...scope, comKeys: scope.comKeys.filter(key => key === staff.email), dutyPrisons: [] }
  const people = await dependencies.database.assessments.people(own, null, today)
  return people
    .flatMap(person =>
      assessmentsOf(person, person.assessments, context).flatMap(({ kind, due, doneOn }) =>
        kind === 'handover' && due !== null && doneOn === null && due >= today && due <= until
          ? [{ person, day: due }]
          : [],
      ),
    )
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
}

/** Who leaves today and tomorrow, who is in court today, and who came in the last days. */
async function readSoon({ dependencies }: Feature, { staff, scope }: Asker) {
  const { database } = dependencies
  const today = dependencies.today()
  const since = addDays(today, -daysOfReceptions)
  const isOfPrison = scope.team === 'PRT' && can(staff.role, 'make-pin-slip')
  const days = { prisonId: null, from: today }
  const [leaving, court, received, prisons] = await Promise.all([
    can(staff.role, 'see-leaving')
      ? database.leaving.people(scope, { ...days, until: addDays(today, 1), missing: null, wing: '' }, null, mostSoon)
      : null,
    can(staff.role, 'see-leaving')
      ? database.courtHearings.people(scope, { ...days, until: today, withoutPlan: false }, mostSoon + 1)
      : [],
    isOfPrison ? database.people.countReceived(scope, since, today) : null,
    staff.prisons.length === 1 ? database.prisons.among(staff.prisons) : [],
  ])
  return {
    soon: leaving && { leaving, court },
    received: received && { ...received, since },
    prisonName: prisons[0]?.name ?? null,
  }
}

/** The concerns that wait; and for managers those that nobody has opened in the time in which somebody should. */
async function readConcerns({ dependencies }: Feature, { staff, waits }: Asker) {
  const { config, database, now, today } = dependencies
  const acknowledged = answersForSafetyAlone(staff)
    ? (await database.safetyConcerns.acknowledged(concernScopeFor(staff), mostAcknowledged)).filter(
        ({ acknowledgedAt }) => acknowledgedAt !== null && londonToday(acknowledgedAt) > addDays(today(), -week),
      )
    : null
  if (waits.concerns === 0) return { concerns: [], unopened: [], acknowledged }
  const concerns = await database.safetyConcerns.waiting(concernScopeFor(staff), { page: 1, size: mostConcerns })
  const isWatching = can(staff.role, 'see-unopened-concerns')
  return {
    concerns,
    unopened: concerns.filter(each => isWatching && isUnopened(each, config.concernHours, now())),
    acknowledged,
  }
}

async function readNotices({ dependencies }: Feature, { staff, waits }: Asker): Promise<HomeNotices> {
  if (waits.notices === 0) return { own: [], kept: [], lost: [], toConfirm: [] }
  const { accountNotices, comChanges } = dependencies.database
  const managerRole = managerRoleOf(staff)
  const [own, kept, lost, toConfirm] = await Promise.all([
    accountNotices.ofOwner(staff.id),
    can(staff.role, 'manage-accounts') ? accountNotices.forKeeper(staff) : [],
    managerRole ? comChanges.lostBy(managerRole, staff.email) : [],
    can(staff.role, 'confirm-com') ? comChanges.toConfirm(staff.prisons) : [],
  ])
  return { own, kept, lost, toConfirm }
}

async function readWork(feature: Feature, asker: Asker) {
  const { dependencies } = feature
  const { staff, scope } = asker
  const { database } = dependencies
  const context = dependencies.context()
  const { today } = context
  const parts = queuePartsFor(staff)
  const taskLists = taskListsFor(staff)
  const enquiryLists = enquiryListsFor(staff)
  const enquiryReader = { scope: enquiryScopeFor(staff, today), staffId: staff.id, today }
  const notificationLists = notificationListsFor(staff)
  const [queue, owned, tasks, questions, notifications, asked, appeals] = await Promise.all([
    parts.length > 0 ? database.queue.counts(scope, queueFiltersOf(parts, staff, context)) : {},
    hasOwnWork(staff) ? readOwnWork(feature, asker) : { own: null, assessments: [] },
    taskLists.length > 0 ? database.comRequests.counts({ scope, staffId: staff.id, today }, taskLists) : {},
    enquiryLists.length > 0 ? database.enquiries.counts(enquiryReader, enquiryLists) : {},
    notificationLists.length > 0
      ? database.notifications.counts(notificationScopeFor(staff, today), notificationLists)
      : {},
    can(staff.role, 'answer-enquiry')
      ? database.enquiries.list(enquiryReader, askedOfReader, { page: 1, size: enquiryPageSize })
      : null,
    parts.includes('another-look')
      ? database.queue.page(
          scope,
          queueFiltersOf(['another-look'], staff, context)['another-look']!,
          'reply',
          null,
          mostAppeals,
        )
      : null,
  ])
  return {
    parts,
    queue,
    ...owned,
    asked,
    appeals: appeals?.rows ?? [],
    taskLists,
    tasks,
    enquiryLists,
    questions,
    notificationLists,
    notifications,
  }
}

async function readPeople({ dependencies }: Feature, { staff, scope }: Asker) {
  const { database } = dependencies
  const today = dependencies.today()
  const since = addDays(today, -daysLookedBack)
  const { comKeys } = scope
  const overdueActions = { today, prisonId: null, plannedBy: null, responsible: ownSideOf(staff), wing: null }
  const { dutyPrisons } = scope
  const [
    notices,
    referrals,
    pinRequests,
    com,
    court,
    leaving,
    overdue,
    mayHaveLeft,
    prisons,
    unreachableComs,
    outside,
    absences,
    samePeople,
    refusedRows,
  ] = await Promise.all([
    can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
    can(staff.role, 'see-referrals') ? database.referrals.counts(askingScopeFor(staff), today) : null,
    can(staff.role, 'make-pin-slip') ? database.pins.requests(scope) : [],
    comKeys.length === 0
      ? null
      : Promise.all([
          database.people.prisonsOfComs(comKeys, today, addDays(today, daysBeforeLeaving)),
          database.workForCom.counts(scope, since),
        ]),
    can(staff.role, 'see-leaving')
      ? database.courtHearings.countWithoutPlan(scope, { from: today, until: addDays(today, week - 1) })
      : [],
    can(staff.role, 'see-leaving')
      ? database.leaving.counts(scope, { from: today, until: addDays(today, week), missing: leavingItems })
      : [],
    can(staff.role, 'see-plan') ? database.plans.countOverdueActions(scope, overdueActions) : null,
    can(staff.role, 'record-whereabouts') ? database.whereabouts.countMayHaveLeft(scope, today) : null,
    dutyPrisons.length > 0 ? database.prisons.all() : [],
    can(staff.role, 'see-unreachable-coms') ? database.unreachableComs.count(scope, today) : null,
    can(staff.role, 'handle-outside-requests')
      ? database.outsideRequests.counts(scope, today, ['open', 'overdue'])
      : null,
    (staff.covers ?? []).length > 0
      ? database.comAbsences.around({ comKeys: [], pduId: null, staffId: staff.id }, today)
      : [],
    can(staff.role, 'import') ? database.receptions.countNamesakes(scope) : null,
    can(staff.role, 'import') ? database.refusedRows.countWaiting(scope) : null,
  ])
  return {
    notices: notices[0]?.total ?? 0,
    referrals,
    pinRequests: pinRequests.length,
    unreachableComs,
    outsideRequests: outside,
    covers: absences.filter(({ coveredBy, fromDay }) => coveredBy === staff.id && fromDay <= today),
    dutyPrisons: prisons.filter(({ id }) => dutyPrisons.includes(id)).map(({ name }) => name),
    court,
    leaving,
    overdueActions: overdue,
    mayHaveLeft,
    samePeople,
    refusedRows,
    com: com && { prisons: com[0], done: com[1], since },
  }
}

async function readPages({ dependencies }: Feature, { staff }: Asker) {
  const { database, published, now } = dependencies
  const today = dependencies.today()
  const lookBack = new Date(`${addDays(today, -daysLookedBack)}T00:00:00Z`)
  const [serviceCounts, feedback, changes, locked, jobs] = await Promise.all([
    can(staff.role, 'edit-services') ? database.localServices.counts(subtractMonths(today, monthsUntilChecked)) : [],
    can(staff.role, 'see-page-feedback') ? database.pageFeedback.countSince(lookBack) : null,
    can(staff.role, 'manage-facts') ? database.contentOverrides.latest() : null,
    can(staff.role, 'manage-accounts')
      ? database.accounts.countLocked(managesAllAccounts(staff.role) ? null : staff.prisons, now())
      : null,
    can(staff.role, 'manage-jobs') ? database.jobs.counts() : null,
  ])
  return {
    services: serviceCounts.filter(({ shownIn }) => shownIn.some(prison => looksAfter(staff, prison))),
    facts: changes && allEntries(published.content, changes).filter(each => isOverdue(each, today)).length,
    feedback,
    locked,
    failedJobs: jobs && jobs.reduce((sum, { failed }) => sum + failed, 0),
  }
}
