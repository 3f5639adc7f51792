import { calendarDay } from '../../../server/domain/calendar'
import type { Facts, Person, Prison } from '../../../server/domain/routing'

type FactsOf = Partial<Omit<Facts, 'person' | 'prison'>> & {
  readonly person?: Partial<Person>
  readonly prison?: Partial<Prison>
}

const nobodyKnown: Person = {
  estate: 'men',
  custodyStatus: 'sentenced',
  recall: null,
  sentence: null,
  sentencedOn: null,
  sentenceMonths: null,
  releaseDate: null,
  leavesOn: null,
  paroleEligibilityDate: null,
  tariffExpiryDate: null,
  openConditionsSince: null,
  parole: null,
  riskOfSeriousHarm: null,
  earlyAllocation: false,
  responsibilityOverride: null,
  integratedOffenderManagement: false,
  careExperienced: false,
  dateOfBirth: null,
  comAllocated: false,
  pomAllocated: false,
  homeRegion: null,
}

/** A sentenced man of whom nothing else is known, except as given. */
export function personWith(known: Partial<Person>): Person {
  return { ...nobodyKnown, ...known }
}

/** An application of 23 November 2026, a Monday, in London, about something else, except as given. */
export function factsWith({ person = {}, prison = {}, ...others }: FactsOf): Facts {
  return {
    id: null,
    today: calendarDay('2026-11-23'),
    topic: 'something-else',
    safetyConcern: false,
    policy: null,
    ...others,
    person: personWith(person),
    prison: { region: 'london', functions: null, ...prison },
  }
}

/** Recalled, with an allocated COM who is responsible, and an allocated POM. */
export const withCom = { custodyStatus: 'recalled', comAllocated: true, pomAllocated: true } as const

/** Sentenced, with an allocated POM who is responsible, and an allocated COM who is not. */
export const withPom = { custodyStatus: 'sentenced', comAllocated: true, pomAllocated: true } as const
