/**
 * What a member of staff may see: the people of these prisons, or those they are COM for. Derived from the permissions
 * table and required by every query about a person.
 */
export interface AccessScope {
  readonly prisons: readonly string[]
  /** In lower case; null for everyone who is not a COM. */
  readonly comEmail: string | null
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
export const personInScope = '(person.prison_id = any(:prisons) or person.com_email = :comEmail)'

/** Excludes from `application` those that another team holds in confidence. */
export const notHeldBack = `
  (not application.restricted or (:seesRestricted and (application.destination = :team
    or (:answersReviewRequests and exists (select 1 from review_request
      where review_request.application_id = application.id and review_request.answer is null)))))`

/** Restricts `person` and `application` to the reader's scope. */
export const applicationInScope = `
  ${personInScope}
  and ${notHeldBack}`

/** The SQL parameters of the scope conditions above. */
export function scopeParameters(scope: AccessScope): Record<string, unknown> {
  return {
    prisons: scope.prisons,
    comEmail: scope.comEmail,
    team: scope.team,
    seesRestricted: scope.seesRestricted,
    answersReviewRequests: scope.answersReviewRequests,
  }
}
