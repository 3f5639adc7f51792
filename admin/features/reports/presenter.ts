import { stringify } from 'csv-stringify/sync'
import type { Translate } from '../../../server/content/words'
import type { OverrideReason, Prison } from '../../../server/database'
import { reportNames, reports, type Grouping, type ReportName, type Tally } from '../../../server/domain/reports'
import { filterChoices } from '../../filter-choice'
import { momentInWords } from '../../moments'
import { addressOf, periods, type ReportQuery } from './query'

export interface ReportView {
  readonly report: ReportName
  readonly query: ReportQuery
  readonly by: Grouping
  readonly tallies: readonly Tally[]
  /** Those that the reader may choose from. */
  readonly prisons: readonly Prison[]
  readonly reasons: readonly OverrideReason[]
}

/** Fills for the parts of a bar: each is told from its neighbour without colour by a gap, and by the table beneath. */
const fills = ['#1d70b8', '#f47738', '#6f2c91'] as const

/** The reports that there are. */
export function presentReports(t: Translate) {
  return {
    pageName: t('staff/reports:title'),
    reports: reportNames.map(report => ({
      href: `/reports/${report}`,
      title: t(`staff/reports:reports.${report}.title`),
      what: t(`staff/reports:reports.${report}.what`),
    })),
  }
}

/** One report: a picture, the same numbers as a table, and what can be asked differently. */
export function presentReport(view: ReportView, t: Translate) {
  const { report, query, by, tallies, prisons, reasons } = view
  const series = reports[report].series.map(each => t(`staff/reports:series.${each}`))
  const widest = Math.max(1, ...tallies.map(({ counts }) => total(counts)))
  return {
    pageName: t(`staff/reports:reports.${report}.title`),
    back: '/reports',
    what: t(`staff/reports:reports.${report}.what`),
    address: `/reports/${report}`,
    csvAddress: `${addressOf(report, query)}&format=csv`,
    filters: presentFilters(view, t),
    isEmpty: tallies.length === 0,
    legend: series.map((text, index) => ({ text, fill: fills[index] })),
    bars: tallies.map(({ group, counts }) => ({
      name: groupName(by, group, prisons, t),
      parts: partsOf(counts, widest),
    })),
    columns: [t(`staff/reports:by.${by}`), ...series],
    rows: tallies.map(({ group, counts }) => ({
      name: groupName(by, group, prisons, t),
      counts: counts.map(count => count ?? t('staff/reports:small')),
    })),
    reasons: reasons.map(({ reference, at, fromTeam, toTeam, rule, reason }) => ({
      reference,
      href: `/applications/${reference}`,
      what: t('staff/reports:reasons.what', {
        from: t(`staff/routing:teams.${fromTeam}`),
        to: t(`staff/routing:teams.${toTeam}`),
        rule,
      }),
      at: momentInWords(at),
      reason,
    })),
  }
}

/** The table as a CSV, numbers that are too small held back as on the page. */
export function reportCsv({ report, by, tallies, prisons }: ReportView, t: Translate): string {
  const header = [t(`staff/reports:by.${by}`), ...reports[report].series.map(each => t(`staff/reports:series.${each}`))]
  const rows = tallies.map(({ group, counts }) => [
    groupName(by, group, prisons, t),
    ...counts.map(count => count ?? t('staff/reports:small')),
  ])
  return stringify([header, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

function partsOf(counts: readonly (number | null)[], widest: number) {
  const percent = (count: number) => (100 * count) / widest
  return counts.map((count, index) => ({
    x: percent(total(counts.slice(0, index))),
    width: percent(count ?? 0),
    fill: fills[index],
  }))
}

function total(counts: readonly (number | null)[]): number {
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

function groupName(by: Grouping, group: string, prisons: readonly Prison[], t: Translate): string {
  switch (by) {
    case 'month':
      return monthInWords(group)
    case 'prison':
      return prisons.find(({ id }) => id === group)?.name ?? group
    case 'region':
      return t(`staff/person:values.homeRegion.${group}`)
    case 'team':
      return t(`staff/routing:teams.${group}`)
    case 'pathway':
      return t(`staff/reports:pathways.${group}`)
    case 'kind':
      return t(`staff/assessments:kinds.${group}`)
    case 'rule':
      return t('staff/reports:rule', { rule: group })
  }
}

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** @param month YYYY-MM */
function monthInWords(month: string): string {
  return monthNames.format(new Date(`${month}-01T00:00:00Z`))
}

function presentFilters({ report, query, by, prisons }: ReportView, t: Translate) {
  const choice = filterChoices('staff/reports:filter', { ...query, by }, t)
  return [
    choice('prison', [
      { value: '', text: t('staff/reports:filter.all-prisons') },
      ...prisons.map(({ id, name }) => ({ value: id, text: name })),
    ]),
    choice(
      'by',
      reports[report].by.map(each => ({ value: each, text: t(`staff/reports:by.${each}`) })),
    ),
    ...(report === 'open'
      ? []
      : [
          choice(
            'months',
            periods.map(value => ({ value, text: t('staff/reports:filter.last-months', { count: Number(value) }) })),
          ),
        ]),
  ]
}
