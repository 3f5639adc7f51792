import type { CalendarDay } from '../calendar'
import type { CustodyStatus } from '../routing'

/** The days on which a person may leave custody, by the way of leaving; null where no such day is known. */
export interface WaysToLeave {
  readonly custodyStatus: CustodyStatus
  /** Conditional or automatic release. */
  readonly releaseDate: CalendarDay | null
  /** Tag (HDC). */
  readonly tagDate: CalendarDay | null
  /** Release on parole, or the eligibility date while no release is directed. */
  readonly paroleReleaseDate: CalendarDay | null
  /** Release again after a recall. */
  readonly reReleaseDate: CalendarDay | null
  /** A release day that was brought forward. */
  readonly earlyReleaseDate: CalendarDay | null
  /** Release at court, as the discharges file says. */
  readonly courtReleaseDate: CalendarDay | null
  /** The days of court hearings that staff entered. */
  readonly hearingDays: readonly CalendarDay[]
}

/** Whether a court hearing may let the person go (PF App 1 §2). */
export function mayBeLetGoAtCourt({ custodyStatus }: Pick<WaysToLeave, 'custodyStatus'>): boolean {
  return custodyStatus === 'remand' || custodyStatus === 'convicted-unsentenced'
}

/**
 * The earliest day, today or later, on which the person is now expected to leave custody, whatever the way (routing.md,
 * Facts). A day that has passed says nothing: the person is still here.
 *
 * @returns null when no day is known, or all of them have passed
 */
export function leavesOn(person: WaysToLeave, today: CalendarDay): CalendarDay | null {
  const days = [
    person.releaseDate,
    person.tagDate,
    person.paroleReleaseDate,
    person.reReleaseDate,
    person.earlyReleaseDate,
    person.courtReleaseDate,
    ...(mayBeLetGoAtCourt(person) ? person.hearingDays : []),
  ]
  return days.reduce<CalendarDay | null>(
    (earliest, day) => (day !== null && day >= today && (earliest === null || day < earliest) ? day : earliest),
    null,
  )
}
