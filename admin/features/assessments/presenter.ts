import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Officer, Person, Prison, StaffMember } from '../../../server/database'
import {
  assessmentKinds,
  planStages,
  waysToShare,
  type AssessmentKind,
  type AssessmentState,
} from '../../../server/domain/assessments'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import type { PersonsAssessment } from '../../../server/use-cases/assessments/assessments'
import { can } from '../../access/permissions'
import { filterChoices } from '../../lists/filter-choice'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { presentAssessment } from '../../presenting/people/assessment-rows'
import { whereNow } from '../../presenting/people/where-is'
import { addressOf, isShown, listPageSize, stateFilters, type ListQuery } from './filters'

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
}

/** The rows of the list that the filters give, soonest first; what has no day comes last. */
export function entriesShown({ staff, query, entries }: ListView): readonly ListEntry[] {
  return entries
    .filter(({ assessment: { kind, state, officerId } }) => {
      const isTheirs =
        typeof query.officer === 'number'
          ? officerId === query.officer
          : { all: true, mine: officerId === staff.id, nobody: officerId === null }[query.officer]
      return isShown(query, state) && (query.kind === null || query.kind === kind) && isTheirs
    })
    .sort((one, other) => ((one.assessment.due ?? '9999') < (other.assessment.due ?? '9999') ? -1 : 1))
}

/** The page of the list: what is due of whom, by when and with whom, and how much of each there is. */
export function presentList(
  view: ListView,
  { onPage, page, total }: { readonly onPage: readonly ListEntry[]; readonly page: number; readonly total: number },
  t: Translate,
) {
  const { staff, query } = view
  const pages = pagesFor(total, listPageSize)
  const title = t('console/assessments:title')
  return {
    pageName: pages > 1 ? t('console/assessments:page-name', { title, page, pages }) : title,
    counts: presentCounts(view.entries, t),
    filters: presentFilters(view, t),
    count: t('console/assessments:count', { count: total }),
    rows: onPage.map(({ person, assessment }) => ({
      href: `/people/${person.prisonNumber}/assessments`,
      name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
      prisonNumber: person.prisonNumber,
      where: whereNow(person, t),
      ...presentAssessment(assessment, t),
    })),
    pagination: presentPagination(page, pages, each => addressOf(query, each), t),
    allocateAddress: can(staff.role, 'allocate-assessments') ? `/assessments/allocate?prison=${query.prison}` : null,
  }
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

function presentFilters({ query, prisons, entries }: ListView, t: Translate) {
  const { officer } = query
  const assessmentOfOfficer = entries.find(({ assessment }) => assessment.officerId === officer)?.assessment
  const choice = filterChoices(
    (name: WordingPart<'console/assessments:filter.'>) => `console/assessments:filter.${name}`,
    query,
    t,
  )
  return [
    ...(prisons.length > 0
      ? [
          choice(
            'prison',
            prisons.map(({ id, name }) => ({ value: id, text: name })),
          ),
        ]
      : []),
    choice(
      'state',
      stateFilters.map(value => ({ value, text: t(`console/assessments:filter.states.${value}`) })),
    ),
    choice('kind', [
      { value: '', text: t('console/assessments:filter.any') },
      ...assessmentKinds.map(value => ({ value, text: t(`console/assessments:kinds.${value}`) })),
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
  ]
}

/** How many assessments were just allocated. */
export function allocatedInWords(count: number, t: Translate): string {
  return count === 0
    ? t('console/assessments:allocate.allocated-none')
    : t('console/assessments:allocate.allocated', { count })
}

/** So many days back somebody came, at most: the day's receptions are of today and yesterday, since files come in the morning. */
export const cameWithin = ['1', '7'] as const

export interface AllocationView {
  readonly prison: Prison
  readonly prisons: readonly Prison[]
  readonly officers: readonly Officer[]
  /** Those whose assessment is nobody's, or is one officer's who is to be relieved. */
  readonly waiting: readonly ListEntry[]
  /** How many there are, of whom no more than a page's are shown. */
  readonly total: number
  readonly from: number | null
  readonly proposed: ReadonlyMap<number, number>
  readonly way: string
  readonly came: (typeof cameWithin)[number] | null
}

/** The page on which the day's receptions are given out: an officer for each, proposed or picked by hand. */
export function presentAllocation(
  { prison, prisons, officers, waiting, total, from, proposed, way, came }: AllocationView,
  t: Translate,
) {
  const address = (changes: { way?: string; from?: string }) => {
    const parameters = new URLSearchParams({
      prison: prison.id,
      way,
      ...(from !== null && { from: String(from) }),
      ...(came !== null && { came }),
      ...changes,
    })
    return `/assessments/allocate?${parameters.toString()}`
  }
  return {
    pageName: t('console/assessments:allocate.title'),
    prison: { id: prison.id, name: prison.name },
    prisonItems: prisons.map(({ id, name }) => ({ value: id, text: name, selected: id === prison.id })),
    fromItems: [
      { value: '', text: t('console/assessments:allocate.from-nobody'), selected: from === null },
      ...officers.map(({ id, name }) => ({ value: String(id), text: name, selected: id === from })),
    ],
    cameItems: [null, ...cameWithin].map(each => ({
      value: each ?? '',
      text: t(`console/assessments:allocate.came-within.${each ?? 'any'}`),
      selected: each === came,
    })),
    way,
    count: t('console/assessments:allocate.count', { count: total }),
    isCut: total > waiting.length,
    shown: waiting.length,
    ways: [...waysToShare, 'by-hand' as const].map(each => ({
      text: t(`console/assessments:allocate.ways.${each}`),
      href: address({ way: each }),
      isChosen: each === way,
    })),
    officers: officers.map(({ name, load }) => ({ name, load })),
    people: waiting.map(({ person, assessment }) => ({
      prisonNumber: person.prisonNumber,
      name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
      where: person.location ?? '',
      ...presentAssessment(assessment, t),
      received: dayInWords(person.receptionDate),
      select: {
        id: `to-${person.prisonNumber}`,
        name: `to-${person.prisonNumber}`,
        label: {
          text: t('console/assessments:allocate.officer-for', { name: `${person.firstName} ${person.lastName}` }),
          classes: 'govuk-visually-hidden',
        },
        items: [
          { value: '', text: t('console/assessments:nobody') },
          ...officers.map(({ id, name }) => ({
            value: String(id),
            text: name,
            selected: id === (proposed.get(person.id) ?? from),
          })),
        ],
      },
    })),
    from: from === null ? '' : String(from),
  }
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
