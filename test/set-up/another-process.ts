import { mock } from 'node:test'
import { pino } from 'pino'
import { createDependencies, type Dependencies } from '../../server/dependencies'
import type { TestSite } from './site'

/** The services of another process on the same database. */
export function anotherProcess({
  dependencies,
  knex,
  clock,
}: Pick<TestSite, 'dependencies' | 'knex' | 'clock'>): Dependencies {
  const { config, sessionSecret } = dependencies
  const connected = { knex, databaseUrl: config.databaseUrl ?? '', sessionSecret }
  return createDependencies(config, connected, pino({ level: 'silent' }), { now: () => clock.now })
}

/**
 * Lets a process follow what others change, while something is done and then so many seconds have passed for it; what
 * it does in them is waited for. Connections and requests keep their timers: only those of what is done again and again
 * are made up, of the service and not of Jest (see load-once.cjs).
 */
export async function whileFollowing(
  { published }: Dependencies,
  seconds: number,
  action: () => Promise<void>,
): Promise<void> {
  mock.timers.enable({ apis: ['setInterval'] })
  try {
    const stop = await published.follow()
    await action()
    mock.timers.tick(seconds * 1000)
    await stop()
  } finally {
    mock.timers.reset()
  }
}
