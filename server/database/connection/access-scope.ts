/**
 * What a member of staff may see: the people of these prisons, or those they are COM for. It is made from the
 * permissions table, and every query about a person takes it.
 */
export interface AccessScope {
  readonly prisons: readonly string[]
  /** In lower case; null for everyone who is not a COM. */
  readonly comEmail: string | null
  /**
   * The team that they work in: restricted applications show to the team that holds them, and while another look
   * at one waits, to those whom the person asked for it.
   */
  readonly team: 'PRT' | 'COM' | null
  readonly seesRestricted: boolean
  /** Whether a person who does not agree with an answer shows them what they asked for, whoever holds it. */
  readonly answersReviewRequests: boolean
}

/** The condition on `person` that holds back whom the reader may not see. */
export const personInScope = '(person.prison_id = any(:prisons) or person.com_email = :comEmail)'

/** The condition on `application` that holds back what another team holds in confidence. */
export const notHeldBack = `
  (not application.restricted or (:seesRestricted and (application.destination = :team
    or (:answersReviewRequests and exists (select 1 from review_request
      where review_request.application_id = application.id and review_request.answer is null)))))`

/** The condition on `person` and `application` that holds what is out of sight back. */
export const applicationInScope = `
  ${personInScope}
  and ${notHeldBack}`

export function scopeParameters(scope: AccessScope): Record<string, unknown> {
  return {
    prisons: scope.prisons,
    comEmail: scope.comEmail,
    team: scope.team,
    seesRestricted: scope.seesRestricted,
    answersReviewRequests: scope.answersReviewRequests,
  }
}
