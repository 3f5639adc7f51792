import { pino } from 'pino'
import { createServices, type Services } from '../../server/dependencies'
import type { TestSite } from './site'

/** The services of another process on the same database. */
export function anotherProcess({ services, knex, clock }: Pick<TestSite, 'services' | 'knex' | 'clock'>): Services {
  const { config, sessionSecret } = services
  const connected = { knex, databaseUrl: config.databaseUrl ?? '', sessionSecret }
  return createServices(config, connected, pino({ level: 'silent' }), () => clock.now)
}

/**
 * Lets a process follow what others change, while something is done and then so many seconds have passed for it; what
 * it does in them is waited for.
 */
export async function whileFollowing(
  { published }: Services,
  seconds: number,
  act: () => Promise<void>,
): Promise<void> {
  jest.useFakeTimers({ doNotFake: timersThatGoOn })
  try {
    const stop = await published.follow()
    await act()
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
