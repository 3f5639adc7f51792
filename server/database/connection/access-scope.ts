import type { Region } from '../../domain/routing'
import type { ProbationTeamKind } from '../../domain/staff/probation-teams'
import { rolesThatCan, rolesThatSee } from '../../domain/staff/roles'
import { isTeamReachedBy } from './reach-of-teams'
import { Condition, type Parameters } from './rows'

/** A team of probation, by what it does and where. */
export interface ProbationTeam {
  readonly kind: ProbationTeamKind
  readonly region: Region
  /** Null for a team that works for its whole region. */
  readonly pduId: number | null
}

/**
 * What a member of staff may see: the people of these prisons, or those they are COM or POM for. Derived from the permissions
 * table and required by every query about a person.
 */
export interface AccessScope {
  readonly prisons: readonly string[]
  /** The COMs whose people the reader sees: themselves, whom they cover for, and of an SPO's PDU, each as `comKeyOf` says. */
  readonly comKeys: readonly string[]
  /** In lower case; null for everyone who is not a POM. */
  readonly pomEmail: string | null
  /** The prisons whose duty POM the reader is today: the people there who have no POM are theirs. */
  readonly dutyPrisons: readonly string[]
  /** The applications of people elsewhere that were passed on to the pre-release team of the reader's prisons. */
  readonly passedOn: readonly number[]
  /** The reader's probation team: the people whose application or notification is its own are theirs. */
  readonly probationTeam: ProbationTeam | null
  /**
   * The reader's team: restricted applications are visible to the team that holds them and, while a review request is
   * open, to the managers who answer it.
   */
  readonly team: 'PRT' | 'COM' | null
  readonly seesRestricted: boolean
  /** Whether the reader answers review requests, and so may see those applications whichever team holds them. */
  readonly answersReviewRequests: boolean
}

/** Restricts `person` to the reader's scope. */
export const personInScope = ':personInScope'
/** Excludes from `application` those that another team holds in confidence, and others' from probation teams. */
export const notHeldBack = ':notHeldBack'

/** Restricts `person` to the reader's scope, or `application` to those passed on to the reader's team. */
export const personOrPassedOnInScope = ':personOrPassedOnInScope'

/** Restricts `person` and `application` to the reader's scope. */
export const applicationInScope = `
  ${personOrPassedOnInScope}
  and ${notHeldBack}`

const inSql = (roles: readonly string[]) => `'{${roles.join(',')}}'`

/**
 * In SQL: staff passed `application` on to the pre-release team of another prison, and somebody there can see it. Where
 * nobody can, it stays with the team of the person's prison.
 */
export const isWithAnotherPrison = `(application.held_in is not null and somebody_sees(application.held_in,
  application.restricted, ${inSql(rolesThatSee('of-prisons'))}, ${inSql(rolesThatCan('see-restricted'))}))`
/** Limits `application` to those that no other prison's team than the reader's has. */
export const isHeldHere = `(application.held_in is null or application.held_in = any(:prisons) or not ${isWithAnotherPrison})`

/** The SQL parameters of the scope conditions above. */
export function scopeParameters(scope: AccessScope): Parameters {
  return {
    ...personScopeParameters(scope),
    personOrPassedOnInScope: peopleOrPassedOn(scope),
    notHeldBack: notHeldBackFrom(scope),
    team: scope.team,
  }
}

/** Whom a member of staff may see, without what they may see of them. */
export type PersonScope = Pick<
  AccessScope,
  'prisons' | 'comKeys' | 'pomEmail' | 'dutyPrisons' | 'probationTeam' | 'passedOn'
>

/** Nobody: to begin a scope from. */
export const seesNobody: PersonScope = {
  prisons: [],
  comKeys: [],
  pomEmail: null,
  dutyPrisons: [],
  passedOn: [],
  probationTeam: null,
}

/** The SQL parameters of {@link personInScope}. */
export function personScopeParameters(scope: PersonScope): Parameters {
  const { prisons, comKeys, pomEmail } = scope
  return { personInScope: peopleInScope(scope), prisons, comKeys, pomEmail }
}

/**
 * The condition on `person` that they are within a scope. Only with what the scope has: PostgreSQL plans a statement at
 * each use, and the home page counts a dozen things in this scope.
 */
export function peopleInScope({ prisons, comKeys, pomEmail, dutyPrisons, probationTeam }: PersonScope): Condition {
  const conditions = [
    ...(prisons.length > 0 ? ['person.prison_id = any(:prisons)'] : []),
    ...(comKeys.length > 0 ? ['person.com_key = any(:comKeys)'] : []),
    ...(pomEmail === null ? [] : ['person.pom_email = :pomEmail']),
    ...(dutyPrisons.length > 0
      ? ['(person.prison_id = any(:dutyPrisons) and person.pom_name is null and person.pom_email is null)']
      : []),
    ...(probationTeam === null ? [] : [`person.id = any(${ofProbationTeam})`]),
  ]
  return new Condition(`(${conditions.join(' or ') || 'false'})`, {
    prisons,
    comKeys,
    pomEmail,
    dutyPrisons,
    teamKind: probationTeam?.kind,
    teamRegion: probationTeam?.region,
    teamPdu: probationTeam?.pduId ?? null,
  })
}

/** The person's condition stays one of `person`, so that its indexes apply. */
function peopleOrPassedOn(scope: PersonScope): Condition {
  const people = peopleInScope(scope)
  if (scope.passedOn.length === 0) return people
  return new Condition(
    `(${people.sql} or (application.id = any(:passedOn) and person.id = any(array(
      select passed.person_id from application passed where passed.id = any(:passedOn)))))`,
    { ...people.parameters, passedOn: scope.passedOn },
  )
}

const isReadersTeam = isTeamReachedBy('own', {
  kind: 'cast(:teamKind as text)',
  region: 'cast(:teamRegion as text)',
  pdu: 'cast(:teamPdu as bigint)',
})

/**
 * The people with something for the reader's probation team. An array that is worked out once, so that the indexes of the
 * other conditions still apply.
 */
const ofProbationTeam = `array(
  select application.person_id from application join person as own on own.id = application.person_id
    where application.team = :teamKind and not restricted and ${isReadersTeam}
  union all
  select notification.person_id from notification join person as own on own.id = notification.person_id
    left join application on application.id = notification.application_id
    where recipient = :teamKind and ended_at is null and not coalesce(restricted, false)
      and ${isReadersTeam})`

function notHeldBackFrom({
  prisons,
  comKeys,
  probationTeam,
  team,
  seesRestricted,
  answersReviewRequests,
}: AccessScope): Condition {
  const restrictedToo = [
    `(application.destination = :team${team === 'COM' ? ` and ${isForThisCom}` : team === 'PRT' ? ` and ${isHeldHere}` : ''})`,
    ...(answersReviewRequests ? [isUnderReview] : []),
  ]
  const conditions = [
    ...(probationTeam === null
      ? []
      : [comKeys.length > 0 ? `(${isOfProbationTeam} or ${isOfComCoveredFor})` : isOfProbationTeam]),
    seesRestricted ? `(not application.restricted or ${restrictedToo.join(' or ')})` : 'not application.restricted',
  ]
  return new Condition(`(${conditions.join(' and ')})`, {
    prisons,
    team,
    comKeys,
    teamKind: probationTeam?.kind,
  })
}

/**
 * Whether a COM may read what was told to a COM in confidence. A new COM may once the prison's team has confirmed their
 * address, and before it what says that somebody may not be safe, until somebody has acknowledged it.
 */
const isForThisCom = `
  (exists (select 1 from person as theirs
      where theirs.id = application.person_id and theirs.com_email = theirs.com_email_confirmed)
    or exists (select 1 from safety_concern
      where safety_concern.application_id = application.id and safety_concern.acknowledged_at is null))`

const isUnderReview = `exists (select 1 from review_request
  where review_request.application_id = application.id and review_request.answer is null)`

/** Limits `application` to those for the reader's probation team. */
const isOfProbationTeam = `(application.team = :teamKind or exists (
  select 1 from notification as asked where asked.application_id = application.id and asked.recipient = :teamKind
    and asked.status <> 'withdrawn'))`

/** While a probation team covers for a COM, it sees what the COM sees, and nothing told in confidence. */
const isOfComCoveredFor = `exists (select 1 from person as covered
  where covered.id = application.person_id and covered.com_key = any(:comKeys))`
