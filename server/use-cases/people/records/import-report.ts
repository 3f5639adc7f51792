import type { ImportKind } from '../../../database'
import type { RowFault } from '../../../domain/people'
import type { CsvRefusal } from './read-csv'

export const rowResults = ['added', 'changed', 'moved', 'unchanged', 'refused'] as const
export type RowResult = (typeof rowResults)[number]

/** A row is identified by its line and, if valid, its prison number; reports contain no names. */
interface ReportedRow {
  /** The line number as in an editor: the header is line 1, and a row starts at its first cell. */
  readonly line: number
}

export interface AddedRow extends ReportedRow {
  readonly prisonNumber: string
}

export interface ChangedRow extends ReportedRow {
  readonly prisonNumber: string
  /** The columns whose facts changed. */
  readonly fields: readonly string[]
}

export interface MovedRow extends ChangedRow {
  /** Short names of prisons. */
  readonly from: string
  readonly to: string
}

export interface UnchangedRow extends ReportedRow {
  readonly prisonNumber: string
  /** The reason why nothing changed, where it is not obvious. */
  readonly note?: string
}

export interface RefusedRow extends ReportedRow {
  /** Null when the row has no valid prison number. */
  readonly prisonNumber: string | null
  /** The row's prison; null when it names none of the register, absent in the reports of earlier versions. */
  readonly prison?: string | null
  readonly field: string
  readonly why: string
  /** Further faults of the row. */
  readonly others?: readonly { readonly field: string; readonly why: string }[]
}

/** The result for each row of an imported file. */
export interface ImportReport {
  readonly taken: true
  readonly kind: ImportKind
  /** The file's name. */
  readonly file: string
  readonly rows: number
  readonly counts: Readonly<Record<RowResult, number>>
  readonly unknownColumns: readonly string[]
  readonly added: readonly AddedRow[]
  readonly changed: readonly ChangedRow[]
  readonly moved: readonly MovedRow[]
  readonly unchanged: readonly UnchangedRow[]
  readonly refused: readonly RefusedRow[]
}

/** The reason why a whole file was refused. */
export interface ImportRefusal extends CsvRefusal {
  readonly taken: false
  readonly kind: ImportKind
  readonly file: string
}

/** All faults of a refused row. */
export function faultsOfRow({ field, why, others = [] }: Pick<RefusedRow, 'field' | 'why' | 'others'>): RowFault[] {
  return [{ field, why }, ...others].map(fault => ({ field: fault.field, problem: fault.why }))
}

/** Collects the results of rows, in any order. */
export class ReportRows {
  readonly added: AddedRow[] = []
  readonly changed: ChangedRow[] = []
  readonly moved: MovedRow[] = []
  readonly unchanged: UnchangedRow[] = []
  readonly refused: RefusedRow[] = []

  refuse(
    { line, prisonNumber, prison }: Pick<RefusedRow, 'line' | 'prisonNumber' | 'prison'>,
    faults: readonly RowFault[],
  ): void {
    const [first, ...others] = faults.map(({ field, problem }) => ({ field, why: problem }))
    if (!first) throw new Error('A row refused without a fault')
    this.refused.push({ line, prisonNumber, prison: prison ?? null, ...first, ...(others.length > 0 && { others }) })
  }

  /** The prison numbers of all rows that were taken. */
  taken(): readonly string[] {
    return [this.added, this.changed, this.moved, this.unchanged].flatMap(list =>
      list.map(({ prisonNumber }) => prisonNumber),
    )
  }

  report(about: { kind: ImportKind; file: string; unknownColumns: readonly string[] }): ImportReport {
    const { added, changed, moved, unchanged, refused } = this
    const lists = { added, changed, moved, unchanged, refused }
    for (const list of Object.values(lists)) list.sort((one, other) => one.line - other.line)
    const counts = {
      added: added.length,
      changed: changed.length,
      moved: moved.length,
      unchanged: unchanged.length,
      refused: refused.length,
    }
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return {
      taken: true,
      kind: about.kind,
      file: about.file,
      rows,
      counts,
      unknownColumns: about.unknownColumns,
      ...lists,
    }
  }
}
