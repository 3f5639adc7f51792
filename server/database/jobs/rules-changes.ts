import type { Knex } from 'knex'
import { rows } from '../connection/rows'

/** Changes of the routing rules by which open applications are decided again. */
export class RulesChanges {
  constructor(private readonly knex: Knex) {}

  /**
   * Records that deciding again starts for every change that has not been started. Of several processes only one gets
   * them; the others wait for its transaction.
   *
   * @returns their editions
   */
  async start(at: Date): Promise<number[]> {
    const started = await rows<{ edition: number }>(
      this.knex,
      'update rules_change set started_at = :at where started_at is null returning edition',
      { at },
    )
    return started.map(({ edition }) => edition)
  }
}
