import { parseCalendarDay, type CalendarDay } from '../calendar'
import { topics, type Topic } from '../topics'
import { policyNames, type PolicyName } from './policy-sets'

export const estates = ['men', 'women'] as const
export type Estate = (typeof estates)[number]

export const custodyStatuses = [
  'remand',
  'convicted-unsentenced',
  'civil',
  'immigration',
  'sentenced',
  'recalled',
] as const
export type CustodyStatus = (typeof custodyStatuses)[number]

export const recallKinds = ['fixed-term', 'standard'] as const
export type RecallKind = (typeof recallKinds)[number]

export const sentences = ['determinate', 'determinate-parole', 'indeterminate'] as const
export type Sentence = (typeof sentences)[number]

export const paroleOutcomes = ['release', 'no-release', 'deferred'] as const
export type ParoleOutcome = (typeof paroleOutcomes)[number]

export const mappaLevels = [0, 1, 2, 3] as const
export type MappaLevel = (typeof mappaLevels)[number]

export const risks = ['low', 'medium', 'high', 'very-high'] as const
export type Risk = (typeof risks)[number]

export const responsibilityOverrides = ['POM', 'COM'] as const
export type ResponsibilityOverride = (typeof responsibilityOverrides)[number]

export const regions = [
  'east-midlands',
  'east-of-england',
  'greater-manchester',
  'kent-surrey-sussex',
  'london',
  'north-east',
  'north-west',
  'south-central',
  'south-west',
  'wales',
  'west-midlands',
  'yorkshire-and-the-humber',
] as const
export type Region = (typeof regions)[number]

/** What a prison is for: only some have a reception or a resettlement function. */
export const prisonFunctions = [
  'reception',
  'resettlement',
  'training',
  'open',
  'young-offender',
  'high-security',
] as const
export type PrisonFunction = (typeof prisonFunctions)[number]

/** Parole Board reviews on or after tariff. */
export interface Parole {
  readonly outcome: ParoleOutcome | null
  readonly comReviewCompleted: boolean
  readonly mappaLevel: MappaLevel | null
  readonly nextReviewDate: CalendarDay | null
}

/** The facts about the person; null is not known (routing.md, Facts). */
export interface Person {
  readonly estate: Estate
  readonly custodyStatus: CustodyStatus
  /** Has no effect on routing. */
  readonly recall: RecallKind | null
  readonly sentence: Sentence | null
  readonly sentencedOn: CalendarDay | null
  readonly sentenceMonths: number | null
  /**
   * The earlier of the conditional and automatic release dates; never the tag, sentence expiry or licence expiry date.
   */
  readonly releaseDate: CalendarDay | null
  /** The earliest day on which they are now expected to leave custody, whatever the way. */
  readonly leavesOn: CalendarDay | null
  readonly paroleEligibilityDate: CalendarDay | null
  readonly tariffExpiryDate: CalendarDay | null
  /** The day of the move to open conditions or, for women, the day they were found suitable. */
  readonly openConditionsSince: CalendarDay | null
  readonly parole: Parole | null
  readonly riskOfSeriousHarm: Risk | null
  readonly earlyAllocation: boolean
  /** A recorded decision on who is responsible (OMiC, Joint work). */
  readonly responsibilityOverride: ResponsibilityOverride | null
  readonly integratedOffenderManagement: boolean
  readonly careExperienced: boolean
  readonly dateOfBirth: CalendarDay | null
  readonly comAllocated: boolean
  readonly pomAllocated: boolean
  readonly homeRegion: Region | null
}

export interface Prison {
  readonly region: Region
  /** null is not known; an empty list is known, and has none. */
  readonly functions: readonly PrisonFunction[] | null
}

/** The input of a decision (routing.md, Facts). */
export interface Facts {
  readonly id: string | null
  readonly today: CalendarDay
  readonly topic: Topic
  /** Set from the person's own answers or by staff, never inferred from a topic. */
  readonly safetyConcern: boolean
  /** null means the installation's default set. */
  readonly policy: PolicyName | null
  readonly person: Person
  readonly prison: Prison
}

export interface FactsError {
  /** The full dotted name of the first invalid field, such as 'person.parole.outcome'; 'case' for the whole. */
  readonly field: string
  readonly problem: string
}

export type ParsedFacts =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly id: string | null; readonly error: FactsError }

type JsonObject = Readonly<Record<string, unknown>>

class Fault {
  constructor(
    readonly path: readonly string[],
    readonly problem: string,
  ) {}
}

/** Parses one value; receives the whole case for the few facts that depend on another. */
type Reader<T> = (value: unknown, whole: JsonObject) => T | Fault

const fault = (problem: string) => new Fault([], problem)

const isNotKnown = (value: unknown): value is null | undefined => value === null || value === undefined

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function required<T>(read: Reader<T>): Reader<T> {
  return (value, whole) => (isNotKnown(value) ? fault('is required') : read(value, whole))
}

function optional<T>(read: Reader<T>): Reader<T | null> {
  return (value, whole) => (isNotKnown(value) ? null : read(value, whole))
}

function oneOf<T extends string | number>(values: readonly T[]): Reader<T> {
  const known = new Map<unknown, T>(values.map(value => [value, value]))
  const problem = `must be one of ${values.join(', ')}`
  return value => known.get(value) ?? fault(problem)
}

const text: Reader<string> = value => (typeof value === 'string' ? value : fault('must be a string'))

const flag: Reader<boolean> = value =>
  isNotKnown(value) ? false : typeof value === 'boolean' ? value : fault('must be true or false')

const wholeNumber: Reader<number> = value =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? value
    : fault('must be a whole number of 0 or more')

const day: Reader<CalendarDay> = value =>
  parseCalendarDay(value) ?? fault('must be a real day written YYYY-MM-DD, from 1900 to 2199')

function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, whole) => {
    if (!Array.isArray(value)) return fault('must be a list')
    const found = value.map(each => read(each, whole))
    const faulty = found.find(each => each instanceof Fault)
    return faulty === undefined ? (found as readonly T[]) : fault(`each of the list ${faulty.problem}`)
  }
}

const topicOfTheEstate: Reader<Topic> = (value, whole) => {
  const isAboutAMan = isObject(whole.person) && whole.person.estate === 'men'
  return value === 'womens-services' && isAboutAMan
    ? fault('womens-services is for the estate women only')
    : anyTopic(value, whole)
}
const anyTopic = oneOf(topics)

/** Parses an object's facts in the order declared; reports the first invalid one. */
function block<T extends object>(readers: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> {
  const names = Object.keys(readers)
  const reads = Object.values<Reader<unknown>>(readers)
  const absent = reads.map(read => read(undefined, {}))
  // A copy of an object that has all the properties is filled faster than one that grows.
  const withNothingKnown: Record<string, unknown> = Object.fromEntries(
    names.map((name, index) => [name, absent[index]]),
  )
  return (value, whole) => {
    const object = isNotKnown(value) ? {} : value
    if (!isObject(object)) return fault('must be an object')
    const found = { ...withNothingKnown }
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!
      const input = object[name]
      const result = isNotKnown(input) ? absent[index] : reads[index]!(input, whole)
      if (result instanceof Fault) return new Fault([name, ...result.path], result.problem)
      if (!isNotKnown(input)) found[name] = result
    }
    return found as T
  }
}

/** The block of routing.md, Facts, in its order. */
const facts = block<Facts>({
  id: optional(text),
  today: required(day),
  topic: required(topicOfTheEstate),
  safetyConcern: flag,
  policy: optional(oneOf(policyNames)),
  person: block<Person>({
    estate: required(oneOf(estates)),
    custodyStatus: required(oneOf(custodyStatuses)),
    recall: optional(oneOf(recallKinds)),
    sentence: optional(oneOf(sentences)),
    sentencedOn: optional(day),
    sentenceMonths: optional(wholeNumber),
    releaseDate: optional(day),
    leavesOn: optional(day),
    paroleEligibilityDate: optional(day),
    tariffExpiryDate: optional(day),
    openConditionsSince: optional(day),
    parole: optional(
      block<Parole>({
        outcome: optional(oneOf(paroleOutcomes)),
        comReviewCompleted: flag,
        mappaLevel: optional(oneOf(mappaLevels)),
        nextReviewDate: optional(day),
      }),
    ),
    riskOfSeriousHarm: optional(oneOf(risks)),
    earlyAllocation: flag,
    responsibilityOverride: optional(oneOf(responsibilityOverrides)),
    integratedOffenderManagement: flag,
    careExperienced: flag,
    dateOfBirth: optional(day),
    comAllocated: flag,
    pomAllocated: flag,
    homeRegion: optional(oneOf(regions)),
  }),
  prison: block<Prison>({ region: required(oneOf(regions)), functions: optional(listOf(oneOf(prisonFunctions))) }),
})

/**
 * Parses the facts of a case from external JSON. Never throws.
 *
 * @param value any JSON value; unknown fields are ignored, and null counts as absent
 * @returns the facts, or the case's id (null when absent or not a string) and the first invalid field in the order of
 *   the block in routing.md, Facts; for a value that is not an object the field is 'case'
 */
export function parseFacts(value: unknown): ParsedFacts {
  if (!isObject(value)) return { ok: false, id: null, error: { field: 'case', problem: 'not a JSON object' } }
  const result = facts(value, value)
  if (!(result instanceof Fault)) return { ok: true, facts: result }
  const id = typeof value.id === 'string' ? value.id : null
  return { ok: false, id, error: { field: result.path.join('.'), problem: result.problem } }
}
