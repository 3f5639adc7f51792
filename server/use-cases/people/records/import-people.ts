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
} from '../../../database'
import { custodyBeganAfter } from '../../../domain/assessments'
import type { CalendarDay } from '../../../domain/calendar'
import {
  countingRows,
  dischargeColumns,
  dischargeNews,
  parseDischargeRow,
  parseReceptionRow,
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
  type EarlierRow,
} from '../../../domain/people'
import { parsePrisonNumber } from '../../../domain/people/prison-number'
import type { CustodyStatus } from '../../../domain/routing'
import { decideAgain } from '../../applications/routing/decide-again'
import type { Caller, Context } from '../../context'
import { deliveryJob } from '../../work/notifications'
import { recordComChanges } from './com-changes'
import { faultsOfRow, ReportRows, type ImportRefusal, type ImportReport } from './import-report'
import { readCsv } from './read-csv'

export interface ImportedFile {
  readonly name: string
  readonly content: Buffer
}

/** The importing member of staff, or null for an import from the terminal. */
export interface Importer extends Caller {
  readonly staff: StaffMember | null
}

/** The report with the number of its stored run, or the reason why the file was refused. */
export type ImportResult = (ImportReport & { readonly run: number }) | ImportRefusal

/**
 * Imports the daily receptions file: adds people, changes their facts, and moves them between prisons with their drafts
 * and open applications. Each row is accepted or refused on its own. Importing the same file again changes nothing.
 * The prisons register must be loaded first (see {@link keepPrisonsRegister}).
 */
export function importReceptions(
  database: Database,
  context: Context,
  file: ImportedFile,
  by: Importer,
): Promise<ImportResult> {
  return importFile(database, context, file, by, receptions)
}

/**
 * Imports the list of discharges in the next 12 weeks: the days on which known people leave, whatever the way. Rows are handled as in
 * {@link importReceptions}.
 */
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

/** The differences between the kinds of files. */
interface FileKind<Row extends PlacedRow> {
  readonly kind: ImportKind
  readonly columns: readonly string[]
  readonly required: readonly string[]
  columnOf(fact: string): string
  parse(record: CsvRecord, today: CalendarDay): ParsedRow<Row>
  /** @param rows all readable rows of the file */
  weigher(rows: readonly Row[]): (row: Row, person: KnownPerson, earlier: readonly EarlierRow[]) => News
  /** The facts of a person who is not known yet, or the reason why the row is refused. */
  newcomer(row: Row): Newcomer | Extract<News, { kind: 'refused' }>
}

interface Newcomer {
  readonly kind: 'added'
  readonly facts: PersonFacts
  readonly remember: EarlierRow
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
    const counting = countingRows(rows)
    return (row, person, earlier) => dischargeNews(row, person, earlier, counting)
  },
  newcomer: () => ({
    kind: 'refused',
    fault: { field: 'prison_number', problem: 'is not of anybody known; import their reception first' },
  }),
}

/** The row has the number of a merged record; the file's row under the surviving number counts instead. */
const refusedAsMerged: News = {
  kind: 'refused',
  fault: { field: 'prison_number', problem: 'is an old number of somebody whose two records became one' },
}

/** The number of rows that are looked up together. */
const batchSize = 500

/** The number of people written in one transaction; others who need one of them wait for all. */
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
    const waiting = report.refused.map(({ line, prisonNumber, prison = null, ...fault }) => ({
      line,
      prisonNumber,
      prisonId: prison,
      faults: faultsOfRow(fault),
    }))
    await transaction.refusedRows.keep({ id, kind, at: context.now }, waiting, rows.taken())
    await transaction.audit.record({
      ...command,
      action: 'people-imported',
      detail: { kind, run: id, counts: report.counts },
    })
    return { ...report, run: id }
  })
}

/**
 * The name of an imported file without its path, safe to display.
 *
 * @param name as the browser or the terminal gave it
 * @returns at most 200 characters; 'file' where nothing is left
 */
export function plainName(name: string): string {
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
      report.refuse({ line, prisonNumber: prisonNumberIn(record), prison: prisonIn(record, prisons) }, read.faults)
      continue
    }
    const { prisonNumber, prisonId } = read.value
    const fault = faultOf(prisons.get(prisonId))
    if (fault) report.refuse({ line, prisonNumber, prison: prisons.get(prisonId)?.id ?? null }, [fault])
    else good.push({ line, row: read.value })
  }
  return good
}

const notAsWideAsTheHeader: ParsedRow<never> = {
  ok: false,
  faults: [{ field: 'row', problem: 'has not as many cells as the header' }],
}

/** The row's prison number if it is valid. Other text may be anything, even a name, and is not repeated. */
function prisonNumberIn(record: CsvRecord | undefined): string | null {
  return parsePrisonNumber(record?.prison_number ?? '') ?? null
}

/** The row's prison, if it is one of the register. */
function prisonIn(record: CsvRecord | undefined, prisons: ReadonlyMap<string, Prison>): string | null {
  return prisons.get(record?.prison?.trim().toUpperCase() ?? '')?.id ?? null
}

function faultOf(prison: Prison | undefined): RowFault | undefined {
  if (!prison) return { field: 'prison', problem: 'is not in the register of prisons' }
  return prison.active ? undefined : { field: 'prison', problem: 'is a prison that has closed' }
}

/** Recognises lines that an earlier run of the same file imported: they bring no news. */
function linesDoneBefore(reports: readonly unknown[]): (line: number) => boolean {
  const refused = reports.map(report => new Set((report as ImportReport).refused.map(({ line }) => line)))
  return line => refused.some(lines => !lines.has(line))
}

interface Command {
  readonly site: 'staff' | 'terminal'
  readonly staffId: number | undefined
  readonly fromAddress: string | undefined
}

/** One run of a file, processed in batches of rows. */
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

  /**
   * Processes a batch. Rows without changes are reported from the batch's one read; the others are written with their
   * people locked.
   */
  async take(batch: readonly GoodRow<Row>[]): Promise<void> {
    this.merged = await this.database.people.mergedAmong(numbersIn(batch))
    const people = await this.database.people.findByNumbers(numbersIn(batch))
    const known = await this.withEarlierRows(this.database, people)
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

  /**
   * Writes the first row of every person, then their second rows, and so on, so that each transaction has different
   * people.
   */
  private async writeInOrder(people: readonly (readonly GoodRow<Row>[])[]): Promise<void> {
    for (let turn = 0, rows = people.flatMap(each => each.slice(0, 1)); rows.length > 0;) {
      for (let from = 0; from < rows.length; from += together) await this.write(rows.slice(from, from + together))
      turn += 1
      rows = people.flatMap(each => each.slice(turn, turn + 1))
    }
  }

  /**
   * Writes rows in one transaction; if one of them fails, each in its own, so that a bad row does not block the others.
   */
  private async write(rows: readonly GoodRow<Row>[]): Promise<void> {
    const [good, ...others] = rows
    if (!good) return
    try {
      const weighed = await this.database.transaction(transaction => this.writeIn(transaction, rows))
      for (const { good, news, before } of weighed) this.tell(good, news, before)
    } catch (error) {
      if (others.length > 0 && isWorthAnotherTry(error)) for (const each of rows) await this.write([each])
      // Another process has just added this person; the retry finds them.
      else if (isDuplicate(error, 'person_prison_number_key')) await this.write(rows)
      else if (isAboutTheData(error)) {
        this.report.refuse(placeOf(good), [{ field: 'row', problem: 'could not be stored' }])
      } else throw error
    }
  }

  /** @returns what to report after the transaction commits */
  private async writeIn(transaction: Database, rows: readonly GoodRow<Row>[]): Promise<readonly Weighed<Row>[]> {
    const people = await transaction.people.lockByNumbers(numbersIn(rows))
    const known = await this.withEarlierRows(transaction, people)
    const weighed = rows.map(good => {
      const person = known.get(good.row.prisonNumber)
      return { good, news: this.newsIn(good, person), before: person?.person }
    })
    const changed = await this.changeThose(transaction, weighed)
    const added = await this.addThose(transaction, weighed)
    const { kind } = this.fileKind
    const remembered = weighed.flatMap(({ good, news, before }) => {
      const personId = before?.id ?? added.get(good.row.prisonNumber)
      return personId !== undefined && 'remember' in news && news.remember ? [{ personId, kind, ...news.remember }] : []
    })
    if (remembered.length > 0) await transaction.imports.keepRows(remembered, this.context.now)
    const newcomers = [...added.values()].map(personId => ({ ...this.command, personId, action: 'person-added' }))
    await transaction.audit.record(...newcomers, ...changed)
    return weighed
  }

  private async withEarlierRows(database: Database, people: readonly Person[]): Promise<ReadonlyMap<string, Known>> {
    const known = new Map(people.map(person => [person.id, { person, earlier: [] as EarlierRow[] }]))
    for (const earlier of await database.imports.lastRows([...known.keys()], this.fileKind.kind)) {
      known.get(earlier.personId)?.earlier.push(earlier)
    }
    return new Map([...known.values()].map(each => [each.person.prisonNumber, each]))
  }

  private newsIn({ row }: GoodRow<Row>, known: Known | undefined): RowNews {
    if (known) return this.weigh(row, known.person, known.earlier)
    return this.merged.has(row.prisonNumber) ? refusedAsMerged : this.fileKind.newcomer(row)
  }

  private async addThose(
    transaction: Database,
    weighed: readonly Weighed<Row>[],
  ): Promise<ReadonlyMap<string, number>> {
    const newcomers = weighed
      .flatMap(({ good, news }) =>
        news.kind === 'added' ? [{ prisonNumber: good.row.prisonNumber, facts: news.facts }] : [],
      )
      .sort((one, other) => (one.prisonNumber < other.prisonNumber ? -1 : 1))
    if (newcomers.length === 0) return new Map()
    const ids = await transaction.people.addAll(newcomers, this.source)
    return new Map(newcomers.map(({ prisonNumber }, index) => [prisonNumber, ids[index]!]))
  }

  /** @returns the audit records */
  private async changeThose(transaction: Database, weighed: readonly Weighed<Row>[]): Promise<AuditEvent[]> {
    const changes = weighed.flatMap(({ news, before }) => {
      return before && (news.kind === 'changed' || news.kind === 'moved') ? [{ before, news }] : []
    })
    if (changes.length === 0) return []
    const withOpen = await transaction.applications.withOpen(changes.map(({ before }) => before.id))
    for (const { before, news } of changes) {
      await transaction.people.change(before.id, news.facts, this.source)
      if ('receptionDate' in news.facts || 'prisonId' in news.facts) {
        await keepTimeInCustody(transaction, before, news)
        await receive(transaction, this.context, before, news.remember.receptionDate)
      }
      await recordComChanges(transaction, before, news.facts, {
        source: this.fileKind.kind,
        staffId: this.command.staffId ?? null,
        changedAt: this.context.now,
      })
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

  /** Moves a person's open work along with them and unassigns it from staff at the old prison. */
  private async moveWork(transaction: Database, person: Person, to: string, hasOpen: boolean): Promise<void> {
    const { now } = this.context
    const open = hasOpen ? await transaction.applications.lockOpenOfPerson(person.id) : []
    const detail = { fromPrison: person.prisonId, toPrison: to }
    for (const application of open) {
      await transaction.applications.applyEvent(
        application,
        { kind: 'person-moved', at: now, detail },
        { claimedBy: null, heldIn: null },
      )
    }
    await transaction.comRequests.freeFromElsewhere(person.id, now)
    await transaction.notifications.bringToPrison(person.id)
    await transaction.notifications.freeFromElsewhere(person.id, now)
    await transaction.notifications.askAnew(person.id, 'prison', now)
    await transaction.jobs.add(deliveryJob)
    await transaction.notices.personMoved({
      personId: person.id,
      from: person.prisonId,
      to,
      openApplications: open.filter(({ restricted }) => !restricted).length,
      at: now,
    })
  }

  /** @param before the person before the change */
  private tell(good: GoodRow<Row>, news: RowNews, before?: Person): void {
    const { line, row } = good
    const { prisonNumber } = row
    switch (news.kind) {
      case 'refused':
        return this.report.refuse(placeOf(good), [news.fault])
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

/**
 * Updates the start of custody after a reception, and unassigns assessments so that the receiving prison assigns them.
 */
async function keepTimeInCustody(
  database: Database,
  before: Person,
  { facts, remember }: Extract<News, { kind: 'changed' | 'moved' }>,
): Promise<void> {
  const custodyStatus = (facts.custodyStatus ?? before.custodyStatus) as CustodyStatus
  await database.people.keepCustodyBegan(before.id, custodyBeganAfter(before, { ...remember, custodyStatus }))
  await database.assessments.takeFromOfficers(before.id)
}

/** A reception of somebody who was out of prison, or had left it, brings them back, with no PIN from before they left. */
async function receive(database: Database, { now }: Context, before: Person, happenedOn: CalendarDay): Promise<void> {
  const { id: personId, whereabouts } = before
  if (whereabouts === 'in-prison') return
  if (whereabouts === 'left') await database.pins.remove(personId)
  const record = { personId, kind: 'received', whereabouts: 'in-prison', happenedOn } as const
  await database.whereabouts.add({ ...record, staffId: null, idempotencyKey: null }, now)
}

interface Known {
  readonly person: Person
  readonly earlier: EarlierRow[]
}

interface Weighed<Row> {
  readonly good: GoodRow<Row>
  readonly news: RowNews
  /** The person before the change; undefined for a new person. */
  readonly before: Person | undefined
}

function numbersIn(rows: readonly GoodRow<PlacedRow>[]): string[] {
  return [...new Set(rows.map(({ row }) => row.prisonNumber))]
}

function placeOf({ line, row }: GoodRow<PlacedRow>) {
  return { line, prisonNumber: row.prisonNumber, prison: row.prisonId }
}

function isToWrite(news: RowNews): boolean {
  return news.kind !== 'refused' && (news.kind !== 'unchanged' || news.remember !== undefined)
}

/** Whether PostgreSQL reports a conflict between transactions, such as a deadlock. */
function isWorthAnotherTry(error: unknown): boolean {
  return isAboutTheData(error) || /^40/.test(codeOf(error))
}

/** Whether PostgreSQL blames the row itself: invalid data or a constraint violation. */
function isAboutTheData(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code)
}
