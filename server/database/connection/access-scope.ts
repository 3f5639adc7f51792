/**
 * What a member of staff may see: the people of these prisons, or those they are COM for. It is made from the
 * permissions table, and every query about a person takes it.
 */
export interface Sight {
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
  readonly answersAnotherLook: boolean
}

/** The condition on `person` that holds back whom the reader may not see. */
export const personInSight = '(person.prison_id = any(:prisons) or person.com_email = :comEmail)'

/** The condition on `application` that holds back what another team holds in confidence. */
export const notHeldBack = `
  (not application.restricted or (:seesRestricted and (application.destination = :team
    or (:answersAnotherLook and exists (select 1 from another_look
      where another_look.application_id = application.id and another_look.answer is null)))))`

/** The condition on `person` and `application` that holds what is out of sight back. */
export const applicationInSight = `
  ${personInSight}
  and ${notHeldBack}`

export function sightParameters(sight: Sight): Record<string, unknown> {
  return {
    prisons: sight.prisons,
    comEmail: sight.comEmail,
    team: sight.team,
    seesRestricted: sight.seesRestricted,
    answersAnotherLook: sight.answersAnotherLook,
  }
}
