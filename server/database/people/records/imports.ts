import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import { personInScope, personScopeParameters, type AccessScope } from '../../connection/access-scope'
import { row, rows } from '../../connection/rows'
import { personColumns, personTables, type Person } from '../people'

export type ImportKind = 'receptions' | 'discharges'

export interface ImportRun {
  readonly id: number
  readonly kind: ImportKind
  readonly name: string
  readonly sha256: string
  readonly importedAt: Date
  readonly importedByName: string | null
  /** The number of rows with each result. */
  readonly counts: Readonly<Record<string, number>>
  readonly unknownColumns: readonly string[]
}

/** A row that a run took, of a person within the reader's scope. */
export type ImportedPerson = Person & {
  readonly result: 'added' | 'changed' | 'moved' | 'passed-over'
  readonly line: number
  /** The columns whose facts changed. */
  readonly columns: readonly string[]
  /** Where a person who moved came from. */
  readonly fromPrison: string | null
  /** Why a good row changed nothing. */
  readonly note: string | null
}

/** A row that a run refused, as far as the reader may know of it. */
export interface RefusedLine {
  readonly line: number
  /** Null when the row has no valid one, or nothing says that it is of the reader's prisons. */
  readonly prisonNumber: string | null
  readonly field: string
  readonly why: string
  readonly others: readonly { readonly field: string; readonly why: string }[] | null
}

/** An import run as listed: the number of rows with each result. */
export interface ImportRunSummary {
  readonly id: number
  readonly kind: ImportKind
  readonly name: string
  readonly importedAt: Date
  readonly importedByName: string | null
  readonly counts: Readonly<Record<string, number>>
}

/** The latest row that an import had for a person at a reception. */
export interface ImportedRow {
  readonly personId: number
  readonly kind: ImportKind
  readonly prisonId: string
  readonly receptionDate: CalendarDay
  readonly facts: Readonly<Record<string, unknown>>
}

/** Imported files, and the reports of their runs. */
export class Imports {
  constructor(private readonly knex: Knex) {}

  /** Stores the file for audit, by its hash, and the report of this run. */
  async record(run: {
    kind: ImportKind
    name: string
    content: Buffer
    importedBy: number | null
    at: Date
    report: unknown
  }): Promise<number> {
    const sha256 = hashOf(run.content)
    await this.knex('import_file')
      .insert({ kind: run.kind, sha256, name: run.name, content: run.content, first_imported_at: run.at })
      .onConflict('sha256')
      .ignore()
    const file = await row<{ id: number }>(this.knex, 'select id from import_file where sha256 = :sha256', { sha256 })
    const [added] = await this.knex('import_run')
      .insert({
        import_file_id: file!.id,
        imported_by: run.importedBy,
        imported_at: run.at,
        report: JSON.stringify(run.report),
      })
      .returning<{ id: number }[]>('id')
    return added!.id
  }

  find(id: number): Promise<ImportRun | undefined> {
    return row(this.knex, `${selectRun} where import_run.id = :id`, { id })
  }

  /** The rows of a run about people within scope, by line. Those of other people are only counted. */
  people(id: number, scope: AccessScope, limit: number): Promise<ImportedPerson[]> {
    return rows(
      this.knex,
      `select ${personColumns}, result, taken.line, coalesce(taken.fields, '[]') as columns, came_from.name as from_prison,
          taken.note
        from (
          select result, listed.* from import_run
            cross join (values ('added', 'added'), ('changed', 'changed'), ('moved', 'moved'), ('unchanged', 'passed-over'))
              as list (key, result)
            cross join lateral jsonb_to_recordset(report->key)
              as listed (line integer, "prisonNumber" text, fields jsonb, "from" text, note text)
            where import_run.id = :id and (result <> 'passed-over' or listed.note is not null)
        ) taken
        join (${personTables}) on person.prison_number = taken."prisonNumber"
        left join prison came_from on came_from.id = taken."from"
        where ${personInScope} order by taken.line limit :limit`,
      { id, limit, ...personScopeParameters(scope) },
    )
  }

  /** The rows that a run refused of the reader's prisons, of people within scope, and those that name no prison. */
  refusedLines(id: number, scope: AccessScope, limit: number): Promise<RefusedLine[]> {
    return rows(
      this.knex,
      `select line, field, why, others, case when prison is not null or is_known then "prisonNumber" end as prison_number
        from (
          select listed.*, exists (select 1 from person where person.prison_number = "prisonNumber" and ${personInScope})
              as is_known
            from import_run cross join lateral jsonb_to_recordset(report->'refused')
              as listed (line integer, "prisonNumber" text, prison text, field text, why text, others jsonb)
            where import_run.id = :id
        ) refused
        where prison is null or prison = any(:prisons) or is_known order by line limit :limit`,
      { id, limit, ...personScopeParameters(scope) },
    )
  }

  /** The latest runs, newest first, without the reports of single rows. */
  latest(): Promise<ImportRunSummary[]> {
    return rows(
      this.knex,
      `select import_run.id, report->>'kind' as kind, report->>'file' as name, imported_at, staff.name as imported_by_name,
          report->'counts' as counts
        from import_run left join staff on staff.id = imported_by
        order by import_run.id desc limit 25`,
    )
  }

  /** The reports of all runs of an identical file, under any name. */
  async reportsOf(content: Buffer, kind: ImportKind): Promise<unknown[]> {
    const found = await rows<{ report: unknown }>(
      this.knex,
      `select report from import_run join import_file on import_file.id = import_file_id
        where sha256 = :sha256 and report->>'kind' = :kind`,
      { sha256: hashOf(content), kind },
    )
    return found.map(({ report }) => report)
  }

  /** The latest rows of this kind of file for these people, one per reception. */
  lastRows(personIds: readonly number[], kind: ImportKind): Promise<ImportedRow[]> {
    return rows(this.knex, 'select * from import_row where person_id = any(:personIds) and kind = :kind', {
      personIds,
      kind,
    })
  }

  async keepRows(imported: readonly ImportedRow[], at: Date): Promise<void> {
    await this.knex('import_row')
      .insert(
        imported.map(each => ({
          person_id: each.personId,
          kind: each.kind,
          prison_id: each.prisonId,
          reception_date: each.receptionDate,
          facts: JSON.stringify(each.facts),
          seen_at: at,
        })),
      )
      .onConflict(['person_id', 'kind', 'prison_id', 'reception_date'])
      .merge()
  }
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

const selectRun = `
  select import_run.id, report->>'kind' as kind, report->>'file' as name, sha256, imported_at,
    report->'counts' as counts, report->'unknownColumns' as unknown_columns, staff.name as imported_by_name
  from import_run join import_file on import_file.id = import_file_id left join staff on staff.id = imported_by`
