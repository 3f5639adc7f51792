import { setImmediate as letOthersRun } from 'node:timers/promises'
import {
  isDuplicate,
  type Database,
  type FactSource,
  type ImportKind,
  type Person,
  type PersonFacts,
  type Prison,
  type StaffMember,
} from '../database'
import type { CalendarDay } from '../domain/calendar'
import {
  dischargeColumns,
  dischargeNews,
  earliestReleases,
  parseDischargeRow,
  parseReceptionRow,
  personInPrison,
  receptionColumnOf,
  receptionColumns,
  receptionNews,
  requiredReceptionColumns,
  type CsvRecord,
  type DischargeRow,
  type KnownPerson,
  type News,
  type ParsedRow,
  type ReceptionRow,
  type RowFault,
  type SaidBefore,
} from '../domain/people'
import type { Caller, Circumstances } from './circumstances'
import { decideAgain } from './decide-again'
import { ReportRows, type ImportRefusal, type ImportReport } from './import-report'
import { readCsv } from './read-csv'

export interface ImportedFile {
  readonly name: string
  readonly content: Buffer
}

/** Who imports: a member of staff in the console, or null for whoever is at the terminal. */
export interface Importer extends Caller {
  readonly staff: StaffMember | null
}

/** The report and the number of the run that it is kept under, or why nothing was taken. */
export type ImportResult = (ImportReport & { readonly run: number }) | ImportRefusal

/**
 * Takes the daily receptions file: adds people, changes their facts, and moves them between prisons with their drafts
 * and open applications. Each row is taken or refused on its own. The same file imported again changes nothing.
 *
 * The prisons register must have been kept (see {@link keepPrisonsRegister}).
 */
export function importReceptions(
  database: Database,
  circumstances: Circumstances,
  file: ImportedFile,
  by: Importer,
): Promise<ImportResult> {
  return importFile(database, circumstances, file, by, receptions)
}

/** Takes the list of discharges in the next 12 weeks: release and tag dates of people who are known. As above. */
export function importDischarges(
  database: Database,
  circumstances: Circumstances,
  file: ImportedFile,
  by: Importer,
): Promise<ImportResult> {
  return importFile(database, circumstances, file, by, discharges)
}

interface PlacedRow {
  readonly prisonNumber: string
  readonly prisonId: string
}

/** What sets one kind of file apart from another. */
interface FileKind<Row extends PlacedRow> {
  readonly kind: ImportKind
  readonly columns: readonly string[]
  readonly required: readonly string[]
  columnOf(fact: string): string
  parse(record: CsvRecord, today: CalendarDay): ParsedRow<Row>
  /** @param rows every row of the file that can be read */
  weigher(rows: readonly Row[]): (row: Row, person: KnownPerson, said: readonly SaidBefore[]) => News
  /** Somebody who is not known yet: who they are, or why that cannot be. */
  newcomer(row: Row): Newcomer | RowFault
}

interface Newcomer {
  readonly facts: PersonFacts
  readonly remember: SaidBefore
}

const receptions: FileKind<ReceptionRow> = {
  kind: 'receptions',
  columns: receptionColumns,
  required: requiredReceptionColumns,
  columnOf: fact => receptionColumnOf.get(fact) ?? fact,
  parse: parseReceptionRow,
  weigher: () => receptionNews,
  newcomer: ({ prisonId, receptionDate, facts }) => ({
    facts: { ...nothingKnown, ...facts, prisonId, receptionDate },
    remember: { prisonId, receptionDate, facts: { ...facts } },
  }),
}

const discharges: FileKind<DischargeRow> = {
  kind: 'discharges',
  columns: dischargeColumns,
  required: dischargeColumns,
  columnOf: () => 'release_date',
  parse: parseDischargeRow,
  weigher(rows) {
    const earliest = earliestReleases(rows)
    return (row, person, said) => dischargeNews(row, person, said, earliest.get(personInPrison(row)))
  },
  newcomer: () => ({ field: 'prison_number', problem: 'is not of anybody known; import their reception first' }),
}

const nothingKnown = {
  dateOfBirth: null,
  sex: null,
  location: null,
  sentence: null,
  sentencedOn: null,
  sentenceMonths: null,
  releaseDate: null,
  tagDate: null,
  paroleEligibilityDate: null,
  tariffExpiryDate: null,
  openConditionsSince: null,
  paroleOutcome: null,
  paroleComReviewCompleted: false,
  paroleMappaLevel: null,
  paroleNextReviewDate: null,
  riskOfSeriousHarm: null,
  earlyAllocation: false,
  responsibilityOverride: null,
  integratedOffenderManagement: false,
  homeRegion: null,
  comName: null,
  comEmail: null,
  pomName: null,
  firstLanguage: null,
  careExperienced: null,
  nationality: null,
} satisfies Partial<PersonFacts>

const batchSize = 500

/** Rows of different people are written beside each other, leaving most of the connections to the pages. */
const writers = 4

async function importFile<Row extends PlacedRow>(
  database: Database,
  circumstances: Circumstances,
  { name, content }: ImportedFile,
  by: Importer,
  fileKind: FileKind<Row>,
): Promise<ImportResult> {
  const { kind } = fileKind
  const file = plainName(name)
  const act = { site: by.staff ? 'staff' : 'terminal', staffId: by.staff?.id, fromAddress: by.fromAddress } as const
  const csv = await readCsv(content, fileKind.columns, fileKind.required)
  if (!csv.ok) {
    await database.audit.record({ ...act, act: 'import-refused', detail: { kind, reason: csv.reason } })
    return { taken: false, kind, file, reason: csv.reason, why: csv.why }
  }
  const prisons = new Map((await database.prisons.all()).map(prison => [prison.id, prison]))
  const rows = new ReportRows()
  const good = await readRows(csv.rows, fileKind, prisons, circumstances.today, rows)
  const isDone = linesDoneBefore(await database.imports.reportsOf(content, kind))
  const weigh = fileKind.weigher(good.map(({ row }) => row))
  const run = new Run(database, circumstances, act, fileKind, weigh, rows)

  const waiting = good.filter(({ line, row }) => {
    if (!isDone(line)) return true
    rows.unchanged.push({ line, prisonNumber: row.prisonNumber })
    return false
  })
  for (let from = 0; from < waiting.length; from += batchSize) await run.take(waiting.slice(from, from + batchSize))

  const report = rows.report({ kind, file, unknownColumns: csv.unknownColumns })
  const importedBy = by.staff?.id ?? null
  return database.transaction(async transaction => {
    const id = await transaction.imports.record({
      kind,
      name: file,
      content,
      importedBy,
      at: circumstances.now,
      report,
    })
    await transaction.audit.record({ ...act, act: 'people-imported', detail: { kind, run: id, counts: report.counts } })
    return { ...report, run: id }
  })
}

/** The last part of what a browser or a terminal calls the file, fit to be shown. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim()
      .slice(0, 200) || 'file'
  )
}

interface GoodRow<Row> {
  readonly line: number
  readonly row: Row
}

async function readRows<Row extends PlacedRow>(
  csvRows: readonly { readonly line: number; readonly record: CsvRecord | undefined }[],
  fileKind: FileKind<Row>,
  prisons: ReadonlyMap<string, Prison>,
  today: CalendarDay,
  report: ReportRows,
): Promise<GoodRow<Row>[]> {
  const good: GoodRow<Row>[] = []
  for (const [index, { line, record }] of csvRows.entries()) {
    if (index % batchSize === 0) await letOthersRun()
    const read = record ? fileKind.parse(record, today) : notAsWideAsTheHeader
    if (!read.ok) {
      report.refuse(line, prisonNumberIn(record), read.faults)
      continue
    }
    const fault = faultOf(prisons.get(read.value.prisonId))
    if (fault) report.refuse(line, read.value.prisonNumber, [fault])
    else good.push({ line, row: read.value })
  }
  return good
}

const notAsWideAsTheHeader: ParsedRow<never> = {
  ok: false,
  faults: [{ field: 'row', problem: 'has not as many cells as the header' }],
}

/** A cell that is not a prison number may be anything, a name too, and is not repeated. */
function prisonNumberIn(record: CsvRecord | undefined): string | null {
  const text = record?.prison_number?.trim().toUpperCase() ?? ''
  return /^[A-Z]\d{4}[A-Z]{2}$/.test(text) ? text : null
}

function faultOf(prison: Prison | undefined): RowFault | undefined {
  if (!prison) return { field: 'prison', problem: 'is not in the register of prisons' }
  return prison.active ? undefined : { field: 'prison', problem: 'is a prison that has closed' }
}

/** The lines that an earlier run of this very file took: said twice by the same file, nothing is news. */
function linesDoneBefore(reports: readonly unknown[]): (line: number) => boolean {
  const refused = reports.map(report => new Set((report as ImportReport).refused.map(({ line }) => line)))
  return line => refused.some(lines => !lines.has(line))
}

interface Act {
  readonly site: 'staff' | 'terminal'
  readonly staffId: number | undefined
  readonly fromAddress: string | undefined
}

/** One run of a file, taking its rows a batch at a time. */
class Run<Row extends PlacedRow> {
  private readonly source: FactSource

  constructor(
    private readonly database: Database,
    private readonly circumstances: Circumstances,
    private readonly act: Act,
    private readonly fileKind: FileKind<Row>,
    private readonly weigh: ReturnType<FileKind<Row>['weigher']>,
    private readonly report: ReportRows,
  ) {
    this.source = { source: fileKind.kind, at: circumstances.now.toISOString() }
  }

  /**
   * Rows that tell nothing new are told from what is read for the whole batch; newcomers are added together; everything
   * else waits for its person and is done in a transaction of its own, the rows of one person in the order of the file.
   */
  async take(batch: readonly GoodRow<Row>[]): Promise<void> {
    const known = await this.readKnown(batch)
    const newcomers: NewcomerRow<Row>[] = []
    const toWrite = new Map<string, GoodRow<Row>[]>()
    for (const good of batch) {
      const { prisonNumber } = good.row
      const earlier = toWrite.get(prisonNumber)
      const { person, said } = known.get(prisonNumber) ?? { person: undefined, said: [] }
      if (earlier) earlier.push(good)
      else if (person) {
        const news = this.weigh(good.row, person, said)
        if (isToWrite(news)) toWrite.set(prisonNumber, [good])
        else this.tell(good, news)
      } else {
        const newcomer = this.fileKind.newcomer(good.row)
        if ('problem' in newcomer) {
          this.report.refuse(good.line, prisonNumber, [newcomer])
        } else {
          newcomers.push({ good, newcomer })
          toWrite.set(prisonNumber, [])
        }
      }
    }
    for (const { good } of await this.addTogether(newcomers)) {
      toWrite.get(good.row.prisonNumber)?.unshift(good)
    }
    await this.writeBesideEachOther([...toWrite.values()])
  }

  private async readKnown(batch: readonly GoodRow<Row>[]) {
    const { people, imports } = this.database
    const found = await people.findByNumbers([...new Set(batch.map(({ row }) => row.prisonNumber))])
    const saidOf = new Map(found.map(({ id }) => [id, [] as SaidBefore[]]))
    for (const said of await imports.lastRows([...saidOf.keys()], this.fileKind.kind)) {
      saidOf.get(said.personId)?.push(said)
    }
    return new Map(found.map(person => [person.prisonNumber, { person, said: saidOf.get(person.id) ?? [] }]))
  }

  /** @returns those that could not be added together, to be tried one by one */
  private async addTogether(newcomers: readonly NewcomerRow<Row>[]): Promise<readonly NewcomerRow<Row>[]> {
    if (newcomers.length === 0) return []
    // In one order always, so that two imports at once wait for each other and not both.
    const people = newcomers.map(toAdd).sort((one, other) => (one.prisonNumber < other.prisonNumber ? -1 : 1))
    try {
      await this.database.transaction(transaction => this.add(transaction, people))
    } catch (error) {
      if (!isAboutTheData(error)) throw error
      return newcomers
    }
    for (const { good } of newcomers) this.report.added.push(reported(good))
    return []
  }

  private async add(transaction: Database, newcomers: readonly PersonToAdd[]): Promise<void> {
    const ids = await transaction.people.addAll(newcomers, this.source)
    const { kind } = this.fileKind
    await transaction.imports.keepRows(
      newcomers.map(({ remember }, index) => ({ personId: ids[index]!, kind, ...remember })),
      this.circumstances.now,
    )
    await transaction.audit.record(...ids.map(personId => ({ ...this.act, personId, act: 'person-added' })))
  }

  private async writeBesideEachOther(people: GoodRow<Row>[][]): Promise<void> {
    const waiting = people.values()
    const writer = async () => {
      for (const rows of waiting) for (const good of rows) await this.write(good)
    }
    await Promise.all(Array.from({ length: writers }, writer))
  }

  private async write(good: GoodRow<Row>): Promise<void> {
    try {
      const tell = await this.database.transaction(transaction => this.writeIn(transaction, good))
      tell()
    } catch (error) {
      // Somebody else added this person just now; the next try finds them.
      if (isDuplicate(error, 'person_prison_number_key')) return this.write(good)
      if (!isAboutTheData(error)) throw error
      this.report.refuse(good.line, good.row.prisonNumber, [{ field: 'row', problem: 'could not be stored' }])
    }
  }

  /** @returns what to put in the report once the transaction has ended well */
  private async writeIn(transaction: Database, good: GoodRow<Row>): Promise<() => void> {
    const { people, imports } = transaction
    const person = await people.lockByNumber(good.row.prisonNumber)
    if (!person) {
      const newcomer = this.fileKind.newcomer(good.row)
      if ('problem' in newcomer) return () => this.report.refuse(good.line, good.row.prisonNumber, [newcomer])
      await this.add(transaction, [toAdd({ good, newcomer })])
      return () => this.report.added.push(reported(good))
    }
    const { kind } = this.fileKind
    const news = this.weigh(good.row, person, await imports.lastRows([person.id], kind))
    if ('remember' in news && news.remember) {
      await imports.keepRows([{ personId: person.id, kind, ...news.remember }], this.circumstances.now)
    }
    if (news.kind === 'changed' || news.kind === 'moved') await this.change(transaction, person, news)
    return () => this.tell(good, news, person)
  }

  private async change(
    transaction: Database,
    person: Person,
    news: Extract<News, { kind: 'changed' | 'moved' }>,
  ): Promise<void> {
    await transaction.people.change(person.id, news.facts, this.source)
    const changed = await transaction.people.find(person.id)
    if (!changed) throw new Error('A person who was just changed is not there')
    if (news.kind === 'moved') await this.moveApplications(transaction, person, changed)
    await decideAgain(transaction, this.circumstances, changed)
    await transaction.audit.record({
      ...this.act,
      personId: person.id,
      act: `person-${news.kind}`,
      detail: { facts: Object.keys(news.facts) },
    })
  }

  /** Open applications go with the person; whoever had claimed one at the old prison has it no longer. */
  private async moveApplications(transaction: Database, from: Person, to: Person): Promise<void> {
    const { now } = this.circumstances
    const open = await transaction.applications.lockOpenOfPerson(to.id)
    const detail = { fromPrison: from.prisonName, toPrison: to.prisonName }
    for (const application of open) {
      await transaction.applications.act(application, { kind: 'person-moved', at: now, detail }, { claimedBy: null })
    }
    await transaction.notices.personMoved({
      personId: to.id,
      from: from.prisonId,
      to: to.prisonId,
      openApplications: open.filter(({ restricted }) => !restricted).length,
      at: now,
    })
  }

  /** @param person as they were before */
  private tell(good: GoodRow<Row>, news: News, person?: Person): void {
    const row = reported(good)
    if (news.kind === 'refused') this.report.refuse(row.line, row.prisonNumber, [news.fault])
    else if (news.kind === 'unchanged') {
      this.report.unchanged.push({ ...row, ...(news.note !== undefined && { note: news.note }) })
    } else {
      const changed = { ...row, fields: this.fieldsOf(news.facts) }
      if (news.kind === 'changed') this.report.changed.push(changed)
      else this.report.moved.push({ ...changed, from: person?.prisonId ?? '', to: good.row.prisonId })
    }
  }

  private fieldsOf(facts: Readonly<Record<string, unknown>>): string[] {
    return Object.keys(facts).map(fact => this.fileKind.columnOf(fact))
  }
}

interface NewcomerRow<Row> {
  readonly good: GoodRow<Row>
  readonly newcomer: Newcomer
}

interface PersonToAdd extends Newcomer {
  readonly prisonNumber: string
}

function toAdd<Row extends PlacedRow>({ good, newcomer }: NewcomerRow<Row>): PersonToAdd {
  return { prisonNumber: good.row.prisonNumber, ...newcomer }
}

function reported<Row extends PlacedRow>({ line, row }: GoodRow<Row>): { line: number; prisonNumber: string } {
  return { line, prisonNumber: row.prisonNumber }
}

function isToWrite(news: News): boolean {
  return news.kind === 'changed' || news.kind === 'moved' || (news.kind === 'unchanged' && news.remember !== undefined)
}

/** PostgreSQL's classes of errors that are the row's own fault: what it holds, or what it clashes with. */
function isAboutTheData(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^2[23]/.test(code)
}
