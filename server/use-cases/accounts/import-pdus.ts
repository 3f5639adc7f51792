import type { Database } from '../../database'
import { parsePduRow, pduColumns } from '../../domain/staff/pdus'
import type { Context } from '../context'
import { plainName, type ImportedFile, type Importer } from '../people/records/import-people'
import { readCsv, type CsvRefusal } from '../people/records/read-csv'

/** What became of each row of a file of PDUs, in the shape of the reports of people (ImportReport). */
export interface PduReport {
  readonly taken: true
  readonly kind: 'pdus'
  readonly file: string
  readonly rows: number
  readonly counts: {
    readonly added: number
    readonly changed: number
    readonly unchanged: number
    readonly refused: number
  }
  readonly unknownColumns: readonly string[]
  /** By line and column, without what the cell said. */
  readonly refused: readonly { readonly line: number; readonly field: string; readonly why: string }[]
}

/** The reason why a whole file of PDUs was refused. */
interface PduRefusal extends CsvRefusal {
  readonly taken: false
  readonly kind: 'pdus'
  readonly file: string
}

/**
 * Imports probation delivery units with their regions. A PDU that is known by its name gets the region of the file; one
 * that the file leaves out stays. Each row is taken or refused by itself, and a file that is imported again changes
 * nothing.
 */
export async function importPdus(
  database: Database,
  { now }: Context,
  { name, content }: ImportedFile,
  { staff, fromAddress }: Importer,
): Promise<PduReport | PduRefusal> {
  const csv = await readCsv(content, pduColumns, pduColumns)
  if (!csv.ok) return { taken: false, kind: 'pdus', file: plainName(name), reason: csv.reason, why: csv.why }
  return database.transaction(async transaction => {
    const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 }
    const refused: { line: number; field: string; why: string }[] = []
    for (const { line, record } of csv.rows) {
      const read = record && parsePduRow(record)
      counts[read?.ok ? await transaction.pdus.keep(read.value, now) : 'refused'] += 1
      if (!read) refused.push({ line, field: 'row', why: 'has not as many cells as the header' })
      else if (!read.ok) refused.push(...read.faults.map(({ field, problem }) => ({ line, field, why: problem })))
    }
    await transaction.audit.record({
      site: staff ? 'staff' : 'terminal',
      staffId: staff?.id,
      action: 'pdus-imported',
      detail: counts,
      fromAddress,
    })
    return {
      taken: true,
      kind: 'pdus',
      file: plainName(name),
      rows: csv.rows.length,
      counts,
      unknownColumns: csv.unknownColumns,
      refused,
    }
  })
}
