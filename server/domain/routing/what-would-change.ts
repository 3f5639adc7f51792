import { addDays, type CalendarDay } from '../calendar'
import { routeOf, type Destination, type DestinationRule, type Team } from './destination'
import { custodyStatuses, regions, responsibilityOverrides, risks, sentences, type Facts, type Person } from './facts'
import { defaultRoutingSettings, type RoutingSettings } from './settings'
import { situationOf } from './situation'

/** Where a decision puts an application. */
export interface Place {
  readonly destination: Destination
  readonly team: Team
  readonly rule: DestinationRule
}

/** A day from which the same facts put an application elsewhere. */
export interface NextMove extends Place {
  readonly day: CalendarDay
}

type DateFact = 'releaseDate' | 'paroleEligibilityDate' | 'tariffExpiryDate'

/** The facts of which other values are tried. */
type ValueFact = 'riskOfSeriousHarm' | 'custodyStatus' | 'comAllocated' | 'earlyAllocation' | 'responsibilityOverride'
type Value = NonNullable<Person[ValueFact]>

/** One fact that becomes something else. */
export type FactChange =
  | { readonly fact: ValueFact; readonly values: readonly Value[] }
  /** A date moves to this day, or further in the same direction. */
  | { readonly fact: DateFact; readonly moves: 'earlier' | 'later'; readonly day: CalendarDay }

/** A change of one fact, and where it would put the application at once. */
export interface WouldChange {
  readonly change: FactChange
  readonly to: Place
}

/** How many days ahead are decided for. */
const daysAhead = 5 * 365

/** Days are tried a week apart, and each day of the week in which the place changes: no team has an application for less. */
const daysApart = 7

/** The destination part of the real decision, without what is told and to be done, which takes most of the time. */
function placeFor(facts: Facts, settings: RoutingSettings): Place {
  const { destination, team, rule } = routeOf(situationOf(facts, settings))
  return { destination, team, rule }
}

/**
 * The first day ahead on which the real decision, made with the same facts, names another team. Null when no day of the
 * next five years does.
 */
export function nextMove(facts: Facts, settings: RoutingSettings = defaultRoutingSettings): NextMove | null {
  const now = placeFor(facts, settings)
  const on = (day: CalendarDay) => placeFor({ ...facts, today: day }, settings)
  const day = firstElsewhere(on, now, facts.today, addDays(facts.today, daysAhead))
  return day && { day, ...on(day) }
}

/** The first day from one to another, both included, in either direction, for which something else is decided than now. */
function firstElsewhere(
  on: (day: CalendarDay) => Place,
  now: Place,
  from: CalendarDay,
  to: CalendarDay,
): CalendarDay | null {
  const step = from <= to ? 1 : -1
  const isPast = (day: CalendarDay) => (step === 1 ? day > to : day < to)
  const clamped = (day: CalendarDay) => (isPast(day) ? to : day)
  for (let start = from; !isPast(start); start = addDays(start, step * daysApart)) {
    const end = clamped(addDays(start, step * (daysApart - 1)))
    if (!isElsewhere(on(end), now) && !isElsewhere(on(start), now)) continue
    let day = start
    while (!isElsewhere(on(day), now)) day = addDays(day, step)
    return day
  }
  return null
}

/**
 * The single facts that would put an application with another team today. Each is found by making the real decision with
 * that fact changed, so that what is said cannot differ from what would be done.
 */
export function whatWouldChange(
  facts: Facts,
  settings: RoutingSettings = defaultRoutingSettings,
): readonly WouldChange[] {
  const now = placeFor(facts, settings)
  const { person } = facts
  const decideWith = (changes: Partial<Person>) => placeFor({ ...facts, person: { ...person, ...changes } }, settings)
  const values = (fact: ValueFact, others: readonly Value[]): readonly WouldChange[] =>
    grouped(
      others.flatMap(value => {
        const then = value === person[fact] ? now : decideWith({ [fact]: value })
        return isElsewhere(then, now) ? [{ value, to: then }] : []
      }),
    ).map(({ to, values: same }) => ({ change: { fact, values: same }, to }))
  return [
    ...values('riskOfSeriousHarm', risks),
    ...values('comAllocated', [true, false]),
    ...(['releaseDate', 'paroleEligibilityDate', 'tariffExpiryDate'] as const).flatMap(fact =>
      moved(fact, person[fact], facts.today, day => decideWith({ [fact]: day }), now),
    ),
    ...values(
      'custodyStatus',
      custodyStatuses.filter(status => status === 'sentenced' || status === 'recalled'),
    ),
    ...values('earlyAllocation', [true, false]),
    ...values('responsibilityOverride', responsibilityOverrides),
  ]
}

/** Days beyond those that are tried one after another. */
const farAway = [10 * 365, 20 * 365]

/**
 * The nearest day each way to which a date would have to move. It is only told where all days beyond it that were tried
 * lead there as well, because "or earlier" would not be true otherwise.
 */
function moved(
  fact: DateFact,
  date: CalendarDay | null,
  today: CalendarDay,
  on: (day: CalendarDay) => Place,
  now: Place,
): readonly WouldChange[] {
  if (date === null) return []
  const last = addDays(today, daysAhead)
  // With somebody else altogether, which of their teams it is may differ; within one, the team is what is told.
  const leadsTo = (then: Place, to: Place) =>
    then.destination === to.destination && (to.destination !== now.destination || then.team === to.team)
  const walk = (moves: 'earlier' | 'later', from: CalendarDay, end: CalendarDay): readonly WouldChange[] => {
    const day = firstElsewhere(on, now, from, end)
    if (day === null) return []
    const to = on(day)
    const beyond =
      moves === 'earlier'
        ? daysBetweenEvery(end, day)
        : [...daysBetweenEvery(day, end), ...farAway.map(days => addDays(today, days))]
    return beyond.every(each => leadsTo(on(each), to)) ? [{ change: { fact, moves, day }, to }] : []
  }
  const isAhead = date > today
  return [
    ...(isAhead && date <= last ? walk('earlier', addDays(date, -1), today) : []),
    ...(date < last ? walk('later', isAhead ? addDays(date, 1) : today, last) : []),
  ]
}

function daysBetweenEvery(from: CalendarDay, to: CalendarDay): readonly CalendarDay[] {
  const days: CalendarDay[] = [to]
  for (let day = from; day < to; day = addDays(day, daysApart)) days.push(day)
  return days
}

function grouped(
  each: readonly { readonly value: Value; readonly to: Place }[],
): readonly { readonly values: readonly Value[]; readonly to: Place }[] {
  const groups = new Map<string, { values: Value[]; to: Place }>()
  for (const { value, to } of each) {
    const key = `${to.destination} ${to.team}`
    const group = groups.get(key)
    if (group) group.values.push(value)
    else groups.set(key, { values: [value], to })
  }
  return [...groups.values()]
}

/** A fact of the person or of the prison that a decision is made from. */
export type DecidingFact = Exclude<keyof Person, 'recall' | 'leavesOn'> | 'prison'

/**
 * The known facts without which, or with another value of which, the application would be elsewhere or somebody else
 * would be responsible: those that decided.
 */
export function decidingFacts(
  facts: Facts,
  settings: RoutingSettings = defaultRoutingSettings,
): ReadonlySet<DecidingFact> {
  const { person, prison, today } = facts
  const standing = (of: Facts) => {
    const situation = situationOf(of, settings)
    const { destination, team, rule } = routeOf(situation)
    return [destination, team, rule, situation.explainedResponsibility.responsibility.responsible].join()
  }
  const now = standing(facts)
  const differs = (changed: Facts) => standing(changed) !== now
  const days = [null, today, addDays(today, -3_650), addDays(today, 3_650), person.sentencedOn]
  const others: { readonly [Fact in Exclude<DecidingFact, 'prison'>]: readonly Person[Fact][] } = {
    estate: [],
    custodyStatus: custodyStatuses,
    sentence: [null, ...sentences],
    sentencedOn: days,
    sentenceMonths: [null, 0, 600],
    releaseDate: days,
    paroleEligibilityDate: days,
    tariffExpiryDate: days,
    openConditionsSince: [null],
    parole: [null],
    riskOfSeriousHarm: [null, ...risks],
    earlyAllocation: [!person.earlyAllocation],
    responsibilityOverride: [null, ...responsibilityOverrides],
    integratedOffenderManagement: [!person.integratedOffenderManagement],
    careExperienced: [!person.careExperienced],
    dateOfBirth: [null],
    comAllocated: [!person.comAllocated],
    pomAllocated: [!person.pomAllocated],
    homeRegion: [null, ...regions],
  }
  const found = (Object.keys(others) as Exclude<DecidingFact, 'prison'>[]).filter(
    fact =>
      person[fact] !== null &&
      (person[fact] !== false || fact === 'comAllocated') &&
      others[fact].some(value => value !== person[fact] && differs({ ...facts, person: { ...person, [fact]: value } })),
  )
  const isByPrison = regions.some(
    region => region !== prison.region && differs({ ...facts, prison: { ...prison, region } }),
  )
  return new Set<DecidingFact>([...found, ...(isByPrison ? (['prison'] as const) : [])])
}

/** What moved an application from one decision to the next. */
export type Mover = Exclude<DecidingFact, 'prison'> | 'prison' | 'today'

/**
 * The facts between two decisions each of which, changed by itself in the earlier facts, would have moved the application
 * as well; the day where no fact did. Empty where only several together did, or the rules changed.
 */
export function moversBetween(
  before: Facts,
  after: Facts,
  settings: RoutingSettings = defaultRoutingSettings,
): readonly Mover[] {
  const was = placeFor(before, settings)
  const changed = (Object.keys(after.person) as (keyof Person)[]).filter(
    (fact): fact is Exclude<keyof Person, 'recall' | 'leavesOn'> =>
      fact !== 'recall' &&
      fact !== 'leavesOn' &&
      JSON.stringify(before.person[fact]) !== JSON.stringify(after.person[fact]),
  )
  const moves = (facts: Facts) => isElsewhere(placeFor(facts, settings), was)
  const byFacts: readonly Mover[] = changed.filter(fact =>
    moves({ ...before, person: { ...before.person, [fact]: after.person[fact] } }),
  )
  const byPrison = before.prison.region !== after.prison.region && moves({ ...before, prison: after.prison })
  const movers: readonly Mover[] = [...byFacts, ...(byPrison ? (['prison'] as const) : [])]
  if (movers.length > 0) return movers
  return moves({ ...before, today: after.today }) ? ['today'] : []
}

function isElsewhere(then: Place, now: Place): boolean {
  return then.destination !== now.destination || then.team !== now.team
}
