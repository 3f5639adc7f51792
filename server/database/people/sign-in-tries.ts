import type { Knex } from 'knex'
import { RateLimiterPostgres } from 'rate-limiter-flexible'

/** So many wrong tries lock a name. */
export const tries = 5
const lockSeconds = 15 * 60
const onceSeconds = 24 * 60 * 60

/** Counts failed sign-in attempts by the name typed, whether or not an account has it. */
export class SignInTries {
  private readonly limiter: RateLimiterPostgres
  private readonly once: RateLimiterPostgres

  constructor(private readonly knex: Knex) {
    const table = {
      storeClient: knex,
      storeType: 'knex',
      tableName: 'sign_in_try',
      tableCreated: true,
      keyPrefix: '',
      clearExpiredByTimeout: false,
    }
    this.limiter = new RateLimiterPostgres({
      ...table,
      points: tries,
      duration: lockSeconds,
      blockDuration: lockSeconds,
    })
    this.once = new RateLimiterPostgres({ ...table, points: 1, duration: onceSeconds })
  }

  /**
   * Counts an attempt before it is checked, so that concurrent attempts cannot exceed five.
   *
   * @returns whether the attempt may be checked, and whether it is the last before the lockout
   */
  async begin(key: string): Promise<{ allowed: boolean; last: boolean }> {
    try {
      const { remainingPoints } = await this.limiter.consume(key)
      return { allowed: true, last: remainingPoints === 0 }
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal
      return { allowed: false, last: false }
    }
  }

  /** Locks out the name for 15 minutes from now. */
  async lock(key: string): Promise<void> {
    await this.limiter.block(key, lockSeconds)
  }

  async forget(key: string): Promise<void> {
    await this.limiter.delete(key)
  }
  /**
   * Consumes a one-time value, such as an authenticator code; remembered for a day.
   *
   * @returns false when it was used before; only one of several concurrent calls succeeds
   */
  async useOnce(key: string): Promise<boolean> {
    await this.knex('sign_in_try').where('expire', '<', Date.now()).delete()
    try {
      await this.once.consume(key)
      return true
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal
      return false
    }
  }
}
