import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { OverrideReason, Prison } from '../../../server/database'
import { assessmentKinds, type AssessmentKind } from '../../../server/domain/assessments'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import {
  narrowings,
  reportNames,
  reports,
  shareOfFirst,
  type Grouping,
  type Narrowing,
  type ReportName,
  type Shown,
  type Tallies,
  type Tally,
} from '../../../server/domain/reports'
import { teams, type Region, type Team } from '../../../server/domain/routing'
import { pathways, type Pathway } from '../../../server/domain/topics'
import { csvOf } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { momentInWords } from '../../presenting/moments'
import { addressOf, periods, reportQuery, type ReportQuery } from './query'

export interface ReportView {
  readonly report: ReportName
  readonly since: CalendarDay
  readonly today: CalendarDay
  readonly query: ReportQuery
  readonly by: Grouping
  readonly tallies: Tallies
  /** Those that the reader may choose from. */
  readonly prisons: readonly Prison[]
  readonly reasons: readonly OverrideReason[]
}

/** Fills for the parts of a bar: each is told from its neighbour without colour by a gap, and by the table beneath. */
const fills = ['#1d70b8', '#f47738', '#6f2c91'] as const

/** The assessments whose times are measured (PF 3.8, Service Level Measures), each by month. */
const measured = ['bcst1', 'bcst2', 'guided-interview', 'handover'] as const satisfies readonly AssessmentKind[]

/** The reports that there are. */
export function presentReports(t: Translate) {
  return {
    pageName: t('console/reports:title'),
    reports: reportNames.map(report => ({
      href: `/reports/${report}`,
      title: t(`console/reports:reports.${report}.title`),
      what: t(`console/reports:reports.${report}.what`),
      measured: (report === 'assessments' ? measured : []).map(kind => ({
        href: `/reports/assessments?by=month&kind=${kind}`,
        text: t(`console/assessments:kinds.${kind}`),
      })),
    })),
  }
}

/** One report: a picture, the same numbers as a table, and what can be asked differently. */
export function presentReport(view: ReportView, t: Translate) {
  const { report, query, by, tallies, prisons, reasons } = view
  const series = reports[report].series.map(each => t(`console/reports:series.${each}`))
  const widest = Math.max(1, ...tallies.rows.map(({ counts }) => length(counts)))
  const [columns, ...rows] = tableOf(view, t)
  return {
    pageName: t(`console/reports:reports.${report}.title`),
    back: '/reports',
    what: t(`console/reports:reports.${report}.what`),
    scope: scopeOf(view, t),
    csvAddress: `${addressOf(report, query)}&format=csv`,
    filters: presentFilters(view, t),
    isEmpty: tallies.rows.length === 0,
    legend: series.map((text, index) => ({ text, fill: fills[index] })),
    bars: tallies.rows.map(({ group, counts }) => ({
      name: groupName(by, group, prisons, t),
      parts: partsOf(counts, widest),
    })),
    columns,
    rows: rows.map(([name, ...cells]) => ({ name, cells })),
    isTimed: report === 'replies',
    reasons: reasons.map(({ reference, at, fromTeam, toTeam, rule, reason }) => ({
      reference,
      href: `/applications/${reference}`,
      what: wayInWords([fromTeam, toTeam, rule], t),
      at: momentInWords(at),
      reason,
    })),
  }
}

/** What of the work was counted, for whoever reads it on paper, where the choices are not. */
function scopeOf({ report, query, prisons, since, today }: ReportView, t: Translate): string {
  const days = { from: dayInWords(since), to: dayInWords(today) }
  return [
    prisons.find(({ id }) => id === query.prison)?.name ?? prisons.map(({ name }) => name).join(', '),
    ...narrowings.flatMap(each => (query[each] === null ? [] : [groupName(each, query[each], prisons, t)])),
    t(`console/reports:scope.${report === 'open' ? 'today' : 'days'}`, days),
  ].join('. ')
}

/** The table as a CSV, with the same numbers held back as on the page. */
export function reportCsv(view: ReportView, t: Translate): string {
  return csvOf(tableOf(view, t))
}

/** The table: what heads its columns, a row a group, and all of them together where there are several. */
function tableOf({ report, by, tallies, prisons }: ReportView, t: Translate) {
  const [first, ...others] = reports[report].series
  const hasShare = others.length > 0 && report !== 'open'
  const isTimed = report === 'replies'
  const row = (name: string, { counts, middleDays }: Omit<Tally, 'group'>) => {
    const share = shareOfFirst(counts)
    return [
      name,
      ...counts.map(count => (typeof count === 'number' ? String(count) : t(`console/reports:${count}`))),
      ...(hasShare ? [share === null ? t('console/reports:no-share') : t('console/reports:share', { share })] : []),
      ...(isTimed ? [middleDays === null ? t('console/reports:no-share') : String(middleDays)] : []),
    ]
  }
  return [
    [
      t(`console/reports:by.${by}`),
      ...reports[report].series.map(each => t(`console/reports:series.${each}`)),
      ...(hasShare ? [t('console/reports:share-of', { series: t(`console/reports:series.${first}`) })] : []),
      ...(isTimed ? [t('console/reports:middle-days')] : []),
    ],
    ...tallies.rows.map(tally => row(groupName(by, tally.group, prisons, t), tally)),
    ...(tallies.rows.length > 1 ? [row(t('console/reports:total'), tallies.total)] : []),
  ] as const
}

function partsOf(counts: readonly Shown[], widest: number) {
  const percent = (count: number) => (100 * count) / widest
  return counts.map((count, index) => ({
    x: percent(length(counts.slice(0, index))),
    width: percent(length([count])),
    fill: fills[index],
  }))
}

/** As long as the numbers that are shown. */
function length(counts: readonly Shown[]): number {
  return counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : 0), 0)
}

function groupName(by: Grouping, group: string, prisons: readonly Prison[], t: Translate): string {
  switch (by) {
    case 'month':
      return monthInWords(group)
    case 'prison':
      return prisons.find(({ id }) => id === group)?.name ?? group
    case 'region':
      return t(`console/person:values.homeRegion.${group as Region}`)
    case 'team':
      return t(`console/routing:teams.${group as Team}`)
    case 'pathway':
      return t(`console/reports:pathways.${group as Pathway}`)
    case 'kind':
      return t(`console/assessments:kinds.${group as AssessmentKind}`)
    case 'rule':
      return t('console/reports:rule', { rule: group })
    case 'way':
      return wayInWords(group.split('|'), t)
  }
}

function wayInWords([from, to, rule]: readonly string[], t: Translate): string {
  return t('console/reports:way', {
    from: t(`console/routing:teams.${from as Team}`),
    to: t(`console/routing:teams.${to as Team}`),
    rule: rule ?? '',
  })
}

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** @param month YYYY-MM */
function monthInWords(month: string): string {
  return monthNames.format(new Date(`${month}-01T00:00:00Z`))
}

function presentFilters({ report, query, by, prisons }: ReportView, t: Translate) {
  const choice = filterChoices(
    (name: WordingPart<'console/reports:filter.'>) => `console/reports:filter.${name}`,
    { ...query, by },
    t,
  )
  const values: Readonly<Record<Narrowing, readonly string[]>> = {
    region: [...new Set(prisons.map(({ region }) => region))].sort(),
    team: teams,
    pathway: pathways,
    kind: assessmentKinds,
  }
  const possible: readonly Grouping[] = reports[report].by
  const fields = [
    choice('prison', [
      { value: '', text: t('console/reports:filter.all-prisons') },
      ...prisons.map(({ id, name }) => ({ value: id, text: name })),
    ]),
    ...narrowings
      .filter(each => possible.includes(each) && values[each].length > 1)
      .map(each =>
        choice(each, [
          { value: '', text: t('console/reports:filter.all') },
          ...values[each].map(value => ({ value, text: groupName(each, value, prisons, t) })),
        ]),
      ),
    choice(
      'by',
      reports[report].by.map(each => ({ value: each, text: t(`console/reports:by.${each}`) })),
    ),
    ...(report === 'open'
      ? []
      : [
          choice(
            'months',
            periods.map(value => ({ value, text: t('console/reports:filter.last-months', { count: Number(value) }) })),
          ),
        ]),
  ]
  return presentFilterLine<(typeof fields)[number]['name']>(
    {
      action: `/reports/${report}`,
      fields,
      address: changes => {
        const changed = Object.entries(changes).map(([name, value]) => [name, value ?? undefined])
        return addressOf(report, reportQuery.parse({ ...query, ...Object.fromEntries(changed) }))
      },
    },
    t,
  )
}
