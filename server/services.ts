import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from './config'
import { londonToday, type CalendarDay } from './domain/calendar'

/** What the sites are made from. */
export interface Services {
  readonly config: Config
  readonly knex: Knex
  readonly log: Logger
  now(): Date
  /** The day that it is in London, or that TODAY says it is. */
  today(): CalendarDay
}

/** @param now the clock; tests give their own */
export function createServices(config: Config, knex: Knex, log: Logger, now = () => new Date()): Services {
  return { config, knex, log, now, today: () => config.today ?? londonToday(now()) }
}
