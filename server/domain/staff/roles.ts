import { permissions, type Permission } from './permissions'

export interface RoleEntry {
  /**
   * Whom the role sees: the people of its prisons, as their pre-release team; the people it is the COM or the POM of;
   * the people of the COMs of its PDU; the people whose application or notification is its team's; the people whom an enquiry or a notification to it is about; or nobody. Its team, its scope and how its home page counts follow from this.
   */
  readonly sees: 'of-prisons' | 'as-com' | 'of-pdu' | 'as-pom' | 'as-probation-team' | 'asked-about' | 'nobody'
  /**
   * Whether an account works in prisons of its own, of which it needs at least one; looks after the local services of
   * every prison; or has no prisons.
   */
  readonly prisons: 'own' | 'every' | 'none'
  /** What it may do. What it can hold, and which lists and counts it has, follow from this. */
  readonly permissions: readonly Permission[]
  /**
   * Which accounts it manages, and so which roles it may assign: all of them, or those that work in its own prisons.
   * Absent where it manages none.
   */
  readonly managesAccounts?: 'all' | 'of-prisons'
  /** Assessments can be allocated to it. */
  readonly isAllocatedAssessments?: true
}

/** Only for managers: officers do all other work in the prison. */
const onlyForManagers: readonly Permission[] = [
  'decide-responsibility',
  'export-person-data',
  'merge-records',
  'remove-any-scan',
  'allocate-assessments',
  'manage-caseload',
  'answer-review-request',
  'reopen-application',
  'see-unopened-concerns',
  'see-page-feedback',
  'edit-services',
  'see-reports',
  'manage-accounts',
  'set-duty-pom',
  'see-unreachable-coms',
  'see-audit',
  'see-who-looked',
]

/** Not for any prison's roles, because these affect the whole country. */
const national: readonly Permission[] = ['manage-service-notices', 'manage-facts']

/** Not for work with people: for those who run the service. */
const onlyForSysadmins: readonly Permission[] = ['manage-jobs', 'manage-pdus']

/** For whoever asks the pre-release team to do something: the team asks nothing of itself. */
const askingTheTeam: readonly Permission[] = ['see-com-requests', 'make-com-request']

/** Only for probation: what is done for COMs, their own cover, and the COMs whom an SPO keeps. */
const onlyForProbation: readonly Permission[] = ['see-work-for-com', 'name-cover', 'reassign-people']

/** For bodies that answer enquiries and are told what concerns them: they see nothing else, and can raise a concern. */
const answeringEnquiries: readonly Permission[] = [
  'raise-safety',
  'see-enquiries',
  'answer-enquiry',
  'see-notifications',
  'answer-notification',
]

/**
 * For probation outside the prison: what is for its team, what it asks and refers in the COM's place, what it asks of the
 * prison's team, and what every body answers.
 */
const workInTheCommunity: readonly Permission[] = [
  'see-queue',
  'see-application',
  'act-on-application',
  'give-outcome',
  'see-safety',
  'acknowledge-safety',
  'see-people',
  'keep-person-notes',
  'see-referrals',
  'make-referral',
  'record-consent',
  'make-enquiry',
  ...askingTheTeam,
  ...answeringEnquiries,
]

const notForTeams: readonly Permission[] = [
  ...national,
  'make-com-request',
  ...onlyForProbation,
  ...onlyForSysadmins,
  'answer-enquiry',
]
const workInPrisons = permissions.filter(each => !notForTeams.includes(each))

/** Outside the pre-release team, and asked by it about a person: each answers for its prisons. */
const enquiryBody = { sees: 'asked-about', prisons: 'own', permissions: answeringEnquiries } as const

/**
 * Every role that an account can have, in the order they are offered. Whatever else the service knows by role is derived
 * from this table, or fails to compile until it names each role; only the database has its own list, in the constraint
 * `staff_role_check`, which a test compares with this one.
 */
export const roleTable = {
  officer: {
    sees: 'of-prisons',
    prisons: 'own',
    permissions: workInPrisons.filter(each => !onlyForManagers.includes(each)),
    isAllocatedAssessments: true,
  },
  administrator: {
    sees: 'of-prisons',
    prisons: 'own',
    permissions: [
      'see-queue',
      'see-application',
      'act-on-application',
      'enter-paper-form',
      'assign-applications',
      'manage-caseload',
      'see-safety',
      'raise-safety',
      'acknowledge-safety',
      'see-people',
      'keep-person-notes',
      'correct-facts',
      'see-scans',
      'add-scan',
      'make-pin-slip',
      'print-plans',
      'print-replies',
      'see-assessments',
      'record-assessment',
      'allocate-assessments',
      'see-plan',
      'see-leaving',
      'record-leaving',
      'record-whereabouts',
      'see-referrals',
      'make-referral',
      'record-consent',
      // PF App 3: they progress requests for information on behalf of officers.
      'see-enquiries',
      'make-enquiry',
      'see-com-requests',
      'do-com-request',
      'see-notices',
      'import',
      'see-services',
      'edit-services',
      'see-notifications',
      'answer-notification',
      'tell-outside',
      'handle-outside-requests',
    ],
  },
  com: {
    sees: 'as-com',
    prisons: 'none',
    permissions: [
      ...workInTheCommunity,
      'see-restricted',
      'enter-paper-form',
      'see-scans',
      'add-scan',
      'override',
      'see-assessments',
      'record-assessment',
      'see-plan',
      'write-plan',
      'see-leaving',
      'record-leaving',
      'see-work-for-com',
      'name-cover',
    ],
  },
  // The senior probation officer of a PDU: sees and reassigns its COMs' work, and never what was told in confidence.
  spo: {
    sees: 'of-pdu',
    prisons: 'none',
    permissions: [
      ...workInTheCommunity,
      'see-assessments',
      'see-plan',
      'see-leaving',
      'see-work-for-com',
      'tell-outside',
      'see-unreachable-coms',
      'name-cover',
      'reassign-people',
    ],
  },
  // Never a referral to a commissioned service: those are the COM's (PF App 1 §1).
  pom: {
    sees: 'as-pom',
    prisons: 'own',
    permissions: [
      'see-application',
      'see-safety',
      'raise-safety',
      'acknowledge-safety',
      'see-people',
      'keep-person-notes',
      'see-assessments',
      'record-assessment',
      'see-leaving',
      ...askingTheTeam,
      'see-enquiries',
      'make-enquiry',
      'answer-enquiry',
      'see-notifications',
      'answer-notification',
    ],
  },
  // Answers what the rules send to its team in place of the COM, and never what was told in confidence.
  'probation-team': {
    sees: 'as-probation-team',
    prisons: 'none',
    permissions: workInTheCommunity,
  },
  manager: { sees: 'of-prisons', prisons: 'own', permissions: workInPrisons, managesAccounts: 'of-prisons' },
  editor: {
    sees: 'nobody',
    prisons: 'every',
    permissions: ['see-page-feedback', 'see-services', 'edit-services'],
  },
  'service-owner': { sees: 'nobody', prisons: 'none', permissions: national },
  sysadmin: {
    sees: 'nobody',
    prisons: 'none',
    permissions: ['see-page-feedback', 'manage-accounts', 'see-audit', ...onlyForSysadmins],
    managesAccounts: 'all',
  },
  healthcare: enquiryBody,
  safety: { ...enquiryBody, permissions: ['see-safety', 'acknowledge-safety', ...answeringEnquiries] },
  'key-worker': enquiryBody,
  'womens-safety': enquiryBody,
  'substance-misuse': enquiryBody,
  'education-and-work': enquiryBody,
  immigration: enquiryBody,
} as const satisfies Record<string, RoleEntry>

export type Role = keyof typeof roleTable

export const roles = Object.keys(roleTable) as readonly Role[]

/** All that is declared about a role. */
export function roleEntry(role: Role): RoleEntry {
  return roleTable[role]
}

/** Whether a role has a permission. */
export function can(role: Role, permission: Permission): boolean {
  return roleEntry(role).permissions.includes(permission)
}

/** The roles that have a permission. */
export function rolesThatCan(permission: Permission): readonly Role[] {
  return roles.filter(role => can(role, permission))
}

/** The roles that can do what an application asks for, or one that was told in confidence. */
export function rolesThatAct({ restricted }: { readonly restricted: boolean }): readonly Role[] {
  return rolesThatCan('act-on-application').filter(role => !restricted || can(role, 'see-restricted'))
}

type RoleThatSees<Sees extends RoleEntry['sees']> = {
  [Each in Role]: (typeof roleTable)[Each]['sees'] extends Sees ? Each : never
}[Role]

/** The roles that see these people. */
export function rolesThatSee<Sees extends RoleEntry['sees']>(sees: Sees): readonly RoleThatSees<Sees>[] {
  return roles.filter((role): role is RoleThatSees<Sees> => roleTable[role].sees === sees)
}

/** Whether an account with this role works in prisons of its own: without one, it could see nothing. */
export function hasOwnPrisons(role: Role): boolean {
  return roleTable[role].prisons === 'own'
}

/** Whether assessments can be allocated to somebody with this role. */
export function isAllocatedAssessments(role: Role): boolean {
  return roleEntry(role).isAllocatedAssessments === true
}

/** The roles that somebody with this role may assign to an account. */
export function assignableRoles(role: Role): readonly Role[] {
  const { managesAccounts } = roleEntry(role)
  return managesAccounts === undefined ? [] : roles.filter(each => managesAccounts === 'all' || hasOwnPrisons(each))
}

/** Whether somebody with this role manages every account, and not only those of their prisons. */
export function managesAllAccounts(role: Role): boolean {
  return roleEntry(role).managesAccounts === 'all'
}
