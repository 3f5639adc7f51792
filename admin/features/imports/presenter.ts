import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { ImportedPerson, ImportRun, ImportRunSummary, RefusedLine } from '../../../server/database'
import { rowResults } from '../../../server/use-cases/people/records/import-report'
import { mostMegabytes } from '../../../server/use-cases/people/records/read-csv'
import { momentInWords } from '../../presenting/moments'
import { importKinds } from './form'

/** The upload form, and the latest imports. @param kind the kind that is selected */
export function presentUploadForm(kind: string | undefined, runs: readonly ImportRunSummary[], t: Translate) {
  return {
    pageName: t('console/imports:title'),
    kinds: importKinds.map(value => ({
      value,
      text: t(`console/imports:kinds.${value}`),
      hint: { text: t(`console/imports:kind-hints.${value}`) },
      checked: value === kind,
    })),
    megabytes: mostMegabytes,
    runs: runs.map(run => ({
      href: `/imports/${run.id}`,
      file: run.name,
      kind: t(`console/imports:kinds.${run.kind}`),
      when: momentInWords(run.importedAt),
      who: run.importedByName ?? t('console/imports:from-terminal'),
      results: resultsOf(run.counts, t),
    })),
  }
}

/** How many rows had each result; what no row had is left out. */
function resultsOf(counts: ImportRun['counts'], t: Translate): string {
  return rowResults
    .filter(result => (counts[result] ?? 0) > 0)
    .map(result => t(`console/imports:results.${result}`, { count: counts[result] }))
    .join(', ')
}

/** The most rows that the report has of people, because a report can be as long as its file. */
export const mostPeople = 500
/** The most refused rows that the report has. */
export const mostRefused = 200

interface Cell {
  readonly text: string
  readonly href: string | null
  /** Stays on one line, such as the name of a column. */
  readonly isWhole: boolean
}

function cell(text: string, { href = null, isWhole = false }: Partial<Omit<Cell, 'text'>> = {}): Cell {
  return { text, href, isWhole }
}

interface Table {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What the reader may know of one import: their own prisons' people, and how many others there are. */
export interface ReportParts {
  readonly run: ImportRun
  readonly people: readonly ImportedPerson[]
  readonly refused: readonly RefusedLine[]
}

/** The report of one import: how many rows had each result, and which rows of the reader's prisons they were. */
export function presentReport({ run, people, refused }: ReportParts, t: Translate) {
  const { counts, unknownColumns } = run
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const takenRows = (counts.added ?? 0) + (counts.moved ?? 0) + (counts.changed ?? 0)
  const others = Math.max(0, takenRows - people.filter(({ result }) => result !== 'passed-over').length)
  const otherRefused = Math.max(0, (counts.refused ?? 0) - refused.length)
  const tables = [
    tableOf('refused', refused.flatMap(faultsOf), t, ({ line, prisonNumber, field, why }) => [
      cell(String(line)),
      cell(prisonNumber ?? t('console/imports:report.no-number'), { isWhole: true }),
      field === 'row' ? cell(t('console/imports:report.whole-row')) : cell(field, { isWhole: true }),
      cell(why),
    ]),
    peopleTable('moved', people, t, ({ fromPrison, prisonName }) => [cell(fromPrison ?? ''), cell(prisonName)]),
    peopleTable('changed', people, t, ({ columns }) => [cell(columns.join(', '))]),
    peopleTable('added', people, t, ({ prisonName, location }) => [cell(prisonName), cell(location ?? '')]),
    peopleTable('passed-over', people, t, ({ note }) => [cell(note ?? '')]),
  ]
  return {
    pageName: t('console/imports:report.page-name'),
    facts: [
      { key: t('console/imports:report.file'), value: run.name },
      { key: t('console/imports:report.kind'), value: t(`console/imports:kinds.${run.kind}`) },
      { key: t('console/imports:report.when'), value: momentInWords(run.importedAt) },
      { key: t('console/imports:report.who'), value: run.importedByName ?? t('console/imports:from-terminal') },
    ],
    results: [t('console/imports:report.rows', { count: rows }), resultsOf(counts, t)].join(' ').trim(),
    unknownColumns,
    others: others > 0 ? t('console/imports:report.others', { count: others }) : null,
    otherRefused: otherRefused > 0 ? t('console/imports:report.others-refused', { count: otherRefused }) : null,
    tables: tables.filter(table => table.rows.length > 0),
  }
}

/** Each fault of a row is a line of its own, since each has its own column. */
function faultsOf({ line, prisonNumber, field, why, others }: RefusedLine) {
  return [{ field, why }, ...(others ?? [])].map(fault => ({ line, prisonNumber, ...fault }))
}

function peopleTable(
  result: ImportedPerson['result'],
  people: readonly ImportedPerson[],
  t: Translate,
  cells: (person: ImportedPerson) => readonly Cell[],
): Table {
  const rows = people.filter(person => person.result === result)
  return tableOf(result, rows, t, person => [
    cell(String(person.line)),
    cell(t('console/people:name', { firstName: person.firstName, lastName: person.lastName }), {
      href: `/people/${person.prisonNumber}`,
    }),
    cell(person.prisonNumber, { isWhole: true }),
    ...cells(person),
  ])
}

function tableOf<Row>(
  what: 'refused' | ImportedPerson['result'],
  rows: readonly Row[],
  t: Translate,
  cells: (row: Row) => readonly Cell[],
): Table {
  const columns: readonly WordingPart<'console/imports:columns.'>[] = (
    {
      refused: ['line', 'prison-number', 'column', 'why'],
      moved: ['line', 'person', 'prison-number', 'from', 'to'],
      changed: ['line', 'person', 'prison-number', 'columns'],
      added: ['line', 'person', 'prison-number', 'prison', 'cell'],
      'passed-over': ['line', 'person', 'prison-number', 'why'],
    } as const
  )[what]
  return {
    id: what,
    title: t(`console/imports:tables.${what}.title`),
    text: t(`console/imports:tables.${what}.text`),
    head: columns.map(column => t(`console/imports:columns.${column}`)),
    rows: rows.map(cells),
  }
}
