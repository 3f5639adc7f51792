import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Officer, Prison } from '../../../server/database'
import { allocatedKinds, assessmentKinds, waysToShare } from '../../../server/domain/assessments'
import { shortDay, type CalendarDay } from '../../../server/domain/calendar'
import { dayInFile, type CsvRow } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { inOrder } from '../../lists/in-order'
import { listInFile, presentListTable, wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { shareOf } from '../../lists/share'
import { wingItems } from '../../lists/wing-field'
import { dueWords } from '../../presenting/due'
import { leavesColumn, personLink, placeColumns } from '../../presenting/people/person-columns'
import {
  allocationAddress,
  allocationPageSize,
  cameWithin,
  type AllocationColumn,
  type AllocationQuery,
} from './allocation-query'
import { isOnWing, type ListEntry } from './presenter'

/** Whose BCST2 or guided interview is to be allocated in a prison, and the officers there. */
export interface AllocationList {
  readonly query: AllocationQuery
  readonly prison: Prison
  readonly prisons: readonly Prison[]
  readonly wings: readonly string[]
  readonly officers: readonly Officer[]
  /** All that the filters give, in the order of the list. */
  readonly rows: readonly ListEntry[]
  readonly today: CalendarDay
}

/** A page of it. */
export interface AllocationView extends AllocationList {
  readonly shown: readonly ListEntry[]
  /** The officer that a row is shown with: who was picked or is proposed. */
  readonly officerIn: (person: ListEntry['person']) => number | null
  /** The prison numbers of those that are ticked. */
  readonly selected: ReadonlySet<string>
  readonly isFaulty: boolean
}

/** Whether the filters of the list show an assessment. @param since the day from which they came; null for any */
export function isListed(
  { person, assessment: { kind, officerId } }: ListEntry,
  { from, kind: wanted, wing }: AllocationQuery,
  since: CalendarDay | null,
): boolean {
  return (
    officerId === from &&
    (wanted === null || kind === wanted) &&
    isOnWing(person, wing) &&
    (since === null || person.receptionDate >= since)
  )
}

const compared: Readonly<Record<AllocationColumn, (entry: ListEntry) => string | number | null>> = {
  due: ({ assessment }) => assessment.due,
  person: ({ person }) => `${person.lastName}, ${person.firstName}`.toLowerCase(),
  kind: ({ assessment }) => assessmentKinds.indexOf(assessment.kind),
  cell: ({ person }) => person.location ?? null,
  came: ({ person }) => person.receptionDate,
}

/** The order of the list; of equal ones those that are due soonest, and of those without a day who came last. */
export function inAllocationOrder(rows: readonly ListEntry[], sort: AllocationQuery['sort']): readonly ListEntry[] {
  return [...rows].sort(inOrder(compared, '-came', compared.person)).sort(inOrder(compared, sort, compared.due))
}

/** The page on which assessments are allocated: an officer in each row, proposed or picked, and what each has. */
export function presentAllocation(view: AllocationView, t: Translate) {
  const { query, prison, officers, shown, rows, selected, isFaulty } = view
  const word = (name: WordingPart<'console/assessments:allocate.'>) => t(`console/assessments:allocate.${name}`)
  const columns = columnsOf(view, t)
  const ticks = {
    heading: word('select'),
    tick: ({ person: { firstName, lastName, prisonNumber } }: ListEntry, index: number) => ({
      id: index === 0 ? 'selected' : `selected-${prisonNumber}`,
      name: 'selected',
      value: prisonNumber,
      label: t('console/assessments:allocate.select-person', { name: `${firstName} ${lastName}` }),
      checked: selected.has(prisonNumber),
      describedBy: isFaulty ? 'selected-error' : null,
    }),
  }
  const list = presentListTable(columns, shown, query.sort, sort => allocationAddress.changed(query, { sort }), ticks)
  const page = { rows: shown, total: rows.length, query, size: allocationPageSize }
  return {
    ...presentPagedList(columns, page, allocationAddress, t),
    list,
    pageName: word('title'),
    what: t('console/assessments:allocate.what', { prison: prison.name }),
    filters: presentFilters(view, t),
    ways: (['by-hand', ...waysToShare] as const).map(way => ({
      text: t(`console/assessments:allocate.ways.${way}`),
      href: allocationAddress.changed(query, { way }),
      current: way === query.way ? 'page' : null,
      count: null,
    })),
    noOfficers: officers.length === 0 ? t('console/assessments:allocate.no-officers', { prison: prison.name }) : null,
    officers: [
      { value: '', text: word('nobody-yet') },
      ...officers
        .filter(({ id }) => id !== query.from)
        .map(({ id, name, load }) => ({
          value: String(id),
          text: t('console/assessments:allocate.officer', { name, count: load }),
        })),
    ],
    shares: presentShares(view, t),
    prison: prison.id,
    from: query.from ?? '',
    place: new URL(allocationAddress.page(query, query.page), 'http://list').search,
  }
}

/** The whole list as a file. */
export function allocationFile(list: AllocationList, rows: readonly ListEntry[], t: Translate): readonly CsvRow[] {
  return listInFile(columnsOf({ ...list, officerIn: () => null }, t), rows)
}

/** What each officer has now, and what they would have after the proposal. */
function presentShares({ officers, shown, query, officerIn }: AllocationView, t: Translate) {
  const given = new Map<number, number>()
  for (const { person, assessment } of shown) {
    const to = officerIn(person)
    if (to === assessment.officerId) continue
    if (to !== null) given.set(to, (given.get(to) ?? 0) + 1)
    if (query.from !== null) given.set(query.from, (given.get(query.from) ?? 0) - 1)
  }
  const after = ({ id, load }: Officer) => load + (given.get(id) ?? 0)
  const most = Math.max(0, ...officers.map(each => Math.max(each.load, after(each))))
  return officers.map(officer => ({
    name: officer.name,
    share: shareOf(
      after(officer) === officer.load
        ? t('console/common:number', { count: officer.load })
        : t('console/assessments:allocate.shares.after', { now: officer.load, after: after(officer) }),
      after(officer),
      most,
    ),
  }))
}

function presentFilters({ query, prisons, wings, officers }: AllocationList, t: Translate) {
  const word = (name: WordingPart<'console/assessments:allocate.'>) => t(`console/assessments:allocate.${name}`)
  const choice = filterChoices(
    (name: 'prison' | 'wing' | 'kind' | 'came' | 'from') => `console/assessments:allocate.filter.${name}`,
    query,
    t,
  )
  return presentFilterLine<'prison' | 'wing' | 'kind' | 'came' | 'from'>(
    {
      action: allocationAddress.path,
      fields: [
        choice('wing', wingItems(query.wing, wings, word('filter.any'))),
        choice('kind', [
          { value: '', text: word('filter.any') },
          ...allocatedKinds.map(value => ({ value, text: t(`console/assessments:kinds.${value}`) })),
        ]),
        choice(
          'came',
          [null, ...cameWithin].map(each => ({
            value: each ?? '',
            text: t(`console/assessments:allocate.came-within.${each ?? 'any'}`),
          })),
        ),
        choice('from', [
          { value: '', text: word('from-nobody') },
          ...officers.map(({ id, name }) => ({ value: String(id), text: name })),
        ]),
        ...(prisons.length > 1
          ? [
              choice(
                'prison',
                prisons.map(({ id, name }) => ({ value: id, text: name })),
              ),
            ]
          : []),
      ],
      quick: [
        { name: 'came', value: '1', text: word('chips.came') },
        { name: 'kind', value: 'guided-interview', text: word('chips.kind') },
      ],
      address: changes => allocationAddress.changed(query, changes),
      keep: allocationAddress.kept(query, 'sort', 'way', ...(prisons.length > 1 ? [] : (['prison'] as const))),
    },
    t,
  )
}

function columnsOf(
  { officers, today, officerIn }: Pick<AllocationView, 'officers' | 'today' | 'officerIn'>,
  t: Translate,
): ListColumns<ListEntry, AllocationColumn> {
  const personOf = ({ person }: ListEntry) => person
  const column = (name: WordingPart<'console/assessments:columns.'>) => t(`console/assessments:columns.${name}`)
  const kind = ({ assessment }: ListEntry) => t(`console/assessments:kinds.${assessment.kind}`)
  const state = ({ assessment }: ListEntry) => t(`console/assessments:states.${assessment.state}`)
  return {
    before: [
      {
        heading: column('due'),
        sort: 'due',
        cell: entry => {
          const { due } = entry.assessment
          return due === null ? wordsCell(state(entry)) : { kind: 'due', due: dueWords(due, today, t) }
        },
        file: [
          { heading: column('due'), value: ({ assessment }) => dayInFile(assessment.due) },
          { heading: column('state'), value: state },
        ],
      },
    ],
    link: personLink(personOf, column('person'), t),
    after: [
      {
        heading: column('what'),
        sort: 'kind',
        isShown: rows => new Set(rows.map(kind)).size > 1,
        cell: entry => wordsCell(kind(entry)),
        file: [{ heading: column('what'), value: kind }],
      },
      // The prison is that of the whole list, and when they leave decides nothing here: both are in the file.
      ...placeColumns(personOf, t),
      { ...leavesColumn(personOf, today, t), sort: null, isShown: () => false },
      {
        heading: t('console/assessments:allocate.came-column'),
        sort: 'came',
        cell: ({ person }) => wordsCell(shortDay(person.receptionDate, today), { isWhole: true }),
        file: [{ heading: column('received'), value: ({ person }) => dayInFile(person.receptionDate) }],
      },
      {
        heading: column('officer'),
        sort: null,
        cell: ({ person }) => ({
          kind: 'select',
          select: {
            name: `to-${person.prisonNumber}`,
            label: t('console/assessments:allocate.officer-for', { name: `${person.firstName} ${person.lastName}` }),
            items: [
              { value: '', text: t('console/assessments:nobody') },
              ...officers.map(({ id, name }) => ({ value: String(id), text: name })),
            ].map(item => ({ ...item, selected: item.value === String(officerIn(person) ?? '') })),
          },
        }),
        file: [{ heading: column('officer'), value: ({ assessment }) => assessment.officerName }],
      },
    ],
  }
}
