import type { Knex } from 'knex'
import type { RowFault } from '../../../domain/people'
import { personInScope, personScopeParameters, type AccessScope } from '../../connection/access-scope'
import { row, rows } from '../../connection/rows'
import type { ImportKind } from './imports'

/** A row of an imported file that was refused and is not put right yet. */
export interface RefusedRow {
  readonly id: number
  readonly run: number
  readonly kind: ImportKind
  readonly line: number
  /** Null when the row has no valid one, or when nothing says that it is of the reader's prisons. */
  readonly prisonNumber: string | null
  readonly faults: readonly RowFault[]
  readonly refusedAt: Date
  /** How many there are. */
  readonly total: number
}

export interface NewRefusedRow extends Pick<RefusedRow, 'line' | 'prisonNumber' | 'faults'> {
  /** The row's prison; null when it names none of the register. */
  readonly prisonId: string | null
}

/** The most rows that are listed. */
export const mostRefusedRows = 100

/** The rows of the reader's prisons, of people within scope, and those that name no prison of the register. */
const isReaders = `(prison_id = any(:prisons) or prison_id is null)`

/** Rows of imported files that were refused, until somebody or a later file puts them right. */
export class RefusedRows {
  constructor(private readonly knex: Knex) {}

  /** Those not put right yet, newest first. A row that names no prison has its number only if it is of a person within scope. */
  waiting(scope: AccessScope): Promise<RefusedRow[]> {
    return rows(
      this.knex,
      `select id, import_run_id as run, kind, line, faults, refused_at, count(*) over () as total,
          case when prison_id is not null or exists (
            select 1 from person where person.prison_number = refused_row.prison_number and ${personInScope})
            then prison_number end as prison_number
        from refused_row where settled_at is null and ${isReaders}
        order by import_run_id desc, line limit ${mostRefusedRows}`,
      personScopeParameters(scope),
    )
  }

  /** How many of them there are. */
  async countWaiting(scope: AccessScope): Promise<number> {
    const found = await row<{ count: number }>(
      this.knex,
      `select count(*) as count from refused_row where settled_at is null and ${isReaders}`,
      personScopeParameters(scope),
    )
    return found?.count ?? 0
  }

  /** @returns the number of the run; undefined when it is settled already or not the reader's */
  async settle(id: number, scope: AccessScope, by: number, at: Date): Promise<number | undefined> {
    const settled = await row<{ run: number }>(
      this.knex,
      `update refused_row set settled_at = :at, settled_by = :by
        where id = :id and settled_at is null and ${isReaders} returning import_run_id as run`,
      { id, by, at, ...personScopeParameters(scope) },
    )
    return settled?.run
  }

  /**
   * Stores what a run refused, in the place of what earlier runs refused of the same people and of the same lines of the
   * same file, and settles the rows of people whose row this run took.
   */
  async keep(
    run: { readonly id: number; readonly kind: ImportKind; readonly at: Date },
    refused: readonly NewRefusedRow[],
    taken: readonly string[],
  ): Promise<void> {
    await this.knex.raw(
      `update refused_row set settled_at = :at
        where settled_at is null and kind = :kind and (prison_number = any(:numbers)
          or (prison_number is null and import_run_id in (select earlier.id from import_run earlier
            join import_run on import_run.import_file_id = earlier.import_file_id where import_run.id = :id)))`,
      {
        ...run,
        numbers: [...new Set([...taken, ...refused.flatMap(({ prisonNumber }) => prisonNumber ?? [])])],
      } as never,
    )
    // A file can have several rows of one person: the last one is what is to be put right.
    const last = new Map(refused.map(each => [each.prisonNumber ?? each.line, each]))
    const gone = new Set(taken)
    const waiting = [...last.values()].filter(({ prisonNumber }) => prisonNumber === null || !gone.has(prisonNumber))
    if (waiting.length === 0) return
    await this.knex.batchInsert(
      'refused_row',
      waiting.map(({ line, prisonNumber, prisonId, faults }) => ({
        import_run_id: run.id,
        kind: run.kind,
        line,
        prison_number: prisonNumber,
        prison_id: prisonId,
        faults: JSON.stringify(faults),
        refused_at: run.at,
      })),
      1000,
    )
  }
}
