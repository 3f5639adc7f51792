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
 * it does in them is waited for.
 */
export async function whileFollowing(
  { published }: Dependencies,
  seconds: number,
  action: () => Promise<void>,
): Promise<void> {
  jest.useFakeTimers({ doNotFake: timersThatGoOn })
  try {
    const stop = await published.follow()
    await action()
    jest.advanceTimersByTime(seconds * 1000)
    await stop()
  } finally {
    jest.useRealTimers()
  }
}

/** All but those of what is done again and again: connections and requests need theirs. */
const timersThatGoOn: FakeableAPI[] = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
]
