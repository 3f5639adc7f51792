import type { CalendarDay } from '../calendar'
import {
  date,
  dateNotBefore,
  oneOf,
  prisonId,
  prisonNumber,
  readRecord,
  required,
  type Column,
  type CsvRecord,
  type ParsedRow,
} from './cells'

/**
 * The ways of leaving custody: conditional release, automatic release, tag (HDC), parole eligibility, release on parole,
 * release again after a recall, a release brought forward, and release at court.
 */
export const releaseTypes = ['CRD', 'ARD', 'HDC', 'PED', 'parole', 're-release', 'early', 'court'] as const
export type ReleaseType = (typeof releaseTypes)[number]

export interface DischargeRow {
  readonly prisonNumber: string
  readonly prisonId: string
  readonly releaseDate: CalendarDay
  readonly releaseType: ReleaseType
}

const columns: { readonly [Fact in keyof DischargeRow]: Column<DischargeRow[Fact]> } = {
  prisonNumber: required('prison_number', prisonNumber),
  prisonId: required('prison', prisonId),
  releaseDate: required('release_date', date),
  releaseType: required('release_type', oneOf(releaseTypes)),
}

/** The columns of the discharges file, all of which are required. */
export const dischargeColumns: readonly string[] = Object.values<Column<unknown>>(columns).map(({ name }) => name)

/**
 * Parses one row of the discharges file. Never throws.
 *
 * @param today a release date before it is refused
 */
export function parseDischargeRow(record: CsvRecord, today: CalendarDay): ParsedRow<DischargeRow> {
  return readRecord<DischargeRow>({ ...columns, releaseDate: required('release_date', dateNotBefore(today)) }, record)
}
