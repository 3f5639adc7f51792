import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Person, Prison, StaffMember } from '../../../server/database'
import {
  assessmentKinds,
  isAllocatedKind,
  planStages,
  type AssessmentKind,
  type AssessmentState,
} from '../../../server/domain/assessments'
import { dayInWords, shortDay, type CalendarDay } from '../../../server/domain/calendar'
import type { PersonsAssessment } from '../../../server/use-cases/assessments/assessments'
import { assessmentKindsFor } from '../../access/assessment-kinds'
import { can } from '../../access/permissions'
import { dayInFile, mostInFile, type CsvRow } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { inOrder } from '../../lists/in-order'
import { listInFile, wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { dueWords } from '../../presenting/due'
import { presentAssessment } from '../../presenting/people/assessment-rows'
import { leavesColumn, personInFile, placeColumns } from '../../presenting/people/person-columns'
import { shortName } from '../../presenting/people/short-name'
import { isShown, listAddress, listPageSize, stateFilters, type ListQuery, type Sort } from './filters'

export interface ListEntry {
  readonly person: Person
  readonly assessment: PersonsAssessment
}

export interface ListView {
  readonly staff: StaffMember
  readonly query: ListQuery
  /** The prisons to choose from; none for a COM, who sees their people wherever they are. */
  readonly prisons: readonly Prison[]
  readonly entries: readonly ListEntry[]
  /** The wings and landings to filter by. */
  readonly wings: readonly string[]
  readonly today: CalendarDay
}

/** The rows of the list that the filters give, in its order; what has no day, cell or officer comes last. */
export function entriesShown({ staff, query, entries }: ListView): readonly ListEntry[] {
  const own = assessmentKindsFor(staff)
  const isOfKind = (kind: AssessmentKind) => {
    if (query.kind === null) return own.length === 0 || own.includes(kind)
    if (query.kind === 'allocated') return isAllocatedKind(kind)
    return query.kind === 'every' || query.kind === kind
  }
  const isTheirs = (officerId: number | null) =>
    typeof query.officer === 'number'
      ? officerId === query.officer
      : { all: true, mine: officerId === staff.id, nobody: officerId === null }[query.officer]
  return entries
    .filter(
      ({ person, assessment: { kind, state, officerId } }) =>
        isShown(query, state) && isOfKind(kind) && isTheirs(officerId) && isOnWing(person, query.wing),
    )
    .sort(inOrder(compared, query.sort, compared.due))
}

/** Whether somebody is on a wing or a landing; null is any. */
export function isOnWing({ location }: Person, wing: string | null): boolean {
  return wing === null || `${location?.toUpperCase() ?? ''}-`.startsWith(`${wing}-`)
}

/** What each order compares; of equal ones the soonest comes first, then by name, as they are read. */
const compared: Readonly<Record<Sort, (entry: ListEntry) => string | null>> = {
  due: ({ assessment }) => assessment.due,
  kind: ({ assessment }) => String(assessmentKinds.indexOf(assessment.kind)),
  person: ({ person }) => `${person.lastName}, ${person.firstName}`.toLowerCase(),
  cell: ({ person }) => person.location ?? null,
  release: ({ person }) => person.releaseDate,
  owner: ({ assessment }) => assessment.officerName,
}

/** The columns of the list. */
function columnsOf({ staff, today }: ListView, t: Translate): ListColumns<ListEntry, Sort> {
  const personOf = ({ person }: ListEntry) => person
  const column = (name: WordingPart<'console/assessments:columns.'>) => t(`console/assessments:columns.${name}`)
  return {
    before: [
      {
        heading: column('due'),
        sort: 'due',
        cell: ({ assessment: { due, state, doneOn } }) =>
          due === null || (state !== 'overdue' && state !== 'due' && state !== 'to-come')
            ? wordsCell(t(`console/assessments:states.${state}`), { beside: doneOn && shortDay(doneOn, today) })
            : { kind: 'due', due: dueWords(due, today, t) },
        file: [
          { heading: column('due'), value: ({ assessment }) => dayInFile(assessment.due) },
          {
            heading: column('state'),
            value: ({ assessment }) => t(`console/assessments:states.${assessment.state}`),
          },
          { heading: column('done'), value: ({ assessment }) => dayInFile(assessment.doneOn) },
        ],
      },
    ],
    link: {
      heading: column('person'),
      sort: 'person',
      link: ({ person: { firstName, lastName, prisonNumber } }) => ({
        text: t('console/people:name', { firstName, lastName }),
        href: `/people/${prisonNumber}/assessments`,
        beside: prisonNumber,
      }),
      file: personInFile(personOf, t),
    },
    after: [
      {
        heading: column('what'),
        sort: 'kind',
        cell: ({ assessment }) => wordsCell(t(`console/assessments:kinds.${assessment.kind}`)),
        file: [
          {
            heading: column('what'),
            value: ({ assessment }) => t(`console/assessments:kinds.${assessment.kind}`),
          },
        ],
      },
      ...placeColumns(personOf, t),
      leavesColumn(personOf, today, t),
      {
        heading: column('officer'),
        sort: 'owner',
        cell: ({ assessment: { officerId, officerName } }) => {
          if (officerId === staff.id) return wordsCell(t('console/queue:row.you'), { isStrong: true, isLast: true })
          const name = officerName === null ? t('console/assessments:nobody') : shortName(officerName)
          return wordsCell(name, { isLast: true })
        },
        file: [{ heading: column('officer'), value: ({ assessment }) => assessment.officerName }],
      },
    ],
  }
}

/** The page of the list: what is due of whom, by when and with whom, and how much of each there is. */
export function presentList(
  view: ListView,
  { shown, page }: { readonly shown: readonly ListEntry[]; readonly page: number },
  t: Translate,
) {
  const { staff, query } = view
  const rows = shown.slice((page - 1) * listPageSize, page * listPageSize)
  const list = { rows, total: shown.length, query: { ...query, page }, size: listPageSize }
  const allocate = {
    text: t('console/assessments:allocate.link'),
    href: query.prison === 'every' ? '/assessments/allocate' : `/assessments/allocate?prison=${query.prison}`,
  }
  return {
    ...presentPagedList(columnsOf(view, t), list, listAddress, t),
    pageName: t('console/assessments:title'),
    counts: presentCounts(view.entries, t),
    filters: presentFilters(view, t),
    acts: can(staff.role, 'allocate-assessments') ? [allocate] : [],
  }
}

/** The whole list as a file. */
export function fileOf(view: ListView, shown: readonly ListEntry[], t: Translate): readonly CsvRow[] {
  return listInFile(columnsOf(view, t), shown.slice(0, mostInFile))
}

function presentCounts(entries: readonly ListEntry[], t: Translate) {
  const states = ['overdue', 'due', 'to-come', 'done', 'done-late'] as const
  const counts = new Map<string, number>()
  for (const { assessment } of entries) {
    const key = `${assessment.kind} ${assessment.state}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const of = (kind: AssessmentKind, state: AssessmentState) => counts.get(`${kind} ${state}`) ?? 0
  return {
    columns: [t('console/assessments:columns.what'), ...states.map(state => t(`console/assessments:states.${state}`))],
    rows: assessmentKinds
      .filter(kind => states.some(state => of(kind, state) > 0))
      .map(kind => ({
        what: t(`console/assessments:kinds.${kind}`),
        counts: states.map(state => of(kind, state)),
      })),
  }
}

function presentFilters(view: ListView, t: Translate) {
  const { staff, query, prisons, entries, wings } = view
  const { officer } = query
  const assessmentOfOfficer = entries.find(({ assessment }) => assessment.officerId === officer)?.assessment
  const choice = filterChoices(
    (name: WordingPart<'console/assessments:filter.'>) => `console/assessments:filter.${name}`,
    query,
    t,
  )
  const places = wingItems(query.wing, wings, t('console/assessments:filter.any'))
  const isOwn = assessmentKindsFor(staff).length > 0
  const fields = [
    ...(places.length > 1 ? [choice('wing', places)] : []),
    choice(
      'state',
      stateFilters.map(value => ({ value, text: t(`console/assessments:filter.states.${value}`) })),
    ),
    choice('kind', [
      { value: '', text: t(`console/assessments:filter.${isOwn ? 'own' : 'any'}`) },
      ...assessmentKinds.map(value => ({ value, text: t(`console/assessments:kinds.${value}`) })),
      { value: 'allocated', text: t('console/assessments:filter.allocated') },
      ...(isOwn ? [{ value: 'every', text: t('console/assessments:filter.every') }] : []),
    ]),
    choice('officer', [
      ...(['all', 'mine', 'nobody'] as const).map(value => ({
        value,
        text: t(`console/assessments:filter.officers.${value}`),
      })),
      ...(typeof officer === 'number'
        ? [
            {
              value: String(officer),
              text: assessmentOfOfficer?.officerName ?? t('console/assessments:filter.officers.colleague'),
            },
          ]
        : []),
    ]),
    ...(prisons.length > 1
      ? [
          choice('prison', [
            ...prisons.map(({ id, name }) => ({ value: id, text: name })),
            { value: 'every', text: t('console/assessments:filter.any') },
          ]),
        ]
      : []),
  ]
  const quick = [
    ['state', 'overdue'],
    ['officer', 'mine'],
    ['officer', 'nobody'],
  ] as const
  return presentFilterLine<'wing' | 'state' | 'kind' | 'officer' | 'prison'>(
    {
      action: '/assessments',
      fields,
      quick: quick.map(([name, value]) => ({
        name,
        value,
        text: t(`console/assessments:filter.chips.${value}`),
        count: entriesShown({ ...view, query: { ...query, [name]: value } }).length,
      })),
      address: changes => listAddress.changed(query, changes),
      keep: listAddress.kept(query, 'sort', ...(prisons.length > 1 ? [] : (['prison'] as const))),
    },
    t,
  )
}

/** A person's assessments, with the forms to record what was done. */
export function presentPersonsAssessments(
  person: Person,
  assessments: readonly PersonsAssessment[],
  reader: { readonly staff: StaffMember; readonly today: CalendarDay },
  t: Translate,
) {
  return {
    pageName: t('console/assessments:person.page-name'),
    back: `/people/${person.prisonNumber}`,
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    mayRecord: can(reader.staff.role, 'record-assessment'),
    began: t('console/assessments:person.began', { day: dayInWords(person.custodyBegan) }),
    assessments: assessments.map(each => presentAssessment(each, t)),
    toRecord: assessments
      .filter(({ doneOn }) => doneOn === null)
      .map(({ kind }) => ({ value: kind, text: t(`console/assessments:kinds.${kind}`) })),
    planAddress: can(reader.staff.role, 'see-plan') ? `/people/${person.prisonNumber}/plan` : null,
    /** Whether one that is to be done is written in the plan. */
    isPlanOpen: assessments.some(
      ({ kind, doneOn }) => doneOn === null && (planStages as readonly string[]).includes(kind),
    ),
  }
}
