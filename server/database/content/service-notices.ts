import type { Knex } from 'knex'
import type { NewNotice, ServiceNotice } from '../../domain/content/service-notices'
import { insertOnce, row, rows } from '../connection/rows'

/** A notice with its author, and who withdrew it early. */
export type KeptNotice = ServiceNotice & {
  readonly addedByName: string
  readonly addedAt: Date
  readonly withdrawnByName: string | null
  readonly withdrawnAt: Date | null
}

/** The maximum number of past notices listed. */
const mostNoticesListed = 100

const selectNotices = `
  select service_notice.*, adder.name as added_by_name, withdrawer.name as withdrawn_by_name
  from service_notice
  join staff as adder on adder.id = added_by
  left join staff as withdrawer on withdrawer.id = withdrawn_by`

/** The service owner's notices, shown on every page of a site. */
export class ServiceNotices {
  constructor(private readonly knex: Knex) {}

  /** Current and future notices, earliest start first. */
  standing(now: Date): Promise<ServiceNotice[]> {
    return rows(
      this.knex,
      `select id, sites, english, welsh, closed_from, shown_from, shown_until from service_notice
        where withdrawn_at is null and shown_until > :now order by shown_from, id`,
      { now },
    )
  }

  /** All notices, newest first. */
  list(): Promise<KeptNotice[]> {
    return rows(this.knex, `${selectNotices} order by service_notice.id desc limit :limit`, {
      limit: mostNoticesListed,
    })
  }

  find(id: number): Promise<KeptNotice | undefined> {
    return row(this.knex, `${selectNotices} where service_notice.id = :id`, { id })
  }

  /** @returns its id, or undefined when the idempotency key was used before */
  add(notice: NewNotice, by: { staffId: number; idempotencyKey: string; at: Date }): Promise<number | undefined> {
    const added = { addedBy: by.staffId, addedAt: by.at, idempotencyKey: by.idempotencyKey }
    return insertOnce(this.knex, 'service_notice', { ...notice, ...added })
  }

  /** @returns whether this call withdrew it: false if it was already withdrawn or has ended */
  async withdraw(id: number, by: { staffId: number; at: Date }): Promise<boolean> {
    const changed = await this.knex('service_notice')
      .where({ id, withdrawn_at: null })
      .where('shown_until', '>', by.at)
      .update({ withdrawn_by: by.staffId, withdrawn_at: by.at })
    return changed > 0
  }
}
