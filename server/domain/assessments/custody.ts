import type { CalendarDay } from '../calendar'
import type { Whereabouts } from '../people/whereabouts'
import type { CustodyStatus } from '../routing'

/** The facts about a reception that determine when custody began. */
export interface Custody {
  readonly custodyBegan: CalendarDay
  readonly prisonId: string
  readonly custodyStatus: CustodyStatus
  readonly releaseDate: CalendarDay | null
  readonly whereabouts: Whereabouts
}

export interface NewReception {
  readonly prisonId: string
  readonly receptionDate: CalendarDay
  readonly custodyStatus: CustodyStatus
}

/**
 * The day on which custody began, after a new reception. A transfer between prisons continues the current time in
 * custody; a recall, a reception after they left or after the release date, or another reception at the same prison starts a new one.
 */
export function custodyBeganAfter(before: Custody, reception: NewReception): CalendarDay {
  const isRecall = reception.custodyStatus === 'recalled' && before.custodyStatus !== 'recalled'
  const isPastRelease = before.releaseDate !== null && before.releaseDate < reception.receptionDate
  const wasReleased = before.whereabouts === 'left' || isPastRelease
  const isMove = reception.prisonId !== before.prisonId && !isRecall && !wasReleased
  return isMove ? before.custodyBegan : reception.receptionDate
}
