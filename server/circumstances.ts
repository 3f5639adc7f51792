import type { Config } from './config'
import { londonToday } from './domain/calendar'
import { defaultRoutingSettings } from './domain/routing'
import type { Circumstances } from './use-cases/circumstances'

/** The circumstances that the settings and the clock make: the day is the one in London, unless TODAY says another. */
export function circumstancesFrom(config: Config, now: Date = new Date()): Circumstances {
  const { policy, extraBankHolidays } = config
  return {
    now,
    today: config.today ?? londonToday(now),
    routing: { ...defaultRoutingSettings, defaultPolicy: policy, extraBankHolidays },
  }
}
