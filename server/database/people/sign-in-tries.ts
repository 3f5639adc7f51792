import type { Knex } from 'knex'
import { RateLimiterPostgres } from 'rate-limiter-flexible'

/** So many wrong tries from one network address lock a name for that address. */
export const tries = 5
/** How long, one lock after another; the last for all that follow. A lock is forgotten after a day. */
const lockMinutes = [15, 30, 60]
const countSeconds = 15 * 60
const daySeconds = 24 * 60 * 60
/** So many wrong tries for one name from everywhere, before only addresses are heard from which it has signed in. */
const triesFromEverywhere = 30
const everywhereSeconds = 60 * 60
const knownSeconds = 30 * daySeconds
/** So many wrong tries from one address for all names, before its wrong tries are answered slowly. */
const triesOfAddress = 60

/** A try to sign in, counted before it is checked. */
export interface Try {
  /** The name that was typed, whether or not an account has it, after the kind of name: `staff:` or `my:`. */
  readonly name: string
  /** The network address that it came from. */
  readonly from: string | undefined
}

export interface TryBegun {
  /** Whether it may be checked. */
  readonly allowed: boolean
  /** Whether it is the last before a lock. */
  readonly last: boolean
  /** How long the lock has still to run, where it is not allowed. */
  readonly minutes: number
}

/**
 * Counts wrong tries to sign in. A name is locked for the address that the tries came from, so that nobody elsewhere can
 * lock its owner out. Tries from many addresses share a slower budget; past it, whoever signed in from their address
 * before is heard still.
 */
export class SignInTries {
  private readonly pairs: RateLimiterPostgres
  private readonly locks: RateLimiterPostgres
  private readonly everywhere: RateLimiterPostgres
  private readonly addresses: RateLimiterPostgres
  private readonly known: RateLimiterPostgres
  private readonly once: RateLimiterPostgres

  constructor(private readonly knex: Knex) {
    const limiter = (keyPrefix: string, points: number, duration: number) =>
      new RateLimiterPostgres({
        storeClient: knex,
        storeType: 'knex',
        tableName: 'sign_in_try',
        tableCreated: true,
        keyPrefix,
        clearExpiredByTimeout: false,
        points,
        duration,
      })
    this.pairs = limiter('try', tries, countSeconds)
    this.locks = limiter('locks', lockMinutes.length, daySeconds)
    this.everywhere = limiter('all', triesFromEverywhere, everywhereSeconds)
    this.addresses = limiter('from', triesOfAddress, countSeconds)
    this.known = limiter('known', 1, knownSeconds)
    this.once = limiter('', 1, daySeconds)
  }

  /** Counts an attempt before it is checked, so that concurrent attempts cannot exceed five. */
  async begin(attempt: Try): Promise<TryBegun> {
    const pair = await counted(this.pairs, pairOf(attempt))
    if (pair.left < 0) return { allowed: false, last: false, minutes: pair.minutes }
    const everywhere = await counted(this.everywhere, attempt.name)
    const isHeard = everywhere.left >= 0 || (await this.known.get(pairOf(attempt))) !== null
    return isHeard
      ? { allowed: true, last: pair.left === 0, minutes: 0 }
      : { allowed: false, last: false, minutes: everywhere.minutes }
  }

  /** Locks a name for an address: for 15, 30, and then 60 minutes. @returns for how many */
  async lock(attempt: Try): Promise<number> {
    const { consumedPoints } = await this.locks.penalty(pairOf(attempt))
    const minutes = lockMinutes[Math.min(consumedPoints, lockMinutes.length) - 1] ?? lockMinutes[0]!
    await this.pairs.block(pairOf(attempt), minutes * 60)
    return minutes
  }

  /** Counts a wrong try for its address. @returns whether there were so many that they are to be answered slowly */
  async isOneOfMany({ from }: Try): Promise<boolean> {
    return (await counted(this.addresses, from ?? nowhere)).left < 0
  }

  /** Forgets the tries of whoever has signed in, and knows their address for 30 days. */
  async forget(attempt: Try): Promise<void> {
    await Promise.all([this.pairs.delete(pairOf(attempt)), this.locks.delete(pairOf(attempt))])
    await Promise.all([this.everywhere.reward(attempt.name), this.known.set(pairOf(attempt), 1, knownSeconds)])
  }

  /** Lifts all locks of a name, wherever the tries came from. */
  async lift(name: string): Promise<void> {
    await this.everywhere.delete(name)
    await this.knex('sign_in_try')
      .whereRaw('starts_with(key, ?)', `try:${name}|`)
      .orWhereRaw('starts_with(key, ?)', `locks:${name}|`)
      .delete()
  }

  /**
   * Consumes a one-time value, such as an authenticator code; remembered for a day.
   *
   * @returns false when it was used before; only one of several concurrent calls succeeds
   */
  async useOnce(key: string): Promise<boolean> {
    await this.knex('sign_in_try').where('expire', '<', Date.now()).delete()
    return (await counted(this.once, key)).left >= 0
  }
}

const nowhere = 'nowhere'

function pairOf({ name, from }: Try): string {
  return `${name}|${from ?? nowhere}`
}

/** @returns how many are left, below nothing for one too many, and then the minutes until there is another, in fives */
async function counted(
  limiter: RateLimiterPostgres,
  key: string,
): Promise<{ readonly left: number; readonly minutes: number }> {
  try {
    const { remainingPoints } = await limiter.consume(key)
    return { left: remainingPoints, minutes: 0 }
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    const { msBeforeNext } = refusal as { readonly msBeforeNext: number }
    return { left: -1, minutes: 5 * Math.max(1, Math.ceil(msBeforeNext / 300_000)) }
  }
}
