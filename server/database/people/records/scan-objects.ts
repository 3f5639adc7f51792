import type { Knex } from 'knex'
import { row, rows } from '../../connection/rows'

/** Where files of scans can be stored. */
export type ScanStorageName = 'database' | 's3'

/** A file that was, or was about to be, stored. */
export interface ScanObject {
  readonly id: string
  readonly storage: ScanStorageName
}

/**
 * The files of scans: which there are and where, and the content of those that the database itself stores. A file is
 * recorded before it is stored, so that none is left behind that nothing knows of.
 */
export class ScanObjects {
  constructor(private readonly knex: Knex) {}

  async record(object: ScanObject, at: Date): Promise<void> {
    await this.knex('scan_object').insert({ id: object.id, storage: object.storage, recorded_at: at })
  }

  async find(id: string): Promise<ScanObject | undefined> {
    return row(this.knex, 'select id, storage from scan_object where id = :id', { id })
  }

  async setContent(id: string, content: Buffer): Promise<void> {
    await this.knex('scan_object').where({ id }).update({ content })
  }

  /** The content of a file that the database stores. */
  async content(id: string): Promise<Buffer | undefined> {
    const found = await row<{ content: Buffer | null }>(this.knex, 'select content from scan_object where id = :id', {
      id,
    })
    return found?.content ?? undefined
  }

  /**
   * Files that no scan has: it was removed or erased, or never added. The oldest first.
   *
   * @param before only those recorded before it, because a newer one may be about to be added
   */
  unused(before: Date, storages: readonly ScanStorageName[], limit: number): Promise<ScanObject[]> {
    return rows(
      this.knex,
      `select id, storage from scan_object where recorded_at < :before and storage = any(:storages)
        and not exists (select 1 from scan where scan.object_id = scan_object.id)
        order by recorded_at, id limit :limit`,
      { before, storages, limit },
    )
  }

  /** Forgets a file that no scan has, and with it the content that the database stores. */
  async delete(id: string): Promise<void> {
    await this.knex('scan_object').where({ id }).delete()
  }
}
