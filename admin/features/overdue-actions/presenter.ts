import type { Translate, WordingPart } from '../../../server/content/words/words'
import { overdueActionPageSize, type OverdueAction, type Prison } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import { filterChoices } from '../../lists/filter-choice'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { addressOf, plannedFilters, responsibleFilters, type OverdueActionsQuery } from './query'

/** A page of the actions that are past their day. */
export function presentOverdueActions(
  actions: readonly (OverdueAction & { total: number })[],
  query: OverdueActionsQuery,
  prisons: readonly Prison[],
  t: Translate,
) {
  const total = actions[0]?.total ?? 0
  return {
    pageName: t('console/overdue-actions:title'),
    filters: presentFilters(query, prisons, t),
    count: t('console/overdue-actions:count', { count: total }),
    rows: actions.map(action => ({
      href: `/people/${action.prisonNumber}/plan/${action.pathway}`,
      text: action.text,
      pathway: t(`console/resettlement-plan:pathways.${action.pathway}`),
      person: t('console/people:name', { firstName: action.firstName, lastName: action.lastName }),
      where: numberAndWhereIs(action, t),
      due: dayInWords(action.due),
      responsible: t(`console/resettlement-plan:responsible.${action.responsible}`),
      plannedBy: action.staffName,
    })),
    pagination: presentPagination(
      query.page,
      pagesFor(total, overdueActionPageSize),
      page => addressOf(query, page),
      t,
    ),
  }
}

function presentFilters(query: OverdueActionsQuery, prisons: readonly Prison[], t: Translate) {
  const choice = filterChoices(
    (name: WordingPart<'console/overdue-actions:filter.'>) => `console/overdue-actions:filter.${name}`,
    query,
    t,
  )
  const prisonChoice = choice('prison', [
    { value: '', text: t('console/overdue-actions:filter.every-prison') },
    ...prisons.map(({ id, name }) => ({ value: id, text: name })),
  ])
  return [
    ...(prisons.length > 1 ? [prisonChoice] : []),
    choice(
      'responsible',
      responsibleFilters.map(value => ({
        value,
        text: t(`console/overdue-actions:filter.whose.${value === '' ? 'anybody' : value}`),
      })),
    ),
    choice(
      'planned',
      plannedFilters.map(value => ({
        value,
        text: t(`console/overdue-actions:filter.planner.${value === '' ? 'anybody' : value}`),
      })),
    ),
  ]
}
