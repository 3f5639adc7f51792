import type { AccessScope, ConcernScope, EnquiryScope, NotificationScope, Person, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import { comKeyOf } from '../../domain/people'
import { can, roleEntry } from '../../domain/staff/roles'
import { enquiryBodies, prisonBodies } from '../../domain/work/enquiries'

/** The team of each role; roles without a team see only the people in enquiries to them. */
const teams = {
  'of-prisons': 'PRT',
  'as-com': 'COM',
  'of-pdu': 'COM',
  'as-pom': null,
  'as-probation-team': 'COM',
  'asked-about': null,
  nobody: null,
} as const

/** What of an account decides whom it sees. */
export type ScopedStaff = Pick<
  StaffMember,
  'role' | 'prisons' | 'email' | 'dutyPrisons' | 'passedOn' | 'covers' | 'pduComs' | 'teamKind' | 'teamRegion' | 'pduId'
>

/** A member of staff's access scope: the people of their prisons, or those they are COM, POM or duty POM for, cover for or are the SPO of, or whose application is their team's. */
export function scopeFor({
  role,
  prisons,
  email,
  dutyPrisons = [],
  passedOn = [],
  covers = [],
  pduComs = [],
  teamKind,
  teamRegion,
  pduId = null,
}: ScopedStaff): AccessScope {
  const { sees } = roleEntry(role)
  const team = teams[sees]
  return {
    prisons: team === 'PRT' ? prisons : [],
    comKeys: [...new Set([...(sees === 'as-com' ? [email] : []), ...(sees === 'of-pdu' ? pduComs : []), ...covers])],
    pomEmail: sees === 'as-pom' ? email : null,
    dutyPrisons: sees === 'as-pom' ? dutyPrisons : [],
    passedOn: team === 'PRT' ? passedOn : [],
    probationTeam:
      sees === 'as-probation-team' && teamKind && teamRegion ? { kind: teamKind, region: teamRegion, pduId } : null,
    team,
    seesRestricted: can(role, 'see-restricted'),
    answersReviewRequests: can(role, 'answer-review-request'),
  }
}

/** What says whose COM somebody is. */
export type PersonOfCom = Pick<Person, 'comEmail' | 'comName' | 'homeRegion'>

/**
 * About whom a member of staff asks and refers: people within their scope; a probation team only those for whose COM it
 * covers, since it answers for the others in its own place.
 */
export function askingScopeFor(staff: ScopedStaff): AccessScope {
  return { ...scopeFor(staff), probationTeam: null }
}

/** Whether a person within a member of staff's scope is within their {@link askingScopeFor} too. */
export function asksAbout(staff: ScopedStaff, person: PersonOfCom): boolean {
  return roleEntry(staff.role).sees !== 'as-probation-team' || isInPlaceOfCom(staff, person)
}

/** Whether a member of staff is the COM of a person, or in the COM's place: as the SPO, or to cover. */
export function isInPlaceOfCom(staff: ScopedStaff, person: PersonOfCom): boolean {
  const key = comKeyOf(person)
  return key !== null && scopeFor(staff).comKeys.includes(key)
}

/**
 * The enquiries that a member of staff may see: about people within their scope, or to their own body in their prisons.
 */
export function enquiryScopeFor(staff: ScopedStaff, today: CalendarDay): EnquiryScope {
  const { probationTeam: bodyTeam } = scopeFor(staff)
  const body = enquiryBodies.find(each => each === (bodyTeam?.kind ?? staff.role)) ?? null
  const isInPrison = prisonBodies.some(each => each === body)
  return {
    // A team sees what is put to it, and no other enquiry about the same people.
    ...askingScopeFor(staff),
    today,
    body,
    bodyPrisons: isInPrison ? staff.prisons : [],
    bodyEmail: body === null || isInPrison ? null : staff.email,
    bodyTeam,
  }
}

/** The notifications that a member of staff may see: about people within their scope, and those addressed to them. */
export function notificationScopeFor(
  staff: ScopedStaff & Pick<StaffMember, 'id'>,
  today: CalendarDay,
): NotificationScope {
  return { ...scopeFor(staff), staffId: staff.id, ownPrisons: staff.prisons, today }
}

/**
 * The safety concerns that a member of staff may see: about people within their scope, and for the safety team those of
 * its prisons.
 */
export function concernScopeFor(staff: ScopedStaff): ConcernScope {
  const seesOnlyConcerns = can(staff.role, 'see-safety') && roleEntry(staff.role).sees === 'asked-about'
  return { ...scopeFor(staff), safetyPrisons: seesOnlyConcerns ? staff.prisons : [] }
}

/** About whom a member of staff can raise a concern: people within their scope, or for others those of their prisons. */
export function raisingScopeFor(staff: ScopedStaff): AccessScope {
  const scope = scopeFor(staff)
  return roleEntry(staff.role).sees === 'asked-about' ? { ...scope, prisons: staff.prisons } : scope
}
