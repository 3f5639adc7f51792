import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  overdueActionPageSize,
  type OverdueAction,
  type OverdueActionColumn,
  type Prison,
} from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { dueWords } from '../../presenting/due'
import { leavesColumn, personColumn, placeColumns } from '../../presenting/people/person-columns'
import { shortName } from '../../presenting/people/short-name'
import { listAddress, plannedFilters, responsibleFilters, type OverdueActionsQuery } from './query'

type Listed = OverdueAction & { readonly total: number }

interface ListView {
  readonly query: OverdueActionsQuery
  readonly prisons: readonly Prison[]
  /** The wings and landings to filter by. */
  readonly wings: readonly string[]
  readonly today: CalendarDay
}

/** A page of the actions that are past their day. */
export function presentOverdueActions(actions: readonly Listed[], view: ListView, t: Translate) {
  const { query, today } = view
  const page = { rows: actions, total: actions[0]?.total ?? 0, query, size: overdueActionPageSize }
  return {
    ...presentPagedList(columnsOf(today, t), page, listAddress, t),
    pageName: t('console/overdue-actions:title'),
    what: t('console/overdue-actions:what'),
    filters: presentFilters(view, t),
  }
}

function presentFilters({ query, prisons, wings }: ListView, t: Translate) {
  const word = (name: WordingPart<'console/overdue-actions:filter.'>) => t(`console/overdue-actions:filter.${name}`)
  const choice = filterChoices(
    (name: 'prison' | 'wing' | 'responsible' | 'planned') => `console/overdue-actions:filter.${name}`,
    query,
    t,
  )
  const prisonItems = [
    { value: '', text: word('every-prison') },
    ...prisons.map(({ id, name }) => ({ value: id, text: name })),
  ]
  return presentFilterLine<'prison' | 'wing' | 'responsible' | 'planned'>(
    {
      action: listAddress.path,
      fields: [
        ...(prisons.length > 1 ? [choice('prison', prisonItems)] : []),
        choice('wing', wingItems(query.wing, wings, word('any'))),
        choice(
          'responsible',
          responsibleFilters.map(value => ({ value, text: word(`whose.${value === '' ? 'anybody' : value}`) })),
        ),
        choice(
          'planned',
          plannedFilters.map(value => ({ value, text: word(`planner.${value === '' ? 'anybody' : value}`) })),
        ),
      ],
      quick: [
        { name: 'responsible', value: 'prison', text: word('chips.prison') },
        { name: 'responsible', value: 'probation', text: word('chips.probation') },
        { name: 'planned', value: 'by-you', text: word('chips.by-you') },
      ],
      address: changes => listAddress.changed(query, changes),
      keep: listAddress.kept(query, 'sort'),
    },
    t,
  )
}

/** The columns of the list, and of its file. */
export function columnsOf(today: CalendarDay, t: Translate): ListColumns<Listed, OverdueActionColumn> {
  const personOf = (action: Listed) => action
  const column = (name: WordingPart<'console/overdue-actions:columns.'>) => t(`console/overdue-actions:columns.${name}`)
  const pathway = (action: Listed) => t(`console/resettlement-plan:pathways.${action.pathway}`)
  const responsible = (action: Listed) => t(`console/resettlement-plan:responsible.${action.responsible}`)
  return {
    before: [
      {
        heading: column('due'),
        sort: 'due',
        cell: ({ due }) => ({ kind: 'due', due: dueWords(due, today, t) }),
        file: [{ heading: column('due'), value: ({ due }) => dayInFile(due) }],
      },
    ],
    link: {
      heading: column('pathway'),
      sort: 'what',
      link: action => ({
        text: pathway(action),
        href: `/people/${action.prisonNumber}/plan/${action.pathway}`,
        beside: null,
        about: t('console/people:name', { firstName: action.firstName, lastName: action.lastName }),
      }),
      file: [{ heading: column('pathway'), value: pathway }],
    },
    after: [
      {
        heading: column('what'),
        sort: null,
        cell: ({ text }) => wordsCell(text, { isLong: true }),
        file: [{ heading: column('what'), value: ({ text }) => text }],
      },
      personColumn(personOf, t),
      ...placeColumns(personOf, t),
      leavesColumn(personOf, today, t),
      {
        heading: column('responsible'),
        sort: 'responsible',
        cell: action => wordsCell(responsible(action)),
        file: [{ heading: column('responsible'), value: responsible }],
      },
      {
        heading: column('planned'),
        sort: 'planned',
        cell: ({ staffName }) => wordsCell(shortName(staffName), { isLast: true }),
        file: [{ heading: column('planned'), value: ({ staffName }) => staffName }],
      },
    ],
  }
}
