import type { Knex } from 'knex'
import { row, rows } from '../connection/rows'

/** How a fact or contact can be overridden without a deployment. */
export const overrideActions = ['confirmed', 'corrected', 'withdrawn', 'undone'] as const
export type OverrideAction = (typeof overrideActions)[number]

export interface NewChange {
  readonly kind: 'fact' | 'contact'
  readonly name: string
  /** One more than the version of the previous override. */
  readonly version: number
  readonly action: OverrideAction
  readonly entry: unknown
  readonly isWithdrawn: boolean
  readonly base: string
  readonly reason: string | null
  readonly staffId: number
  readonly idempotencyKey: string
  readonly at: Date
}

/** The content of an override, without its author and time. */
export type LatestOverride = Pick<NewChange, 'kind' | 'name' | 'version' | 'entry' | 'isWithdrawn' | 'base'>

export interface StoredOverride extends Omit<NewChange, 'at'> {
  readonly staffName: string
  readonly happenedAt: Date
}

/** Append-only overrides of the files' facts and contacts. The newest of each applies. */
export class ContentOverrides {
  constructor(private readonly knex: Knex) {}

  /** Increases with every override, to invalidate caches. */
  async edition(): Promise<number> {
    const counted = await row<{ changes: number }>(this.knex, 'select count(*) as changes from content_override')
    return counted?.changes ?? 0
  }

  /** The newest override of every fact and contact that has one. */
  latest(): Promise<LatestOverride[]> {
    return rows(
      this.knex,
      `select distinct on (kind, name) kind, name, version, entry, is_withdrawn, base
        from content_override order by kind, name, version desc`,
    )
  }

  /** All overrides of one fact or contact, oldest first. */
  of(kind: 'fact' | 'contact', name: string): Promise<StoredOverride[]> {
    return rows(
      this.knex,
      `select content_override.*, staff.name as staff_name from content_override join staff on staff.id = staff_id
        where kind = :kind and content_override.name = :name order by version`,
      { kind, name },
    )
  }

  async isDone(idempotencyKey: string): Promise<boolean> {
    return (
      (await row(this.knex, 'select 1 as done from content_override where idempotency_key = :idempotencyKey', {
        idempotencyKey,
      })) !== undefined
    )
  }

  /**
   * @throws a duplicate of `content_change_version` on a concurrent change, or of `content_change_act_key` when the
   *   idempotency key was used before
   */
  async add({ at, ...change }: NewChange): Promise<void> {
    await this.knex('content_override').insert({
      kind: change.kind,
      name: change.name,
      version: change.version,
      action: change.action,
      entry: change.entry === null ? null : JSON.stringify(change.entry),
      is_withdrawn: change.isWithdrawn,
      base: change.base,
      reason: change.reason,
      staff_id: change.staffId,
      idempotency_key: change.idempotencyKey,
      happened_at: at,
    })
  }
}
