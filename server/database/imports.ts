import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { CalendarDay } from '../domain/calendar'
import { row, rows } from './rows'

export type ImportKind = 'receptions' | 'discharges'

export interface ImportRun {
  readonly id: number
  readonly kind: ImportKind
  readonly name: string
  readonly sha256: string
  readonly importedAt: Date
  readonly importedByName: string | null
  readonly report: unknown
}

/** What a file said of a person at a reception, the last time. */
export interface ImportedRow {
  readonly personId: number
  readonly kind: ImportKind
  readonly prisonId: string
  readonly receptionDate: CalendarDay
  readonly facts: Readonly<Record<string, unknown>>
}

export class Imports {
  constructor(private readonly knex: Knex) {}

  /** Keeps the file for audit, by its hash, and the report of this run. */
  async record(run: {
    kind: ImportKind
    name: string
    content: Buffer
    importedBy: number | null
    at: Date
    report: unknown
  }): Promise<number> {
    const sha256 = createHash('sha256').update(run.content).digest('hex')
    await this.knex('import_file')
      .insert({ kind: run.kind, sha256, name: run.name, content: run.content, first_imported_at: run.at })
      .onConflict('sha256')
      .ignore()
    const file = await row<{ id: number }>(this.knex, 'select id from import_file where sha256 = :sha256', { sha256 })
    const [added] = (await this.knex('import_run')
      .insert({
        import_file_id: file!.id,
        imported_by: run.importedBy,
        imported_at: run.at,
        report: JSON.stringify(run.report),
      })
      .returning('id')) as { id: number }[]
    return added!.id
  }

  find(id: number): Promise<ImportRun | undefined> {
    return row(this.knex, `${selectRun} where import_run.id = :id`, { id })
  }

  latest(): Promise<ImportRun[]> {
    return rows(this.knex, `${selectRun} order by import_run.id desc limit 25`)
  }

  lastRow(personId: number, kind: ImportKind, prisonId: string, receptionDate: CalendarDay): Promise<ImportedRow | undefined> {
    return row(
      this.knex,
      `select * from import_row where person_id = :personId and kind = :kind and prison_id = :prisonId
        and reception_date = :receptionDate`,
      { personId, kind, prisonId, receptionDate },
    )
  }

  async keepRow(imported: ImportedRow, at: Date): Promise<void> {
    await this.knex('import_row')
      .insert({
        person_id: imported.personId,
        kind: imported.kind,
        prison_id: imported.prisonId,
        reception_date: imported.receptionDate,
        facts: JSON.stringify(imported.facts),
        seen_at: at,
      })
      .onConflict(['person_id', 'kind', 'prison_id', 'reception_date'])
      .merge()
  }
}

const selectRun = `
  select import_run.id, kind, import_file.name, sha256, imported_at, report, staff.name as imported_by_name
  from import_run join import_file on import_file.id = import_file_id left join staff on staff.id = imported_by`
