import type { CalendarDay } from '../domain/calendar'
import type { RoutingSettings } from '../domain/routing'

/** When a use case runs and by which settings: the clock is handed in, never asked for. */
export interface Circumstances {
  readonly now: Date
  /** The London day; `TODAY` can pretend another in demonstrations and tests. */
  readonly today: CalendarDay
  readonly routing: RoutingSettings
}

/** From where a request came, for the audit. */
export interface Caller {
  readonly fromAddress: string | undefined
}
