import type { Knex } from 'knex'
import { Applications } from './applications/applications'
import { Chases } from './applications/chases'
import { Drafts } from './applications/drafts'
import { ExpiredForms } from './applications/expired-forms'
import { Messages } from './applications/messages'
import { PaperForms } from './applications/paper-forms'
import { ReviewRequests } from './applications/review-requests'
import { SafetyConcerns } from './applications/safety-concerns'
import { StaffNotes } from './applications/staff-notes'
import { Assessments } from './assessments/assessments'
import { ResettlementPlans } from './assessments/resettlement-plans'
import { ContentOverrides } from './content/content-overrides'
import { LocalServices } from './content/local-services'
import { PageFeedback } from './content/page-feedback'
import { ServiceNotices } from './content/service-notices'
import { DailyWorks } from './jobs/daily-works'
import { ExpiredSessions } from './jobs/expired-sessions'
import { Jobs } from './jobs/jobs'
import { RulesChanges } from './jobs/rules-changes'
import { AuditTrail } from './lists/audit-trail'
import { FrameCounts } from './lists/frame-counts'
import { OwnWorks } from './lists/own-work'
import { PduComs } from './lists/pdu-coms'
import { Queue } from './lists/queue'
import { Replies } from './lists/replies'
import { Reports } from './lists/reports'
import { UnreachableComs } from './lists/unreachable-coms'
import { WorkForCom } from './lists/work-for-com'
import { Consents } from './people/consents'
import { CourtHearings } from './people/custody/court-hearings'
import { Leaving } from './people/custody/leaving'
import { Notices } from './people/custody/prison-notices'
import { Receptions } from './people/custody/receptions'
import { SettledWorks } from './people/custody/settled-work'
import { WhereaboutsRecords } from './people/custody/whereabouts'
import { AboutMe } from './people/in-cell/about-me'
import { Tasks } from './people/in-cell/checklist-tasks'
import { FirstAnswers } from './people/in-cell/first-answers'
import { InCellSessions } from './people/in-cell/in-cell-sessions'
import { OwnGoals } from './people/in-cell/own-goals'
import { Pins } from './people/in-cell/pins'
import { People } from './people/people'
import { Prisons } from './people/prisons'
import { ComChanges } from './people/records/com-changes'
import { Corrections } from './people/records/corrections'
import { Imports } from './people/records/imports'
import { PersonNotes } from './people/records/person-notes'
import { PersonRecords } from './people/records/person-records'
import { RefusedRows } from './people/records/refused-rows'
import { ScanObjects } from './people/records/scan-objects'
import { Scans } from './people/records/scans'
import { SignInTries } from './people/sign-in-tries'
import { AccountNotices } from './staff/account-notices'
import { Accounts } from './staff/accounts'
import { Audit } from './staff/audit'
import { ComAbsences } from './staff/com-absences'
import { DutyPoms } from './staff/duty-poms'
import { KeptAnswers } from './staff/kept-answers'
import { Pdus } from './staff/pdus'
import { SavedFilters } from './staff/saved-filters'
import { Staff } from './staff/staff'
import { ComRequests } from './work/com-requests'
import { Enquiries } from './work/enquiries'
import { Notifications } from './work/notifications'
import { OutsideRequests } from './work/outside-requests'
import { Referrals } from './work/referrals'

/** All repositories, one per group of related tables. */
export interface Database {
  readonly aboutMe: AboutMe
  readonly firstAnswers: FirstAnswers
  readonly accountNotices: AccountNotices
  readonly accounts: Accounts
  readonly comAbsences: ComAbsences
  readonly comChanges: ComChanges
  readonly comRequests: ComRequests
  readonly reviewRequests: ReviewRequests
  readonly applications: Applications
  readonly assessments: Assessments
  readonly audit: Audit
  readonly auditTrail: AuditTrail
  readonly enquiries: Enquiries
  readonly consents: Consents
  readonly contentOverrides: ContentOverrides
  readonly corrections: Corrections
  readonly courtHearings: CourtHearings
  readonly dailyWorks: DailyWorks
  readonly drafts: Drafts
  readonly dutyPoms: DutyPoms
  readonly imports: Imports
  readonly expiredForms: ExpiredForms
  readonly expiredSessions: ExpiredSessions
  readonly jobs: Jobs
  readonly keptAnswers: KeptAnswers
  readonly leaving: Leaving
  readonly localServices: LocalServices
  readonly messages: Messages
  readonly inCellSessions: InCellSessions
  readonly chases: Chases
  readonly frameCounts: FrameCounts
  readonly notices: Notices
  readonly notifications: Notifications
  readonly ownWorks: OwnWorks
  readonly pageFeedback: PageFeedback
  readonly paperForms: PaperForms
  readonly pdus: Pdus
  readonly pduComs: PduComs
  readonly people: People
  readonly personNotes: PersonNotes
  readonly personRecords: PersonRecords
  readonly pins: Pins
  readonly plans: ResettlementPlans
  readonly prisons: Prisons
  readonly queue: Queue
  readonly receptions: Receptions
  readonly referrals: Referrals
  readonly refusedRows: RefusedRows
  readonly replies: Replies
  readonly reports: Reports
  readonly safetyConcerns: SafetyConcerns
  readonly rulesChanges: RulesChanges
  readonly savedFilters: SavedFilters
  readonly scanObjects: ScanObjects
  readonly scans: Scans
  readonly serviceNotices: ServiceNotices
  readonly signInTries: SignInTries
  readonly settledWorks: SettledWorks
  readonly staff: Staff
  readonly staffNotes: StaffNotes
  readonly ownGoals: OwnGoals
  readonly tasks: Tasks
  readonly outsideRequests: OutsideRequests
  readonly unreachableComs: UnreachableComs
  readonly whereabouts: WhereaboutsRecords
  readonly workForCom: WorkForCom
  /** Runs the work in a transaction: all of it takes effect or none. */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  isReachable(): Promise<boolean>
}

/** Creates all repositories on a pool or a transaction. */
export function createDatabase(knex: Knex): Database {
  return {
    aboutMe: new AboutMe(knex),
    firstAnswers: new FirstAnswers(knex),
    accountNotices: new AccountNotices(knex),
    accounts: new Accounts(knex),
    comAbsences: new ComAbsences(knex),
    comChanges: new ComChanges(knex),
    comRequests: new ComRequests(knex),
    reviewRequests: new ReviewRequests(knex),
    applications: new Applications(knex),
    assessments: new Assessments(knex),
    audit: new Audit(knex),
    auditTrail: new AuditTrail(knex),
    enquiries: new Enquiries(knex),
    consents: new Consents(knex),
    contentOverrides: new ContentOverrides(knex),
    corrections: new Corrections(knex),
    courtHearings: new CourtHearings(knex),
    dailyWorks: new DailyWorks(knex),
    drafts: new Drafts(knex),
    dutyPoms: new DutyPoms(knex),
    imports: new Imports(knex),
    expiredForms: new ExpiredForms(knex),
    expiredSessions: new ExpiredSessions(knex),
    jobs: new Jobs(knex),
    keptAnswers: new KeptAnswers(knex),
    leaving: new Leaving(knex),
    localServices: new LocalServices(knex),
    messages: new Messages(knex),
    inCellSessions: new InCellSessions(knex),
    chases: new Chases(knex),
    frameCounts: new FrameCounts(knex),
    notices: new Notices(knex),
    notifications: new Notifications(knex),
    ownWorks: new OwnWorks(knex),
    pageFeedback: new PageFeedback(knex),
    paperForms: new PaperForms(knex),
    pdus: new Pdus(knex),
    pduComs: new PduComs(knex),
    people: new People(knex),
    personNotes: new PersonNotes(knex),
    personRecords: new PersonRecords(knex),
    pins: new Pins(knex),
    plans: new ResettlementPlans(knex),
    prisons: new Prisons(knex),
    queue: new Queue(knex),
    receptions: new Receptions(knex),
    referrals: new Referrals(knex),
    refusedRows: new RefusedRows(knex),
    replies: new Replies(knex),
    reports: new Reports(knex),
    safetyConcerns: new SafetyConcerns(knex),
    rulesChanges: new RulesChanges(knex),
    savedFilters: new SavedFilters(knex),
    scanObjects: new ScanObjects(knex),
    scans: new Scans(knex),
    serviceNotices: new ServiceNotices(knex),
    signInTries: new SignInTries(knex),
    settledWorks: new SettledWorks(knex),
    staff: new Staff(knex),
    staffNotes: new StaffNotes(knex),
    ownGoals: new OwnGoals(knex),
    tasks: new Tasks(knex),
    outsideRequests: new OutsideRequests(knex),
    unreachableComs: new UnreachableComs(knex),
    whereabouts: new WhereaboutsRecords(knex),
    workForCom: new WorkForCom(knex),
    transaction: work => knex.transaction(transaction => work(createDatabase(transaction))),
    async isReachable() {
      try {
        await knex.raw('select 1')
        return true
      } catch {
        return false
      }
    },
  }
}

export type { AboutMeRecord } from './people/in-cell/about-me'
export type { AccountNotice, NewAccountNotice } from './staff/account-notices'
export {
  accountPageSize,
  type Account,
  type AccountChange,
  type AccountFilters,
  type WorkOfStaff,
  type StaffCode,
} from './staff/accounts'
export {
  comRequestLists,
  comRequestPageSize,
  isComRequestListSorted,
  type ComRequest,
  type ComRequestColumn,
  type ComRequestList,
  type ComRequestStep,
} from './work/com-requests'
export type { ColleaguesWork, OwnWork } from './lists/own-work'
export type { ReviewRequest } from './applications/review-requests'
export * from './applications/applications'
export type {
  Allocation,
  AssessmentCounts,
  AssessmentKey,
  Officer,
  OwedAssessments,
  OwedByOfficer,
  PersonWithAssessments,
  StoredAssessment,
} from './assessments/assessments'
export type { AuditEvent } from './staff/audit'
export type { AuditEntry, AuditQuery, AuditScope, Looker, Lookings } from './lists/audit-trail'
export {
  enquiryLists,
  enquiryPageSize,
  isEnquiryListSorted,
  type Enquiry,
  type EnquiryColumn,
  type EnquiryStep,
  type EnquiryList,
  type EnquiryScope,
} from './work/enquiries'
export { spokenWays, type Consent, type SpokenWay } from './people/consents'
export type { OverrideAction, StoredOverride, LatestOverride } from './content/content-overrides'
export type { ComChange, ManagerRole, NewComChange, PersonsComChange } from './people/records/com-changes'
export { personNotePageSize, type PersonNote } from './people/records/person-notes'
export type { Correction } from './people/records/corrections'
export {
  courtOrders,
  type ContingencyPlan,
  type CourtHearing,
  type CourtOrder,
  type PersonInCourt,
} from './people/custody/court-hearings'
export type { DailyWork } from './jobs/daily-works'
export type { Draft } from './applications/drafts'
export type {
  ImportedPerson,
  ImportedRow,
  ImportKind,
  ImportRun,
  ImportRunSummary,
  RefusedLine,
} from './people/records/imports'
export {
  receptionOrders,
  type NamesakeOf,
  type ReceivedPerson,
  type ReceptionOrder,
  type WhichReceptions,
} from './people/custody/receptions'
export { mostRefusedRows, type RefusedRow } from './people/records/refused-rows'
export { textFormKinds, type ExpiredForm, type SavedFormId, type TextForm } from './applications/expired-forms'
export { failedJobPageSize, type FailedJob, type JobCounts } from './jobs/jobs'
export {
  leavingOrders,
  type CountInPrison,
  type LeavingEntry,
  type LeavingOrder,
  type LeavingPage,
  type LeavingPlace,
  type LeavingSummary,
  type PersonLeaving,
} from './people/custody/leaving'
export type { LocalService, ServiceCounts, ServiceEvent } from './content/local-services'
export type { Message } from './applications/messages'
export type { Chase } from './applications/chases'
export type { PrisonNotice } from './people/custody/prison-notices'
export {
  notificationLists,
  notificationPageSize,
  type Notification,
  type NotificationList,
  type NotificationScope,
  type NotificationStep,
} from './work/notifications'
export { hardAnswers, pageAnswers, type PageAnswer, type PageOpinions } from './content/page-feedback'
export { paperWriters, type PaperForm } from './applications/paper-forms'
export { isWing } from './people/in-location'
export {
  everybodyByName,
  nothingKnown,
  peoplePageSize,
  type ComPrison,
  type FactSource,
  type FoundPerson,
  type PeopleColumn,
  type Person,
  type PersonFacts,
  type Wing,
} from './people/people'
export type { RepliesWanted, Reply, ReplyBatch } from './lists/replies'
export { recordTables, type HeldRecords, type HeldTable } from './people/records/person-records'
export type { ScanObject, ScanStorageName } from './people/records/scan-objects'
export { scanPageSize, type NewScan, type Scan } from './people/records/scans'
export type { Pin, PinRequest } from './people/in-cell/pins'
export {
  overdueActionPageSize,
  type OverdueAction,
  type OverdueActionColumn,
  type OverdueActionFilters,
  type NewPlanEntry,
  type WrittenPlanEntry,
} from './assessments/resettlement-plans'
export type { Prison } from './people/prisons'
export {
  placeTypes,
  allOpen,
  mostCounted,
  queueOrders,
  queuePageSize,
  type Colleague,
  type QueueColumn,
  type QueueFilters,
  type QueueOrder,
  type QueuePage,
  type QueuePlace,
  type PlaceInList,
  type QueueRow,
} from './lists/queue'
export {
  referralPageSize,
  type Appointment,
  type AppointmentToCome,
  type Referral,
  type ReferralColumn,
  type ReferralStep,
} from './work/referrals'
export type { HeldWork, HolderCounts, NewStep, PageOfWork, WorkItem, WorkStep } from './work/work-items'
export type { OverrideReason } from './lists/reports'
export { isDuplicate } from './connection/rows'
export type {
  ConcernColumn,
  ConcernScope,
  NewConcern,
  SafetyConcern,
  SafetyWaiting,
} from './applications/safety-concerns'
export type { SavedFilter } from './staff/saved-filters'
export type { KeptNotice } from './content/service-notices'
export { seesNobody, type AccessScope, type PersonScope, type ProbationTeam } from './connection/access-scope'
export { mostPeopleOfCom, type PduCom, type PersonOfPduCom } from './lists/pdu-coms'
export { unreachableComPageSize, type UnreachableCom } from './lists/unreachable-coms'
export type { DutyPom, NewDuty, PomInPrison } from './staff/duty-poms'
export type { ComAbsence, NewComAbsence } from './staff/com-absences'
export type { KeptAnswers } from './staff/kept-answers'
export type { Pdu } from './staff/pdus'
export type { SettledWork } from './people/custody/settled-work'
export type { StaffMember } from './staff/staff'
export type { StaffNote } from './applications/staff-notes'
export {
  mayHaveLeftPageSize,
  type MayHaveLeftColumn,
  type MayHaveLeft,
  type NewWhereaboutsRecord,
  type OpenWorkCounts,
  type WhereaboutsRecord,
} from './people/custody/whereabouts'
export type { SavedTaskStatus } from './people/in-cell/checklist-tasks'
export {
  doneForComKinds,
  donePageSize,
  personsPageSize,
  type DoneForCom,
  type DoneForComKind,
  type PersonOfCom,
} from './lists/work-for-com'
export {
  outsideRequestLists,
  outsideRequestPageSize,
  isOutsideRequestListSorted,
  type OutsideRequest,
  type OutsideRequestColumn,
  type OutsideRequestList,
} from './work/outside-requests'
export { mostInFrame, type CountedInFrame, type CountedPlace, type NoticeReader } from './lists/frame-counts'
export type { OwnGoal } from './people/in-cell/own-goals'
