import type { Knex } from 'knex'
import type { Region } from '../../domain/routing'
import type { PduRow } from '../../domain/staff/pdus'
import { row, rows } from '../connection/rows'

/** A probation delivery unit. COMs and duty probation teams belong to one. */
export interface Pdu {
  readonly id: number
  readonly name: string
  readonly region: Region
}

/** The probation delivery units that a system administrator imported. None is shipped. */
export class Pdus {
  constructor(private readonly knex: Knex) {}

  /** All, by region and name. */
  all(): Promise<Pdu[]> {
    return rows(this.knex, 'select id, name, region from pdu order by region, lower(name)')
  }

  /** The same, each with how many accounts can sign in for it. */
  withAccounts(): Promise<(Pdu & { readonly accounts: number })[]> {
    return rows(
      this.knex,
      `select id, name, region, (select count(*) from staff where pdu_id = pdu.id and active) as accounts
        from pdu order by region, lower(name)`,
    )
  }

  /** Adds a PDU, or writes the name and region of the one that has this name in any case. */
  async keep({ name, region }: PduRow, at: Date): Promise<'added' | 'changed' | 'unchanged'> {
    const [added] = await this.knex('pdu')
      .insert({ name, region, imported_at: at })
      // Another import may add it at the same time.
      .onConflict(this.knex.raw('(lower(name))'))
      .ignore()
      .returning<{ id: number }[]>('id')
    if (added) return 'added'
    const changed = await row(
      this.knex,
      `update pdu set name = :name, region = :region, imported_at = :at
        where lower(name) = lower(:name) and (name, region) <> (:name, :region) returning id`,
      { name, region, at },
    )
    return changed ? 'changed' : 'unchanged'
  }
}
