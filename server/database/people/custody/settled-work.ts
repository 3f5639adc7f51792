import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import type { OpenWorkKind, Settling } from '../../../domain/people/open-work'
import { rows } from '../../connection/rows'

/** A piece of work that was settled when its person left, as far as undoing that needs it. */
export interface SettledWork {
  readonly kind: OpenWorkKind
  readonly itemId: number
  readonly settling: Settling
  /** What it was. */
  readonly before: {
    readonly holderId?: number | null
    readonly status?: string
    readonly isRead?: boolean
    readonly chaseOn?: CalendarDay | null
    /** Of an application: what others were told or asked, which was withdrawn. */
    readonly notifications?: readonly number[]
    /** Of an application: the other prison whose pre-release team had it. */
    readonly heldIn?: string | null
  }
  /** What settling it made of it. */
  readonly after: {
    /** Of an application that stays open. */
    readonly version?: number
    /** Of other work that is kept. */
    readonly holderId?: number
    readonly status?: string
    /** What was made for the COM in its place. */
    readonly made?: number
  }
}

/** What was settled when people left, and what undoing that restored. */
export class SettledWorks {
  constructor(private readonly knex: Knex) {}

  /** @param recordId that the person left */
  async add(recordId: number, settled: readonly SettledWork[]): Promise<void> {
    if (settled.length === 0) return
    await this.knex('settled_work').insert(
      settled.map(({ kind, itemId, settling, before, after }) => ({
        whereabouts_record_id: recordId,
        kind,
        item_id: itemId,
        settling,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      })),
    )
  }

  /** What was settled with a record and is not undone, the oldest first. The person must be locked. */
  ofRecord(recordId: number): Promise<(SettledWork & { readonly id: number })[]> {
    return rows(
      this.knex,
      `select id, kind, item_id, settling, before, after from settled_work
        where whereabouts_record_id = :recordId and undone_record_id is null order by id`,
      { recordId },
    )
  }

  /** Stores what undoing a record restored, and what it left as it is. */
  async undo(undoneRecordId: number, ids: readonly number[], restored: boolean): Promise<void> {
    await this.knex('settled_work')
      .whereIn('id', [...ids])
      .update({ undone_record_id: undoneRecordId, restored })
  }

  /** What undoing a person's leavings left as it is, since it had changed; with the record that undid each. */
  leftOfPerson(
    personId: number,
  ): Promise<(Pick<SettledWork, 'kind' | 'itemId'> & { readonly undoneRecordId: number })[]> {
    return rows(
      this.knex,
      `select settled_work.kind, item_id, undone_record_id from settled_work
        join whereabouts_record record on record.id = undone_record_id
        where record.person_id = :personId and not restored order by settled_work.id`,
      { personId },
    )
  }
}
