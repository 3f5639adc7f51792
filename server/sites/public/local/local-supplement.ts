import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { LocalService, Prison } from '../../../database'
import type { SiteReads } from '../../../database/reads'

/** The local services that prisons and areas add to the booklet, as last read. */
export interface LocalSupplement {
  /** All open prisons, keyed by lower-case id, as in addresses. */
  readonly prisons: ReadonlyMap<string, LocalPrison>
}

export interface LocalPrison extends Prison {
  /** The prison's own services, followed by those of its area. */
  readonly services: readonly LocalService[]
}

const lookAgainAfterMs = 2_000
const waitNoLongerThanMs = 500

/**
 * Caches local services in memory. After some time, the next call checks the database for changes by any process; if
 * the database is slow or down, the cached services stay in use.
 *
 * @returns a function for the current services: undefined if the database could not be read since the start
 */
export function keepLocalSupplement(
  { localServices, prisons }: Pick<SiteReads, 'localServices' | 'prisons'>,
  log: Logger,
): () => Promise<LocalSupplement | undefined> {
  let held: { edition: number; supplement: LocalSupplement } | undefined
  let lookedAt: number | undefined
  let polling: Promise<void> | undefined

  const poll = async () => {
    try {
      // Read the edition before the services: a change in between is included now and read again next time.
      const edition = await localServices.edition()
      if (edition !== held?.edition) {
        const supplement = arrange(await prisons.all(), await localServices.shown())
        held = { edition, supplement }
      }
    } catch (error) {
      log.error({ err: error }, 'local services could not be read; those read before stay in use')
    }
    lookedAt = performance.now()
    polling = undefined
  }

  const latest = async () => {
    if (lookedAt === undefined || performance.now() - lookedAt > lookAgainAfterMs) {
      polling ??= poll()
      await Promise.race([polling, wait(waitNoLongerThanMs, undefined, { ref: false })])
    }
    return held?.supplement
  }
  void latest()
  return latest
}

function arrange(prisons: readonly Prison[], services: readonly LocalService[]): LocalSupplement {
  const byPlace = new Map<string | null, LocalService[]>()
  for (const service of services) {
    const place = service.prisonId ?? service.area
    const others = byPlace.get(place)
    if (others) others.push(service)
    else byPlace.set(place, [service])
  }
  const of = (place: string) => byPlace.get(place) ?? []
  return {
    prisons: new Map(
      prisons
        .filter(({ active }) => active)
        .map(prison => [prison.id.toLowerCase(), { ...prison, services: [...of(prison.id), ...of(prison.region)] }]),
    ),
  }
}
