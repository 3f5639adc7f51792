import type { CalendarDay } from '../calendar'
import {
  custodyStatuses,
  recallKinds,
  regions,
  risks,
  sentences,
  type CustodyStatus,
  type RecallKind,
  type Region,
  type Risk,
  type Sentence,
} from '../routing'
import {
  date,
  dateNotAfter,
  email,
  months,
  oneOf,
  optional,
  prisonId,
  prisonNumber,
  readRecord,
  required,
  words,
  yesOrNo,
  type Column,
  type CsvRecord,
  type ParsedRow,
} from './cells'

/** A receptions row's facts about a person, apart from where they are; null is not known. */
export interface ReceptionFacts {
  readonly lastName: string
  readonly firstName: string
  readonly custodyStatus: CustodyStatus
  readonly dateOfBirth?: CalendarDay | null
  readonly sex?: 'M' | 'F' | null
  readonly location?: string | null
  readonly sentence?: Sentence | null
  readonly sentencedOn?: CalendarDay | null
  readonly sentenceMonths?: number | null
  readonly releaseDate?: CalendarDay | null
  readonly paroleEligibilityDate?: CalendarDay | null
  readonly tariffExpiryDate?: CalendarDay | null
  readonly riskOfSeriousHarm?: Risk | null
  readonly homeRegion?: Region | null
  readonly comName?: string | null
  readonly comEmail?: string | null
  readonly pomName?: string | null
  readonly firstLanguage?: string | null
  readonly careExperienced?: boolean | null
  readonly nationality?: string | null
  readonly recall?: RecallKind | null
  readonly pomEmail?: string | null
  readonly keyWorkerName?: string | null
}

export interface ReceptionRow {
  readonly prisonNumber: string
  readonly prisonId: string
  readonly receptionDate: CalendarDay
  /** Facts whose column is missing from the file are absent. */
  readonly facts: ReceptionFacts
}

type Cells = Omit<ReceptionRow, 'facts'> & ReceptionFacts
type Columns = { readonly [Fact in keyof Required<Cells>]: Column<Required<Cells>[Fact]> }

const columns: Columns = {
  prisonNumber: required('prison_number', prisonNumber),
  lastName: required('last_name', words),
  firstName: required('first_name', words),
  dateOfBirth: optional('date_of_birth', date),
  sex: optional('sex', oneOf(['M', 'F'])),
  prisonId: required('prison', prisonId),
  location: optional('location', words),
  receptionDate: required('reception_date', date),
  custodyStatus: required('custody_status', oneOf(custodyStatuses)),
  sentence: optional('sentence_type', oneOf(sentences)),
  sentencedOn: optional('sentenced_on', date),
  sentenceMonths: optional('sentence_months', months),
  releaseDate: optional('release_date', date),
  paroleEligibilityDate: optional('parole_eligibility_date', date),
  tariffExpiryDate: optional('tariff_expiry_date', date),
  riskOfSeriousHarm: optional('risk_of_serious_harm', oneOf(risks)),
  homeRegion: optional('home_region', oneOf(regions)),
  comName: optional('com_name', words),
  comEmail: optional('com_email', email),
  pomName: optional('pom_name', words),
  firstLanguage: optional('first_language', words),
  careExperienced: optional('care_experienced', yesOrNo),
  nationality: optional('nationality', words),
  recall: optional('recall_type', oneOf(recallKinds)),
  pomEmail: optional('pom_email', email),
  keyWorkerName: optional('key_worker_name', words),
}

const namedColumns = Object.entries<Column<unknown>>(columns)

/** The columns of the receptions file, in the documented order. */
export const receptionColumns: readonly string[] = namedColumns.map(([, { name }]) => name)

/** A file without one of these columns is refused. */
export const requiredReceptionColumns: readonly string[] = namedColumns.flatMap(([, { name, mayBeAbsent }]) =>
  mayBeAbsent ? [] : [name],
)

/** The column of each fact, used in import reports. */
export const receptionColumnOf: ReadonlyMap<string, string> = new Map(
  namedColumns.map(([fact, { name }]) => [fact, name]),
)

/**
 * Parses one row of the receptions file. Never throws.
 *
 * @param today the latest possible date of birth; other dates may be in the future or contradict each other
 *   (routing.md)
 */
export function parseReceptionRow(record: CsvRecord, today: CalendarDay): ParsedRow<ReceptionRow> {
  const read = readRecord<Cells>({ ...columns, dateOfBirth: optional('date_of_birth', dateNotAfter(today)) }, record)
  if (!read.ok) return read
  const { prisonNumber, prisonId, receptionDate, ...facts } = read.value
  return { ok: true, value: { prisonNumber, prisonId, receptionDate, facts } }
}
