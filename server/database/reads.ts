import type { Database } from './index'

/**
 * What pages of the console may ask of the database. Whatever writes is not listed, so that a route which calls it does
 * not compile: writes go through use cases.
 */
export const reads = {
  aboutMe: ['of'],
  accountNotices: ['forKeeper', 'ofOwner'],
  accounts: ['countLocked', 'find', 'page', 'workOf'],
  applications: [
    'actions',
    'decisions',
    'events',
    'find',
    'findInScope',
    'latestAbout',
    'ofPersonInScope',
    'ofPersonWithOwners',
    'openWithUndone',
    'othersInScope',
    'withOpenActions',
  ],
  assessments: ['byOfficer', 'ofPeople', 'ofPerson', 'officers', 'people'],
  auditTrail: ['actions', 'lookersOf', 'search', 'staffOfAddress', 'unusual'],
  comAbsences: ['around', 'ofCom'],
  comChanges: ['lostBy', 'toConfirm', 'waiting'],
  comRequests: ['counts', 'findInScope', 'list', 'ofPerson', 'ofPersonBetween', 'ofPersonInScope', 'steps'],
  consents: ['ofPerson'],
  contentOverrides: ['latest', 'of'],
  corrections: ['of', 'ofPerson'],
  courtHearings: ['contingencyPlans', 'countWithoutPlan', 'ofPerson', 'people'],
  dailyWorks: ['last'],
  dutyPoms: ['ofPrisons', 'pomsIn'],
  enquiries: ['bodiesOf', 'counts', 'findInScope', 'list', 'ofApplication', 'ofPerson', 'steps'],
  imports: ['find', 'latest', 'people', 'refusedLines'],
  jobs: ['counts', 'failed', 'findFailed'],
  keptAnswers: ['find'],
  leaving: ['counts', 'entries', 'people', 'summary'],
  localServices: ['counts', 'events', 'find', 'of', 'shownIn'],
  messages: ['countOf', 'newestOf', 'ofApplication'],
  notices: ['unseen'],
  notifications: [
    'actionsCarried',
    'carriedOnOfPerson',
    'counts',
    'findInScope',
    'hasUnseen',
    'list',
    'ofApplication',
    'ofConcern',
    'ofPerson',
    'reachable',
    'steps',
  ],
  ownWorks: ['of', 'ofColleagues'],
  pageFeedback: ['byPage', 'countSince'],
  paperForms: ['ofApplication'],
  pduComs: ['find', 'of', 'people'],
  pdus: ['all', 'withAccounts'],
  ownGoals: ['shared'],
  personNotes: ['ofPerson'],
  people: ['amongInScope', 'countReceived', 'find', 'findInScope', 'onWing', 'prisonsOfComs', 'search', 'wings'],
  personRecords: ['counts'],
  pins: ['find', 'hasRequest', 'requests'],
  plans: ['countOverdueActions', 'entries', 'overdueActions'],
  prisons: ['all', 'among', 'find'],
  queue: ['around', 'colleagues', 'countBefore', 'counts', 'page'],
  receptions: ['countNamesakes', 'namesakes', 'people'],
  referrals: ['counts', 'ofPerson', 'steps', 'waiting'],
  refusedRows: ['countWaiting', 'waiting'],
  replies: ['findBatch', 'latestBatches', 'ofBatch', 'toPrint'],
  reports: ['overrideReasons'],
  reviewRequests: ['ofApplication', 'waiting'],
  safetyConcerns: ['acknowledged', 'countWaiting', 'findInScope', 'ofApplication', 'ofPerson', 'waiting'],
  savedFilters: ['ofStaff'],
  scans: ['findInScope', 'ofPersonInScope'],
  serviceNotices: ['find', 'list'],
  settledWorks: ['leftOfPerson'],
  staff: ['find', 'findOn', 'inPrisons', 'names', 'othersInPrison'],
  staffNotes: ['ofApplication'],
  outsideRequests: ['counts', 'findInScope', 'list', 'ofPerson'],
  unreachableComs: ['count', 'page'],
  whereabouts: ['countMayHaveLeft', 'mayHaveLeft', 'ofPerson', 'openWork'],
  workForCom: ['counts', 'done', 'forNote', 'people'],
} as const satisfies Listed

/** The same for pages of the public and in-cell sites. */
export const siteReads = {
  aboutMe: ['of'],
  applications: ['events', 'findByDraft', 'findOfPerson', 'ofPerson'],
  chases: ['last'],
  consents: ['ofPerson'],
  drafts: ['find', 'of'],
  expiredForms: ['answersOf', 'textsToReview'],
  frameCounts: ['of'],
  localServices: ['chaptersOf', 'edition', 'shown'],
  messages: ['ofApplication', 'toPerson', 'unread'],
  notifications: ['receipts'],
  ownGoals: ['ofPerson'],
  people: ['find'],
  prisons: ['all'],
  reviewRequests: ['ofApplication'],
  tasks: ['notes'],
} as const satisfies Listed

type Listed = { readonly [Repository in keyof Database]?: readonly (keyof Database[Repository])[] }

type ReadsIn<List extends Listed> = {
  readonly [Repository in keyof List & keyof Database]: Pick<
    Database[Repository],
    Extract<NonNullable<List[Repository]>[number], keyof Database[Repository]>
  >
}

/** The database as pages of the console see it. */
export type Reads = ReadsIn<typeof reads>

/** The database as pages of the public and in-cell sites see it. */
export type SiteReads = ReadsIn<typeof siteReads>
