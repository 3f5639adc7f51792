import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { OwedByOfficer, StaffMember } from '../../../server/database'
import { can, isAllocatedAssessments, type Role } from '../../../server/domain/staff/roles'
import { enquiryWork } from '../../../server/domain/work/enquiries'
import type { Load, Moved } from '../../../server/use-cases/work/caseload'
import { workKinds, type WorkKind } from '../../../server/use-cases/work/kinds'
import type { CsvRow } from '../../lists/csv'
import {
  listInFile,
  presentListTable,
  wordsCell,
  type CountLink,
  type ListColumn,
  type ListColumns,
} from '../../lists/list-table'
import { addressOf, readQuery } from '../../lists/queue-query'
import { shareOf } from '../../lists/share'
import { caseloadAddress, type CaseloadColumn, type CaseloadQuery } from './query'

interface Loads {
  readonly loads: ReadonlyMap<number | null, Load>
  /** The reader sees enquiries to other bodies. */
  readonly withEnquiries: boolean
}

export interface CaseloadView extends Loads {
  readonly reader: StaffMember
  /** The team, also those who have left while something is still theirs. */
  readonly colleagues: readonly StaffMember[]
}

const inOneSentence = new Intl.ListFormat('en-GB')

/** A colleague, or nobody, and what is with them. */
interface CaseloadRow {
  readonly colleague: StaffMember | null
  readonly load: Load | undefined
}

/** Who has how much: a row a colleague, in the order that is asked for, and what is with nobody last. */
export function presentCaseload(
  view: CaseloadView & { readonly chosen: readonly string[]; readonly fault: boolean },
  { sort }: CaseloadQuery,
  t: Translate,
) {
  const { reader, colleagues, chosen, fault } = view
  const ticks = {
    heading: t('console/caseload:columns.choose'),
    tick: ({ colleague }: CaseloadRow, index: number) =>
      colleague && {
        id: index === 0 ? 'from' : `from-${colleague.id}`,
        name: 'from',
        value: String(colleague.id),
        label: t('console/caseload:choose', { name: colleague.name }),
        checked: chosen.includes(String(colleague.id)),
        describedBy: fault ? 'from-error' : null,
      },
  }
  return {
    pageName: t('console/caseload:title'),
    list: presentListTable(columnsOf(view, t), rowsOf(view, sort), sort, caseloadAddress, ticks),
    fileAddress: caseloadAddress(sort, '/caseload.csv'),
    receivers: [
      { value: '', text: t('console/caseload:move.nobody-yet') },
      { value: 'team', text: t('console/caseload:move.team') },
      ...colleagues
        .filter(({ active }) => active)
        .map(({ id, name }) => ({
          value: String(id),
          text: id === reader.id ? t('console/caseload:move.you', { name }) : name,
        })),
    ],
  }
}

/** The same as a file. */
export function caseloadFile(view: CaseloadView, { sort }: CaseloadQuery, t: Translate): readonly CsvRow[] {
  return listInFile(columnsOf(view, t), rowsOf(view, sort))
}

/** The colleagues in an order, by name where it is the same, and nobody last. */
function rowsOf({ colleagues, loads }: CaseloadView, sort: CaseloadQuery['sort']): readonly CaseloadRow[] {
  const isReversed = sort.startsWith('-')
  const column = (isReversed ? sort.slice(1) : sort) as CaseloadColumn
  const rows: CaseloadRow[] = colleagues
    .filter(({ id, active }) => active || loads.has(id))
    .map(colleague => ({ colleague, load: loads.get(colleague.id) }))
  // They are read by name.
  if (column !== 'who') rows.sort((one, other) => amountOf(one, column) - amountOf(other, column))
  if (isReversed) rows.reverse()
  return [...rows, { colleague: null, load: loads.get(null) }]
}

/** How much of a column somebody has. */
function amountOf({ load }: Pick<CaseloadRow, 'load'>, column: Exclude<CaseloadColumn, 'who'>): number {
  if (load === undefined) return 0
  if (column === 'applications') return load.open
  if (column === 'assessments') return owedIn(load.assessments)
  if (column === 'all') {
    return load.open + owedIn(load.assessments) + workKinds.reduce((sum, kind) => sum + load.work[kind].open, 0)
  }
  if (column !== 'overdue') return load.work[column].open
  const assessments = load.assessments.reduce((sum, { overdue }) => sum + overdue, 0)
  return load.overdue + assessments + workKinds.reduce((sum, kind) => sum + load.work[kind].overdue, 0)
}

/** The columns of the page, and of its file. */
function columnsOf(
  { colleagues, loads, withEnquiries }: CaseloadView,
  t: Translate,
): ListColumns<CaseloadRow, CaseloadColumn> {
  const column = (name: CaseloadColumn) => t(`console/caseload:columns.${name}`)
  const nameOf = ({ colleague }: CaseloadRow) => colleague?.name ?? t('console/caseload:nobody')
  const roleOf = ({ colleague }: CaseloadRow) => {
    if (colleague === null) return null
    return colleague.active ? t(`console/permissions:roles.${colleague.role}`) : t('console/caseload:has-left')
  }
  // The bars are for sharing: what nobody has, which can be more than all have, has none and does not shorten theirs.
  const most = Math.max(0, ...colleagues.map(({ id }) => amountOf({ load: loads.get(id) }, 'all')))
  const counted = (
    name: Exclude<CaseloadColumn, 'who' | 'overdue' | 'all'>,
  ): ListColumn<CaseloadRow, CaseloadColumn> => ({
    heading: column(name),
    sort: name,
    cell: row => ({ kind: 'counts', counts: countsOf(row.load, row.colleague?.id ?? null, nameOf(row), t)[name] }),
    file: [{ heading: column(name), value: row => amountOf(row, name) }],
  })
  return {
    before: [],
    link: {
      heading: column('who'),
      sort: 'who',
      link: row => ({ text: nameOf(row), href: null, beside: roleOf(row) }),
      file: [
        { heading: column('who'), value: nameOf },
        { heading: t('console/caseload:columns.role'), value: roleOf },
      ],
    },
    after: [
      {
        heading: column('overdue'),
        sort: 'overdue',
        cell: row => {
          const late = amountOf(row, 'overdue')
          return wordsCell(t('console/common:number', { count: late }), { isStrong: late > 0 })
        },
        file: [{ heading: column('overdue'), value: row => amountOf(row, 'overdue') }],
      },
      counted('applications'),
      counted('assessments'),
      ...shownKinds(withEnquiries).map(counted),
      {
        heading: column('all'),
        sort: 'all',
        cell: row => {
          const [all, late] = [amountOf(row, 'all'), amountOf(row, 'overdue')]
          const text = t('console/common:number', { count: all })
          return row.colleague === null ? wordsCell(text) : { kind: 'share', share: shareOf(text, all, most, late) }
        },
        file: [{ heading: column('all'), value: row => amountOf(row, 'all') }],
      },
    ],
  }
}

/** What is about to move, and to whom. */
export function presentMove(
  from: readonly StaffMember[],
  to: StaffMember | null,
  { loads, withEnquiries }: Loads,
  t: Translate,
) {
  return {
    pageName: t('console/caseload:confirm.title'),
    back: '/caseload',
    from: from.map(({ id, name }) => {
      const load = loads.get(id)
      const parts = [
        t('console/caseload:confirm.applications', { count: load?.open ?? 0 }),
        t('console/caseload:confirm.assessments', { count: owedIn(load?.assessments ?? []) }),
        ...shownKinds(withEnquiries).map(kind =>
          t(`console/caseload:confirm.${kind}`, { count: load?.work[kind].open ?? 0 }),
        ),
      ]
      return { id, text: t('console/caseload:confirm.from', { name, what: inOneSentence.format(parts) }) }
    }),
    to: to === null ? 'team' : String(to.id),
    what:
      to === null
        ? t('console/caseload:confirm.to-team')
        : t(`console/caseload:confirm.to-colleague.${workHeldBy(to.role)}`, { name: to.name }),
  }
}

/** Which work somebody can be given, by their role. */
function workHeldBy(role: Role): WordingPart<'console/caseload:confirm.to-colleague.'> {
  if (isAllocatedAssessments(role)) return 'with-assessments'
  return can(role, enquiryWork.holderPermission) ? 'without-assessments' : 'without-assessments-or-enquiries'
}

/** What was moved, in words. */
export function presentMoved({ left, ...moved }: Moved, withEnquiries: boolean, t: Translate) {
  const text = [
    t('console/caseload:moved.applications', { count: moved.applications }),
    t('console/caseload:moved.assessments', { count: moved.assessments }),
    ...shownKinds(withEnquiries).map(kind => t(`console/caseload:moved.${kind}`, { count: moved.work[kind] })),
    ...(left.applications > 0 ? [t('console/caseload:moved.left.applications', { count: left.applications })] : []),
    ...workKinds
      .filter(kind => left.work[kind] > 0)
      .map(kind => t(`console/caseload:moved.left.${kind}`, { count: left.work[kind] })),
  ].join(' ')
  return { text, isAny: [moved.applications, moved.assessments, ...Object.values(moved.work)].some(count => count > 0) }
}

function shownKinds(withEnquiries: boolean): readonly WorkKind[] {
  return workKinds.filter(kind => withEnquiries || kind !== 'enquiries')
}

function owedIn(assessments: readonly OwedByOfficer[]): number {
  return assessments.reduce((sum, { overdue, due }) => sum + overdue + due, 0)
}

/** The counts of a row by its columns, each with the list that it counts; without noughts. */
function countsOf(load: Load | undefined, id: number | null, name: string, t: Translate) {
  const label = t('console/caseload:label', { name })
  const open = (value: number, href: string, isLate = false): readonly CountLink[] =>
    value === 0 ? [] : [{ text: t('console/common:number', { count: value }), href, label, isLate }]
  const count = (
    what: WordingPart<'console/caseload:counts.'>,
    value: number,
    href: string,
    isLate = true,
  ): readonly CountLink[] => {
    if (value === 0) return []
    return [{ text: t(`console/caseload:counts.${what}`, { count: value }), href, label, isLate }]
  }
  const queue = readQuery('')
  const whose = id === null ? ({ list: 'unclaimed' } as const) : ({ list: 'colleague', claimed: id } as const)
  const owed = load?.assessments ?? []
  // One number for all prisons, so that a row stays one line; what nobody has is only what can be allocated.
  const assessments = (state: 'overdue' | 'due') => {
    const prisons = owed.filter(each => each[state] > 0)
    const prison = prisons.length === 1 ? prisons[0]!.prisonId : 'every'
    const officer = id === null ? 'kind=allocated&officer=nobody' : `kind=every&officer=${id}`
    return count(
      state === 'overdue' ? 'overdue' : 'assessments-due',
      prisons.reduce((sum, each) => sum + each[state], 0),
      `/assessments?prison=${prison}&state=${state}&${officer}`,
      state === 'overdue',
    )
  }
  const comRequests = id === null ? '/tasks?list=waiting' : `/tasks?by=${id}`
  const enquiries = id === null ? '/questions?list=unheld' : `/questions?by=${id}`
  const referrals = `/referrals?owner=${id ?? 'nobody'}`
  const notifications = `/told-and-asked?list=carried-on&by=${id ?? 'nobody'}`
  const work = (kind: WorkKind) => load?.work[kind] ?? { open: 0, overdue: 0 }
  const ofKind = (kind: WorkKind, href: string) => open(work(kind).open, href, work(kind).overdue > 0)
  return {
    applications: [
      ...open(load?.open ?? 0, addressOf(queue, whose)),
      ...count('overdue', load?.overdue ?? 0, addressOf(queue, { ...whose, due: 'overdue' })),
    ],
    assessments: [...assessments('overdue'), ...assessments('due')],
    comRequests: ofKind('comRequests', comRequests),
    enquiries: ofKind('enquiries', enquiries),
    referrals: [
      ...open(work('referrals').open, referrals),
      ...count('to-chase', work('referrals').overdue, `${referrals}&state=to-chase`),
    ],
    notifications: ofKind('notifications', notifications),
  }
}
