import type { Knex } from 'knex'
import type { ScanKind, ScanType } from '../../../domain/people/scans'
import { notHeldBack, personInScope, scopeParameters, type AccessScope } from '../../connection/access-scope'
import { insertOnce, row, rows } from '../../connection/rows'

/** A scan of a paper about a person. */
export interface Scan {
  readonly id: number
  readonly personId: number
  /** The application that the paper belongs to, which whoever sees the scan may see too. */
  readonly applicationId: number | null
  readonly reference: string | null
  readonly kind: ScanKind
  readonly title: string | null
  /** Null, as the digest and the object, once it is removed. */
  readonly fileName: string | null
  readonly type: ScanType
  readonly bytes: number
  /** In hexadecimal digits. */
  readonly sha256: string | null
  readonly objectId: string | null
  readonly addedBy: number
  readonly addedByName: string
  readonly addedAt: Date
  /** Null, as all that follows, unless it was removed. */
  readonly removedAt: Date | null
  readonly removedByName: string | null
  readonly removedBecause: string | null
}

export type NewScan = Pick<
  Scan,
  'personId' | 'applicationId' | 'kind' | 'title' | 'type' | 'bytes' | 'addedBy' | 'addedAt'
> & {
  readonly fileName: string
  readonly sha256: string
  readonly objectId: string
  readonly idempotencyKey: string
}

export const scanPageSize = 25

/** Limits `scan` to those of people in scope which belong to no application, or to one that the reader may see. */
const scanInScope = `${personInScope} and (scan.application_id is null or ${notHeldBack})`
const from = `scan join person on person.id = scan.person_id
  left join application on application.id = scan.application_id`
const select = `select scan.*, application.reference, adder.name as added_by_name, remover.name as removed_by_name`
const joins = `join staff adder on adder.id = scan.added_by left join staff remover on remover.id = scan.removed_by`

/** Scans of paper about people, without their files. */
export class Scans {
  constructor(private readonly knex: Knex) {}

  /** A page of a person's scans that the reader may see, from 1: the newest first, removed ones last. */
  ofPersonInScope(personId: number, scope: AccessScope, page: number): Promise<(Scan & { readonly total: number })[]> {
    return rows(
      this.knex,
      `${select}, count(*) over () as total from ${from} ${joins}
        where scan.person_id = :personId and ${scanInScope}
        order by (scan.removed_at is not null), scan.id desc limit :limit offset :offset`,
      { personId, limit: scanPageSize, offset: (page - 1) * scanPageSize, ...scopeParameters(scope) },
    )
  }

  /** One of a person's scans, unless it was removed. */
  findInScope(id: number, personId: number, scope: AccessScope): Promise<Scan | undefined> {
    return this.inScope(id, personId, scope, '')
  }

  lockInScope(id: number, personId: number, scope: AccessScope): Promise<Scan | undefined> {
    return this.inScope(id, personId, scope, 'for update of scan')
  }

  /** How many scans of a person are kept. */
  async countOf(personId: number): Promise<number> {
    const counted = await row<{ count: number }>(
      this.knex,
      'select count(*) as count from scan where person_id = :personId and removed_at is null',
      { personId },
    )
    return counted!.count
  }

  async isAdded(idempotencyKey: string): Promise<boolean> {
    return (
      (await row(this.knex, 'select 1 from scan where idempotency_key = :idempotencyKey', { idempotencyKey })) !==
      undefined
    )
  }

  /** @returns its id, or undefined when the idempotency key was used before */
  add(scan: NewScan): Promise<number | undefined> {
    return insertOnce(this.knex, 'scan', { ...scan })
  }

  /** Parts a locked scan from its file, and from what it said. */
  async remove(
    id: number,
    removed: { readonly by: number; readonly at: Date; readonly because: string },
  ): Promise<void> {
    await this.knex('scan').where({ id }).update({
      object_id: null,
      title: null,
      file_name: null,
      sha256: null,
      removed_by: removed.by,
      removed_at: removed.at,
      removed_because: removed.because,
    })
  }

  private inScope(id: number, personId: number, scope: AccessScope, lock: string): Promise<Scan | undefined> {
    return row(
      this.knex,
      `${select} from ${from} ${joins}
        where scan.id = :id and scan.person_id = :personId and scan.removed_at is null and ${scanInScope} ${lock}`,
      { id, personId, ...scopeParameters(scope) },
    )
  }
}
