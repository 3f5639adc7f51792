import { addDays, addMonths, wholeYearsBetween, type CalendarDay } from '../calendar'
import { among } from './among'
import type { Person, Prison, PrisonFunction } from './facts'
import { policySets, type PolicyName } from './policy-sets'

/** Facts that follow from others and that the rules use (routing.md, Derived facts). */
export interface DerivedFacts {
  readonly unsentenced: boolean
  readonly outOfArea: boolean
  readonly highRisk: boolean
  readonly shortSentence: boolean
  /** The Short Sentence Function works with the person (PF 3.16). */
  readonly ssf: boolean
  /** Referrals go through the CORRE Hub in Wales (PF 3.9). */
  readonly corre: boolean
  readonly crsAccommodation: boolean
  /** The Community Integration Team in the prison does the Pre-release Team's work (PF 3.10). */
  readonly custodyCit: boolean
  /** Staff in the prison arrange the first contact with services of the home area (PF 3.19). */
  readonly firstContact: boolean
  /** The Community Integration Team in the community manages the person (PF 3.10). */
  readonly communityCit: boolean
  readonly under25: boolean
  /** The day that the work before release counts to; may have passed. */
  readonly leaving: CalendarDay | null
}

const citSentencesEndBelowMonths = 20
const careLeaversAreSupportedBelowAge = 25

/** Whether the person is on remand, convicted but not yet sentenced, a civil prisoner, or held for immigration. */
export function isUnsentenced({ custodyStatus }: Person): boolean {
  return among(custodyStatus, 'remand', 'convicted-unsentenced', 'civil', 'immigration')
}

/** Whether the time to serve at sentencing is within the policy set's definition of a short sentence (PF 3.12). */
export function isShortSentence({ custodyStatus, sentence, sentencedOn, releaseDate }: Person, policy: PolicyName) {
  const { months, days } = policySets[policy].shortSentence
  return (
    custodyStatus === 'sentenced' &&
    among(sentence, 'determinate', 'determinate-parole') &&
    sentencedOn !== null &&
    releaseDate !== null &&
    releaseDate <= addDays(addMonths(sentencedOn, months), days)
  )
}

/** The day on which the person is now expected to leave, or else the release date (routing.md, Derived facts). */
export function leavingDay(
  { leavesOn, releaseDate }: Pick<Person, 'leavesOn' | 'releaseDate'>,
  today: CalendarDay,
): CalendarDay | null {
  return leavesOn !== null && leavesOn >= today ? leavesOn : releaseDate
}

/** Where the functions of a prison are not known, the rules read as if it had the function. */
export function mayHaveFunction({ functions }: Prison, wanted: PrisonFunction): boolean {
  return functions === null || functions.includes(wanted)
}

/** Whether the Community Integration Team in the community manages the person (PF 3.10). */
export function isManagedByCommunityCit({
  homeRegion,
  custodyStatus,
  sentenceMonths,
  integratedOffenderManagement,
}: Person): boolean {
  const isShort = sentenceMonths !== null && sentenceMonths < citSentencesEndBelowMonths
  return (
    homeRegion === 'yorkshire-and-the-humber' &&
    custodyStatus === 'sentenced' &&
    (isShort || integratedOffenderManagement)
  )
}

/** Whether the person is a care leaver whom the council still supports as a young adult. */
export function isCareLeaverUnder25({ careExperienced, dateOfBirth }: Person, today: CalendarDay): boolean {
  return (
    careExperienced && dateOfBirth !== null && wholeYearsBetween(dateOfBirth, today) < careLeaversAreSupportedBelowAge
  )
}
