import type { Person } from '../../../database'
import type { CalendarDay } from '../../../domain/calendar'
import { hasCom, hasPom, leavesOn } from '../../../domain/people'
import type { Facts } from '../../../domain/routing'
import type { Topic } from '../../../domain/topics'

/**
 * Builds the facts of an application for the routing decision (routing.md, Facts).
 *
 * @param id identifies the application in the stored decision
 */
export function routingFacts(
  person: Person,
  application: { readonly id: string; readonly topic: Topic; readonly safetyConcern: boolean },
  today: CalendarDay,
): Facts {
  return {
    id: application.id,
    today,
    topic: application.topic,
    safetyConcern: application.safetyConcern,
    policy: null,
    person: {
      estate: person.prisonEstate,
      custodyStatus: person.custodyStatus,
      recall: person.recall,
      sentence: person.sentence,
      sentencedOn: person.sentencedOn,
      sentenceMonths: person.sentenceMonths,
      releaseDate: person.releaseDate,
      leavesOn: leavesOn(person, today),
      paroleEligibilityDate: person.paroleEligibilityDate,
      tariffExpiryDate: person.tariffExpiryDate,
      openConditionsSince: person.openConditionsSince,
      parole: {
        outcome: person.paroleOutcome,
        comReviewCompleted: person.paroleComReviewCompleted,
        mappaLevel: person.paroleMappaLevel,
        nextReviewDate: person.paroleNextReviewDate,
      },
      riskOfSeriousHarm: person.riskOfSeriousHarm,
      earlyAllocation: person.earlyAllocation,
      responsibilityOverride: person.responsibilityOverride,
      integratedOffenderManagement: person.integratedOffenderManagement,
      careExperienced: person.careExperienced ?? false,
      dateOfBirth: person.dateOfBirth,
      comAllocated: hasCom(person),
      pomAllocated: hasPom(person),
      homeRegion: person.homeRegion,
    },
    prison: { region: person.prisonRegion, functions: person.prisonFunctions },
  }
}
