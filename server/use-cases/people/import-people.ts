import { setImmediate as letOthersRun } from 'node:timers/promises'
import {
  isDuplicate,
  nothingKnown,
  type AuditEvent,
  type Database,
  type FactSource,
  type ImportKind,
  type Person,
  type PersonFacts,
  type Prison,
  type StaffMember,
} from '../../database'
import { custodyBeganAfter } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
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
} from '../../domain/people'
import type { CustodyStatus } from '../../domain/routing'
import type { Caller, Context } from '../context'
import { decideAgain } from '../applications/decide-again'
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
  context: Context,
  file: ImportedFile,
  by: Importer,
): Promise<ImportResult> {
  return importFile(database, context, file, by, receptions)
}

/** Takes the list of discharges in the next 12 weeks: release and tag dates of people who are known. As above. */
export function importDischarges(
  database: Database,
  context: Context,
  file: ImportedFile,
  by: Importer,
): Promise<ImportResult> {
  return importFile(database, context, file, by, discharges)
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
  /** Somebody who is not known yet: who they are, or why the row cannot be taken. */
  newcomer(row: Row): Newcomer | Extract<News, { kind: 'refused' }>
}

interface Newcomer {
  readonly kind: 'added'
  readonly facts: PersonFacts
  readonly remember: SaidBefore
}

type RowNews = News | Newcomer

const receptions: FileKind<ReceptionRow> = {
  kind: 'receptions',
  columns: receptionColumns,
  required: requiredReceptionColumns,
  columnOf: fact => receptionColumnOf.get(fact) ?? fact,
  parse: parseReceptionRow,
  weigher: () => receptionNews,
  newcomer: ({ prisonId, receptionDate, facts }) => ({
    kind: 'added',
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
  newcomer: () => ({
    kind: 'refused',
    fault: { field: 'prison_number', problem: 'is not of anybody known; import their reception first' },
  }),
}

/** The file's other row of this person, under the number that was kept, says what is true of them. */
const refusedAsMerged: News = {
  kind: 'refused',
  fault: { field: 'prison_number', problem: 'is an old number of somebody whose two records became one' },
}

/** So many rows are looked up at once. */
const batchSize = 500

/** So many people are written at once; whoever else needs one of them waits for all. */
const together = 100

async function importFile<Row extends PlacedRow>(
  database: Database,
  context: Context,
  { name, content }: ImportedFile,
  by: Importer,
  fileKind: FileKind<Row>,
): Promise<ImportResult> {
  const { kind } = fileKind
  const file = plainName(name)
  const command = { site: by.staff ? 'staff' : 'terminal', staffId: by.staff?.id, fromAddress: by.fromAddress } as const
  const csv = await readCsv(content, fileKind.columns, fileKind.required)
  if (!csv.ok) {
    await database.audit.record({ ...command, action: 'import-refused', detail: { kind, reason: csv.reason } })
    return { taken: false, kind, file, reason: csv.reason, why: csv.why }
  }
  const prisons = new Map((await database.prisons.all()).map(prison => [prison.id, prison]))
  const rows = new ReportRows()
  const good = await readRows(csv.rows, fileKind, prisons, context.today, rows)
  const isDone = linesDoneBefore(await database.imports.reportsOf(content, kind))
  const weigh = fileKind.weigher(good.map(({ row }) => row))
  const run = new Run(database, context, command, fileKind, weigh, rows)

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
      at: context.now,
      report,
    })
    await transaction.audit.record({
      ...command,
      action: 'people-imported',
      detail: { kind, run: id, counts: report.counts },
    })
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

interface Command {
  readonly site: 'staff' | 'terminal'
  readonly staffId: number | undefined
  readonly fromAddress: string | undefined
}

/** One run of a file, taking its rows a batch at a time. */
class Run<Row extends PlacedRow> {
  private readonly source: FactSource
  private merged: ReadonlySet<string> = new Set()

  constructor(
    private readonly database: Database,
    private readonly context: Context,
    private readonly command: Command,
    private readonly fileKind: FileKind<Row>,
    private readonly weigh: ReturnType<FileKind<Row>['weigher']>,
    private readonly report: ReportRows,
  ) {
    this.source = { source: fileKind.kind, at: context.now.toISOString() }
  }

  /** Rows that tell nothing new are told from what is read for the whole batch; the others wait for their people. */
  async take(batch: readonly GoodRow<Row>[]): Promise<void> {
    this.merged = await this.database.people.mergedAmong(numbersIn(batch))
    const people = await this.database.people.findByNumbers(numbersIn(batch))
    const known = await this.withWhatWasSaid(this.database, people)
    const toWrite = new Map<string, GoodRow<Row>[]>()
    for (const good of batch) {
      const { prisonNumber } = good.row
      const earlier = toWrite.get(prisonNumber)
      if (earlier) {
        earlier.push(good)
        continue
      }
      const news = this.newsIn(good, known.get(prisonNumber))
      if (isToWrite(news)) toWrite.set(prisonNumber, [good])
      else this.tell(good, news)
    }
    await this.writeInOrder([...toWrite.values()])
  }

  /** Of each person the first row, then the second, and so on; rows of different people together. */
  private async writeInOrder(people: readonly (readonly GoodRow<Row>[])[]): Promise<void> {
    for (let turn = 0, rows = people.flatMap(each => each.slice(0, 1)); rows.length > 0;) {
      for (let from = 0; from < rows.length; from += together) await this.write(rows.slice(from, from + together))
      turn += 1
      rows = people.flatMap(each => each.slice(turn, turn + 1))
    }
  }

  /** In one transaction; where one of the rows cannot be stored, each in its own, so that no row stops another. */
  private async write(rows: readonly GoodRow<Row>[]): Promise<void> {
    const [good, ...others] = rows
    if (!good) return
    try {
      const told = await this.database.transaction(transaction => this.writeIn(transaction, rows))
      for (const { good, news, before } of told) this.tell(good, news, before)
    } catch (error) {
      if (others.length > 0 && isWorthAnotherTry(error)) for (const each of rows) await this.write([each])
      // Somebody else added this person just now; the next try finds them.
      else if (isDuplicate(error, 'person_prison_number_key')) await this.write(rows)
      else if (isAboutTheData(error)) {
        this.report.refuse(good.line, good.row.prisonNumber, [{ field: 'row', problem: 'could not be stored' }])
      } else throw error
    }
  }

  /** @returns what to put in the report once the transaction has ended well */
  private async writeIn(transaction: Database, rows: readonly GoodRow<Row>[]): Promise<readonly Told<Row>[]> {
    const people = await transaction.people.lockByNumbers(numbersIn(rows))
    const known = await this.withWhatWasSaid(transaction, people)
    const told = rows.map(good => {
      const person = known.get(good.row.prisonNumber)
      return { good, news: this.newsIn(good, person), before: person?.person }
    })
    const changed = await this.changeThose(transaction, told)
    const added = await this.addThose(transaction, told)
    const { kind } = this.fileKind
    const remembered = told.flatMap(({ good, news, before }) => {
      const personId = before?.id ?? added.get(good.row.prisonNumber)
      return personId !== undefined && 'remember' in news && news.remember ? [{ personId, kind, ...news.remember }] : []
    })
    if (remembered.length > 0) await transaction.imports.keepRows(remembered, this.context.now)
    const newcomers = [...added.values()].map(personId => ({ ...this.command, personId, action: 'person-added' }))
    await transaction.audit.record(...newcomers, ...changed)
    return told
  }

  private async withWhatWasSaid(database: Database, people: readonly Person[]): Promise<ReadonlyMap<string, Known>> {
    const known = new Map(people.map(person => [person.id, { person, said: [] as SaidBefore[] }]))
    for (const said of await database.imports.lastRows([...known.keys()], this.fileKind.kind)) {
      known.get(said.personId)?.said.push(said)
    }
    return new Map([...known.values()].map(each => [each.person.prisonNumber, each]))
  }

  private newsIn({ row }: GoodRow<Row>, known: Known | undefined): RowNews {
    if (known) return this.weigh(row, known.person, known.said)
    return this.merged.has(row.prisonNumber) ? refusedAsMerged : this.fileKind.newcomer(row)
  }

  private async addThose(transaction: Database, told: readonly Told<Row>[]): Promise<ReadonlyMap<string, number>> {
    const newcomers = told
      .flatMap(({ good, news }) =>
        news.kind === 'added' ? [{ prisonNumber: good.row.prisonNumber, facts: news.facts }] : [],
      )
      .sort((one, other) => (one.prisonNumber < other.prisonNumber ? -1 : 1))
    if (newcomers.length === 0) return new Map()
    const ids = await transaction.people.addAll(newcomers, this.source)
    return new Map(newcomers.map(({ prisonNumber }, index) => [prisonNumber, ids[index]!]))
  }

  /** @returns what the audit says of it */
  private async changeThose(transaction: Database, told: readonly Told<Row>[]): Promise<AuditEvent[]> {
    const changes = told.flatMap(({ news, before }) => {
      return before && (news.kind === 'changed' || news.kind === 'moved') ? [{ before, news }] : []
    })
    if (changes.length === 0) return []
    const withOpen = await transaction.applications.withOpen(changes.map(({ before }) => before.id))
    for (const { before, news } of changes) {
      await transaction.people.change(before.id, news.facts, this.source)
      if ('receptionDate' in news.facts || 'prisonId' in news.facts) {
        await keepTimeInCustody(transaction, before, news)
      }
      const hasOpen = withOpen.has(before.id)
      if (news.kind === 'moved') await this.moveWork(transaction, before, news.remember.prisonId, hasOpen)
      if (news.kind === 'moved' || 'comEmail' in news.facts) {
        await transaction.referrals.freeFromElsewhere(before.id, this.context.now)
      }
      const after = hasOpen ? await transaction.people.find(before.id) : undefined
      if (after) await decideAgain(transaction, this.context, after)
    }
    return changes.map(({ before, news }) => ({
      ...this.command,
      personId: before.id,
      action: `person-${news.kind}`,
      detail: { facts: Object.keys(news.facts) },
    }))
  }

  /** Open work goes with the person; whoever had claimed or taken any at the old prison has it no longer. */
  private async moveWork(transaction: Database, person: Person, to: string, hasOpen: boolean): Promise<void> {
    const { now } = this.context
    const open = hasOpen ? await transaction.applications.lockOpenOfPerson(person.id) : []
    const detail = { fromPrison: person.prisonId, toPrison: to }
    for (const application of open) {
      await transaction.applications.applyEvent(
        application,
        { kind: 'person-moved', at: now, detail },
        { claimedBy: null },
      )
    }
    await transaction.comRequests.freeFromElsewhere(person.id, now)
    await transaction.notices.personMoved({
      personId: person.id,
      from: person.prisonId,
      to,
      openApplications: open.filter(({ restricted }) => !restricted).length,
      at: now,
    })
  }

  /** @param before the person as they were */
  private tell({ line, row }: GoodRow<Row>, news: RowNews, before?: Person): void {
    const { prisonNumber } = row
    switch (news.kind) {
      case 'refused':
        return this.report.refuse(line, prisonNumber, [news.fault])
      case 'added':
        return void this.report.added.push({ line, prisonNumber })
      case 'unchanged':
        return void this.report.unchanged.push({
          line,
          prisonNumber,
          ...(news.note !== undefined && { note: news.note }),
        })
      case 'changed':
        return void this.report.changed.push({ line, prisonNumber, fields: this.fieldsOf(news.facts) })
      case 'moved': {
        const places = { from: before?.prisonId ?? '', to: row.prisonId }
        return void this.report.moved.push({ line, prisonNumber, fields: this.fieldsOf(news.facts), ...places })
      }
    }
  }

  private fieldsOf(facts: Readonly<Record<string, unknown>>): string[] {
    return Object.keys(facts).map(fact => this.fileKind.columnOf(fact))
  }
}

/** A move goes on with the time in custody; what is to be assessed there is given out by the prison that received. */
async function keepTimeInCustody(
  database: Database,
  before: Person,
  { facts, remember }: Extract<News, { kind: 'changed' | 'moved' }>,
): Promise<void> {
  const custodyStatus = (facts.custodyStatus ?? before.custodyStatus) as CustodyStatus
  await database.people.keepCustodyBegan(before.id, custodyBeganAfter(before, { ...remember, custodyStatus }))
  await database.assessments.takeFromOfficers(before.id)
}

interface Known {
  readonly person: Person
  readonly said: SaidBefore[]
}

interface Told<Row> {
  readonly good: GoodRow<Row>
  readonly news: RowNews
  /** The person as they were; undefined when nobody knew of them. */
  readonly before: Person | undefined
}

function numbersIn(rows: readonly GoodRow<PlacedRow>[]): string[] {
  return [...new Set(rows.map(({ row }) => row.prisonNumber))]
}

function isToWrite(news: RowNews): boolean {
  return news.kind !== 'refused' && (news.kind !== 'unchanged' || news.remember !== undefined)
}

/** PostgreSQL's class of errors for transactions that stood in each other's way. */
function isWorthAnotherTry(error: unknown): boolean {
  return isAboutTheData(error) || /^40/.test(codeOf(error))
}

/** PostgreSQL's classes of errors that are the row's own fault: what it holds, or what it clashes with. */
function isAboutTheData(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code)
}
