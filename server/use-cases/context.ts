import type { Config } from '../config'
import { londonToday, type CalendarDay } from '../domain/calendar'
import { defaultRoutingSettings, type RoutingSettings } from '../domain/routing'

/** The current time and settings for a use case. Injected, so that use cases never read the system clock. */
export interface Context {
  readonly now: Date
  /** The current day in London; `TODAY` overrides it for demos and tests. */
  readonly today: CalendarDay
  readonly routing: RoutingSettings
}

/** The IP address of a request, for the audit. */
export interface Caller {
  readonly fromAddress: string | undefined
}

/** Builds the context from the settings and the clock. `today` is the day in London, unless TODAY sets another. */
export function contextFrom(config: Config, now: Date = new Date()): Context {
  const { policy, extraBankHolidays } = config
  return {
    now,
    today: config.today ?? londonToday(now),
    routing: { ...defaultRoutingSettings, defaultPolicy: policy, extraBankHolidays },
  }
}
