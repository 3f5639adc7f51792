import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database, LocalService, Prison } from '../../../database'

/** What every prison and area adds to the booklet, as it was last read. */
export interface LocalSupplement {
  /** Every prison that is open, by its id in small letters, as addresses have it. */
  readonly prisons: ReadonlyMap<string, LocalPrison>
}

export interface LocalPrison extends Prison {
  /** Its own, and then those of its area. */
  readonly services: readonly LocalService[]
}

const lookAgainAfterMs = 2_000
const waitNoLongerThanMs = 500

/**
 * Keeps what prisons add in memory. When it is asked for, and some time has passed, it looks whether any process has
 * changed something; a database that is slow or gone leaves what was last read.
 *
 * @returns gives what is known now: undefined when the database could not be read since the start
 */
export function keepLocalSupplement(
  { localServices, prisons }: Pick<Database, 'localServices' | 'prisons'>,
  log: Logger,
): () => Promise<LocalSupplement | undefined> {
  let held: { edition: number; supplement: LocalSupplement } | undefined
  let lookedAt: number | undefined
  let looking: Promise<void> | undefined

  const look = async () => {
    try {
      // A change between the two is read now, and once more next time.
      const edition = await localServices.edition()
      if (edition !== held?.edition) {
        const supplement = arrange(await prisons.all(), await localServices.shown())
        held = { edition, supplement }
      }
    } catch (error) {
      log.error({ err: error }, 'what prisons add could not be read; what was read before stays')
    }
    lookedAt = performance.now()
    looking = undefined
  }

  const latest = async () => {
    if (lookedAt === undefined || performance.now() - lookedAt > lookAgainAfterMs) {
      looking ??= look()
      await Promise.race([looking, wait(waitNoLongerThanMs, undefined, { ref: false })])
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
