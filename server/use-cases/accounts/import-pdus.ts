import type { Database } from '../../database'
import { parsePduRow, pduColumns } from '../../domain/staff/pdus'
import type { Context } from '../context'
import type { ImportedFile, Importer } from '../people/import-people'
import { readCsv, type CsvRefusal } from '../people/read-csv'

/** What became of each row of a file of PDUs. */
export interface PduReport {
  readonly taken: true
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly unknownColumns: readonly string[]
  /** By line and column, without what the cell said. */
  readonly refused: readonly { readonly line: number; readonly field: string; readonly why: string }[]
}

/**
 * Imports probation delivery units with their regions. A PDU that is known by its name gets the region of the file; one
 * that the file leaves out stays. Each row is taken or refused by itself, and a file that is imported again changes
 * nothing.
 */
export async function importPdus(
  database: Database,
  { now }: Context,
  { content }: Pick<ImportedFile, 'content'>,
  { staff, fromAddress }: Importer,
): Promise<PduReport | (CsvRefusal & { readonly taken: false })> {
  const csv = await readCsv(content, pduColumns, pduColumns)
  if (!csv.ok) return { taken: false, reason: csv.reason, why: csv.why }
  return database.transaction(async transaction => {
    const counts = { added: 0, changed: 0, unchanged: 0 }
    const refused: { line: number; field: string; why: string }[] = []
    for (const { line, record } of csv.rows) {
      const read = record && parsePduRow(record)
      if (!read) refused.push({ line, field: 'row', why: 'has not as many cells as the header' })
      else if (!read.ok) refused.push(...read.faults.map(({ field, problem }) => ({ line, field, why: problem })))
      else counts[await transaction.pdus.keep(read.value, now)] += 1
    }
    await transaction.audit.record({
      site: staff ? 'staff' : 'terminal',
      staffId: staff?.id,
      action: 'pdus-imported',
      detail: { ...counts, refused: refused.length },
      fromAddress,
    })
    return { taken: true, ...counts, unknownColumns: csv.unknownColumns, refused }
  })
}
