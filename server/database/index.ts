import type { Knex } from 'knex'
import { AboutMe } from './about-me'
import { Accounts } from './accounts'
import { AgreedTasks } from './agreed-tasks'
import { AnotherLooks } from './another-looks'
import { Applications } from './applications'
import { Assessments } from './assessments'
import { Audit } from './audit'
import { AuditTrail } from './audit-trail'
import { BodyQuestions } from './body-questions'
import { Consents } from './consents'
import { ContentChanges } from './content-changes'
import { Corrections } from './corrections'
import { CourtHearings } from './court-hearings'
import { Drafts } from './drafts'
import { Imports } from './imports'
import { LateAnswers } from './late-answers'
import { LateWordsKept } from './late-words'
import { Leaving } from './leaving'
import { LocalServices } from './local-services'
import { Messages } from './messages'
import { MySessions } from './my-sessions'
import { NewsRequests } from './news-requests'
import { Notices } from './notices'
import { PageFeedback } from './page-feedback'
import { PaperForms } from './paper-forms'
import { People } from './people'
import { PersonRecords } from './person-records'
import { Pins } from './pins'
import { Plans } from './plans'
import { Prisons } from './prisons'
import { Queue } from './queue'
import { Referrals } from './referrals'
import { Replies } from './replies'
import { Reports } from './reports'
import { SafetyConcerns } from './safety-concerns'
import { SavedFilters } from './saved-filters'
import { ServiceNotices } from './service-notices'
import { SignInTries } from './sign-in-tries'
import { Staff } from './staff'
import { StaffNotes } from './staff-notes'
import { Tasks } from './tasks'
import { WorkForCom } from './work-for-com'

/** All that is stored, one repository a family of tables. */
export interface Database {
  readonly aboutMe: AboutMe
  readonly accounts: Accounts
  readonly agreedTasks: AgreedTasks
  readonly anotherLooks: AnotherLooks
  readonly applications: Applications
  readonly assessments: Assessments
  readonly audit: Audit
  readonly auditTrail: AuditTrail
  readonly bodyQuestions: BodyQuestions
  readonly consents: Consents
  readonly contentChanges: ContentChanges
  readonly corrections: Corrections
  readonly courtHearings: CourtHearings
  readonly drafts: Drafts
  readonly imports: Imports
  readonly lateAnswers: LateAnswers
  readonly lateWords: LateWordsKept
  readonly leaving: Leaving
  readonly localServices: LocalServices
  readonly messages: Messages
  readonly mySessions: MySessions
  readonly newsRequests: NewsRequests
  readonly notices: Notices
  readonly pageFeedback: PageFeedback
  readonly paperForms: PaperForms
  readonly people: People
  readonly personRecords: PersonRecords
  readonly pins: Pins
  readonly plans: Plans
  readonly prisons: Prisons
  readonly queue: Queue
  readonly referrals: Referrals
  readonly replies: Replies
  readonly reports: Reports
  readonly safetyConcerns: SafetyConcerns
  readonly savedFilters: SavedFilters
  readonly serviceNotices: ServiceNotices
  readonly signInTries: SignInTries
  readonly staff: Staff
  readonly staffNotes: StaffNotes
  readonly tasks: Tasks
  readonly workForCom: WorkForCom
  /** Does all of the work or none of it. */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  isReachable(): Promise<boolean>
}

export function createDatabase(knex: Knex): Database {
  return {
    aboutMe: new AboutMe(knex),
    accounts: new Accounts(knex),
    agreedTasks: new AgreedTasks(knex),
    anotherLooks: new AnotherLooks(knex),
    applications: new Applications(knex),
    assessments: new Assessments(knex),
    audit: new Audit(knex),
    auditTrail: new AuditTrail(knex),
    bodyQuestions: new BodyQuestions(knex),
    consents: new Consents(knex),
    contentChanges: new ContentChanges(knex),
    corrections: new Corrections(knex),
    courtHearings: new CourtHearings(knex),
    drafts: new Drafts(knex),
    imports: new Imports(knex),
    lateAnswers: new LateAnswers(knex),
    lateWords: new LateWordsKept(knex),
    leaving: new Leaving(knex),
    localServices: new LocalServices(knex),
    messages: new Messages(knex),
    mySessions: new MySessions(knex),
    newsRequests: new NewsRequests(knex),
    notices: new Notices(knex),
    pageFeedback: new PageFeedback(knex),
    paperForms: new PaperForms(knex),
    people: new People(knex),
    personRecords: new PersonRecords(knex),
    pins: new Pins(knex),
    plans: new Plans(knex),
    prisons: new Prisons(knex),
    queue: new Queue(knex),
    referrals: new Referrals(knex),
    replies: new Replies(knex),
    reports: new Reports(knex),
    safetyConcerns: new SafetyConcerns(knex),
    savedFilters: new SavedFilters(knex),
    serviceNotices: new ServiceNotices(knex),
    signInTries: new SignInTries(knex),
    staff: new Staff(knex),
    staffNotes: new StaffNotes(knex),
    tasks: new Tasks(knex),
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

export type { SaidOfOneself } from './about-me'
export { accountPageSize, type Account, type AccountChange, type AccountFilters, type StaffCode } from './accounts'
export {
  agreedTaskLists,
  agreedTaskPageSize,
  type AgreedTask,
  type AgreedTaskList,
  type AgreedTaskStep,
} from './agreed-tasks'
export type { AnotherLook } from './another-looks'
export * from './applications'
export type {
  Allocation,
  AssessmentCounts,
  AssessmentKey,
  Officer,
  OwedAssessments,
  OwedByOfficer,
  PersonWithAssessments,
  StoredAssessment,
} from './assessments'
export type { AuditEvent } from './audit'
export type { AuditEntry, AuditQuery, AuditScope, Looker, Lookings } from './audit-trail'
export {
  questionLists,
  questionPageSize,
  type BodyQuestion,
  type BodyQuestionStep,
  type QuestionList,
  type QuestionSight,
} from './body-questions'
export { spokenWays, type Consent, type SpokenWay } from './consents'
export type { ContentAct, KeptChange, LatestChange } from './content-changes'
export type { Correction } from './corrections'
export type { ContingencyPlan, CourtHearing, PersonInCourt } from './court-hearings'
export type { Draft } from './drafts'
export type { ImportedRow, ImportKind, ImportRun, ImportRunSummary } from './imports'
export type { LateAnswer } from './late-answers'
export { wordsKinds, type LateWords, type WordsPlace } from './late-words'
export type { CountInPrison, LeavingEntry, LeavingPage, LeavingPlace, PersonLeaving } from './leaving'
export type { LocalService, ServiceCounts, ServiceEvent } from './local-services'
export type { Message } from './messages'
export type { NewsRequest } from './news-requests'
export type { PrisonNotice } from './notices'
export { hardAnswers, pageAnswers, type PageAnswer, type PageOpinions } from './page-feedback'
export { paperWriters, type PaperForm } from './paper-forms'
export {
  nothingKnown,
  type ComPrison,
  type FactSource,
  type FoundPerson,
  type Person,
  type PersonFacts,
  type Wing,
} from './people'
export type { RepliesWanted, Reply, ReplyBatch } from './replies'
export { recordTables, type HeldRecords } from './person-records'
export type { Pin, PinRequest } from './pins'
export { lateActionPageSize, type LateAction, type NewPlanEntry, type WrittenPlanEntry } from './plans'
export type { Prison } from './prisons'
export {
  placeTypes,
  queueOrders,
  queuePageSize,
  type QueueFilters,
  type QueueOrder,
  type QueuePage,
  type QueuePlace,
  type QueueRow,
} from './queue'
export {
  referralPageSize,
  type Appointment,
  type AppointmentToCome,
  type OwnedReferral,
  type Referral,
  type ReferralStep,
  type WaitingReferral,
} from './referrals'
export type { OverrideReason } from './reports'
export { isDuplicate } from './rows'
export type { SafetyConcern, SafetyWaiting } from './safety-concerns'
export type { SavedFilter } from './saved-filters'
export type { KeptNotice } from './service-notices'
export type { Sight } from './sight'
export { prisonRoles, roles, type Role, type StaffMember } from './staff'
export type { StaffNote } from './staff-notes'
export type { SavedTaskStatus } from './tasks'
export {
  doneForComKinds,
  donePageSize,
  personsPageSize,
  type DoneForCom,
  type DoneForComKind,
  type PersonOfCom,
} from './work-for-com'
