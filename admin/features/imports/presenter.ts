import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { ImportRun, ImportRunSummary } from '../../../server/database'
import { rowResults, type ImportReport, type RefusedRow } from '../../../server/use-cases/people/records/import-report'
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
      results: rowResults
        .filter(result => (run.counts[result] ?? 0) > 0)
        .map(result => t(`console/imports:results.${result}`, { count: run.counts[result] }))
        .join(', '),
    })),
  }
}

/** The most rows of each table on the page, because a report can be as long as its file. */
const mostShown = 500

interface Table {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Says how many rows are shown; null when all are. */
  readonly more: string | null
}

/** The report of one import: how many rows had each result, and which rows they were. */
export function presentReport(run: ImportRun, t: Translate) {
  const report = run.report as ImportReport
  const { added, changed, moved, unchanged, refused, counts } = report
  const tables = [
    tableOf('refused', refused.flatMap(faultsOf), t, ({ line, prisonNumber, field, why }) => [
      String(line),
      prisonNumber ?? t('console/imports:report.no-number'),
      field === 'row' ? t('console/imports:report.whole-row') : field,
      why,
    ]),
    tableOf('moved', moved, t, ({ line, prisonNumber, from, to }) => [String(line), prisonNumber, from, to]),
    tableOf('changed', changed, t, ({ line, prisonNumber, fields }) => [String(line), prisonNumber, fields.join(', ')]),
    tableOf('added', added, t, ({ line, prisonNumber }) => [String(line), prisonNumber]),
    tableOf(
      'passed-over',
      unchanged.filter(({ note }) => note !== undefined),
      t,
      ({ line, prisonNumber, note }) => [String(line), prisonNumber, note ?? ''],
    ),
  ]
  return {
    pageName: t('console/imports:report.page-name'),
    facts: [
      { key: t('console/imports:report.file'), value: run.name },
      { key: t('console/imports:report.kind'), value: t(`console/imports:kinds.${run.kind}`) },
      { key: t('console/imports:report.when'), value: momentInWords(run.importedAt) },
      { key: t('console/imports:report.who'), value: run.importedByName ?? t('console/imports:from-terminal') },
    ],
    rows: t('console/imports:report.rows', { count: report.rows }),
    results: rowResults.map(result => t(`console/imports:results.${result}`, { count: counts[result] })),
    unknownColumns: report.unknownColumns,
    tables: tables.filter(({ rows }) => rows.length > 0),
  }
}

/** Each fault of a row is a line of its own, since each has its own column. */
function faultsOf(row: RefusedRow): readonly Omit<RefusedRow, 'others'>[] {
  const { line, prisonNumber, field, why, others = [] } = row
  return [{ field, why }, ...others].map(fault => ({ line, prisonNumber, ...fault }))
}

function tableOf<Row>(
  what: 'refused' | 'moved' | 'changed' | 'added' | 'passed-over',
  rows: readonly Row[],
  t: Translate,
  cells: (row: Row) => readonly string[],
): Table {
  const columns: readonly WordingPart<'console/imports:columns.'>[] = (
    {
      refused: ['line', 'prison-number', 'column', 'why'],
      moved: ['line', 'prison-number', 'from', 'to'],
      changed: ['line', 'prison-number', 'columns'],
      added: ['line', 'prison-number'],
      'passed-over': ['line', 'prison-number', 'why'],
    } as const
  )[what]
  return {
    id: what,
    title: t(`console/imports:tables.${what}.title`),
    text: t(`console/imports:tables.${what}.text`),
    head: columns.map(column => t(`console/imports:columns.${column}`)),
    rows: rows.slice(0, mostShown).map(cells),
    more: rows.length > mostShown ? t('console/imports:more', { shown: mostShown, all: rows.length }) : null,
  }
}
