import type { CalendarDay } from '../calendar'
import type { CustodyStatus } from '../routing'

/** A person's reception, as far as it tells when their time in custody began. */
export interface Custody {
  readonly custodyBegan: CalendarDay
  readonly prisonId: string
  readonly custodyStatus: CustodyStatus
  readonly releaseDate: CalendarDay | null
}

export interface NewReception {
  readonly prisonId: string
  readonly receptionDate: CalendarDay
  readonly custodyStatus: CustodyStatus
}

/**
 * The day that custody began with, once a new reception is known. A move between prisons goes on with what was begun;
 * a recall, a reception after the release date, or another one at the same prison begins anew.
 */
export function custodyBeganAfter(before: Custody, reception: NewReception): CalendarDay {
  const isRecall = reception.custodyStatus === 'recalled' && before.custodyStatus !== 'recalled'
  const wasReleased = before.releaseDate !== null && before.releaseDate < reception.receptionDate
  const isMove = reception.prisonId !== before.prisonId && !isRecall && !wasReleased
  return isMove ? before.custodyBegan : reception.receptionDate
}
