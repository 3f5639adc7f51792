import { daysBetween, type CalendarDay } from '../calendar'
import { mayBeLetGoAtCourt } from '../people/leaves-on'
import type { ChecklistFacts, KnownBesides } from './known'

/** Where a person stands today: what decides which tasks are theirs and which come first. */
export interface Situation {
  readonly person: ChecklistFacts
  readonly known: KnownBesides
  /** The day that they leave, on tag if that is sooner; null when it is not known or has passed. */
  readonly leavingDay: CalendarDay | null
  readonly leavesIn: number | null
  readonly tagIn: number | null
  readonly hearingIn: number | null
  readonly awaitsCourt: boolean
  /** In the first two weeks in custody. */
  readonly isNew: boolean
  /** Their tariff ends, or they may first get parole, within a year; or could have since. */
  readonly paroleIsNear: boolean
}

/** Works out where a person stands. */
export function situationOf(person: ChecklistFacts, known: KnownBesides, today: CalendarDay): Situation {
  const still = (day: CalendarDay | null) => (day !== null && day >= today ? day : null)
  const inDays = (day: CalendarDay | null) => day && daysBetween(today, day)
  const release = still(person.releaseDate)
  const tag = still(known.tagDate)
  const leavingDay = tag !== null && (release === null || tag < release) ? tag : release
  return {
    person,
    known,
    leavingDay,
    leavesIn: inDays(leavingDay),
    tagIn: inDays(tag),
    hearingIn: inDays(still(known.nextHearing)),
    awaitsCourt: mayBeLetGoAtCourt(person),
    isNew: daysBetween(person.receptionDate, today) < 14,
    paroleIsNear: release === null && known.paroleFrom !== null && daysBetween(today, known.paroleFrom) <= 365,
  }
}
