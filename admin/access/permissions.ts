import type { RequestHandler } from 'express'
import {
  prisonRoles,
  roles,
  type EnquiryScope,
  type Role,
  type AccessScope,
  type StaffMember,
} from '../../server/database'
import { enquiryBodies } from '../../server/domain/work/enquiries'
import { PageError } from '../../server/web/errors'
import { staffOf } from './signed-in-staff'

/** All permissions of the console's roles. Their labels are `console/permissions:may.PERMISSION`. */
export const permissions = [
  'see-queue',
  'see-application',
  'see-restricted',
  'act-on-application',
  'enter-paper-form',
  'share-out-work',
  'manage-caseload',
  'override',
  'give-outcome',
  'answer-another-look',
  'acknowledge-safety',
  'see-people',
  'correct-facts',
  'give-out-data',
  'merge-records',
  'make-pin-slip',
  'print-plans',
  'print-replies',
  'see-assessments',
  'record-assessment',
  'allocate-assessments',
  'see-plan',
  'write-plan',
  'see-leaving',
  'record-leaving',
  'see-referrals',
  'make-referral',
  'record-consent',
  'see-com-requests',
  'do-com-request',
  'make-com-request',
  'see-work-for-com',
  'see-enquiries',
  'make-enquiry',
  'answer-enquiry',
  'see-notices',
  'import',
  'see-page-feedback',
  'see-services',
  'edit-services',
  'see-reports',
  'keep-accounts',
  'see-audit',
  'see-who-looked',
  'keep-service-notices',
  'keep-facts',
] as const
export type Permission = (typeof permissions)[number]

/** Only for managers: officers do all other work in the prison. */
const beyondOfficers: readonly Permission[] = [
  'give-out-data',
  'merge-records',
  'allocate-assessments',
  'manage-caseload',
  'answer-another-look',
  'see-page-feedback',
  'edit-services',
  'see-reports',
  'keep-accounts',
  'see-audit',
  'see-who-looked',
]

/** Not for any prison's roles, because these affect the whole country. */
const beyondPrisons: readonly Permission[] = ['keep-service-notices', 'keep-facts']

/** Only for COMs: COM requests are made to the team, so the team does not make them. */
const comsOwn: readonly Permission[] = ['make-com-request', 'see-work-for-com']

/** For bodies that answer enquiries: they see nothing else. */
const ofAskedBodies: readonly Permission[] = ['see-enquiries', 'answer-enquiry']

const notOfTeams: readonly Permission[] = [...beyondPrisons, ...comsOwn, 'answer-enquiry']
const inPrisons = permissions.filter(each => !notOfTeams.includes(each))

/** The only table of each role's permissions. {@link scopeFor} decides for which people they hold. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  officer: inPrisons.filter(each => !beyondOfficers.includes(each)),
  manager: inPrisons,
  administrator: [
    'see-queue',
    'see-application',
    'act-on-application',
    'enter-paper-form',
    'share-out-work',
    'manage-caseload',
    'acknowledge-safety',
    'see-people',
    'correct-facts',
    'make-pin-slip',
    'print-plans',
    'print-replies',
    'see-assessments',
    'record-assessment',
    'allocate-assessments',
    'see-plan',
    'see-leaving',
    'record-leaving',
    'see-referrals',
    'make-referral',
    'record-consent',
    'see-com-requests',
    'do-com-request',
    'see-notices',
    'import',
    'see-services',
    'edit-services',
  ],
  com: [
    'see-queue',
    'see-application',
    'see-restricted',
    'act-on-application',
    'enter-paper-form',
    'override',
    'give-outcome',
    'acknowledge-safety',
    'see-people',
    'see-assessments',
    'record-assessment',
    'see-plan',
    'write-plan',
    'see-leaving',
    'record-leaving',
    'see-referrals',
    'make-referral',
    'record-consent',
    'see-com-requests',
    ...comsOwn,
    'see-enquiries',
    'make-enquiry',
  ],
  editor: ['see-page-feedback', 'see-services', 'edit-services'],
  'service-owner': beyondPrisons,
  sysadmin: ['see-page-feedback', 'keep-accounts', 'see-audit'],
  healthcare: ofAskedBodies,
  safety: ofAskedBodies,
  'key-worker': ofAskedBodies,
}

/** The team of each role; roles without a team see only the people in enquiries to them. */
const teamOf: Readonly<Record<Role, AccessScope['team']>> = {
  officer: 'PRT',
  manager: 'PRT',
  administrator: 'PRT',
  com: 'COM',
  editor: null,
  'service-owner': null,
  sysadmin: null,
  healthcare: null,
  safety: null,
  'key-worker': null,
}

/** Whether a role has a permission. */
export function can(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission)
}

/** A member of staff's access scope: the people of their prisons, or those they are COM for. */
export function scopeFor({ role, prisons, email }: Pick<StaffMember, 'role' | 'prisons' | 'email'>): AccessScope {
  const team = teamOf[role]
  return {
    prisons: team === 'PRT' ? prisons : [],
    comEmail: team === 'COM' ? email : null,
    team,
    seesRestricted: can(role, 'see-restricted'),
    answersReviewRequests: can(role, 'answer-another-look'),
  }
}

/**
 * The enquiries that a member of staff may see: about people within their scope, or to their own body in their prisons.
 */
export function enquiryScopeFor(staff: Pick<StaffMember, 'role' | 'prisons' | 'email'>): EnquiryScope {
  const body = enquiryBodies.find(each => each === staff.role) ?? null
  return { ...scopeFor(staff), body, bodyPrisons: body === null ? [] : staff.prisons }
}

/** Whether a member of staff may see a prison's local services: editors manage those of every prison. */
export function looksAfter({ role, prisons }: Pick<StaffMember, 'role' | 'prisons'>, prisonId: string): boolean {
  return role === 'editor' || prisons.includes(prisonId)
}

/** The roles that an account administrator with this role may assign. */
export function rolesGivenBy(role: Role): readonly Role[] {
  return role === 'sysadmin' ? roles : roles.filter(each => role === 'manager' && prisonRoles.has(each))
}

type Keeper = Pick<StaffMember, 'id' | 'role' | 'prisons'>

/** Whether an account administrator may see an account: managers see staff of at least one of their prisons. */
export function seesAccount(keeper: Keeper, { role, prisons }: Keeper): boolean {
  if (keeper.role === 'sysadmin') return true
  return rolesGivenBy(keeper.role).includes(role) && prisons.some(each => keeper.prisons.includes(each))
}

/**
 * Whether an account administrator may change, end and reset an account: never their own, and for managers only
 * accounts limited to the manager's prisons.
 */
export function keepsAccount(keeper: Keeper, account: Keeper): boolean {
  if (keeper.id === account.id || !can(keeper.role, 'keep-accounts') || !seesAccount(keeper, account)) return false
  return keeper.role === 'sysadmin' || account.prisons.every(each => keeper.prisons.includes(each))
}

/** Middleware that requires a permission and responds with an explanation otherwise. Use after `requireStaff`. */
export function may(permission: Permission): RequestHandler {
  return (_req, res, next) => {
    if (!can(staffOf(res).role, permission)) throw new PageError(403, 'not-allowed')
    next()
  }
}
