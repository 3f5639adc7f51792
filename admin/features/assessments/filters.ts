import { z } from 'zod'
import { assessmentKinds, assessmentStates, type AssessmentState } from '../../../server/domain/assessments'
import { pageField } from '../../lists/page-of'

export const stateFilters = ['now', 'overdue', 'due', 'to-come', 'waits', 'done', 'all'] as const
export type StateFilter = (typeof stateFilters)[number]

const statesOf: Readonly<Record<StateFilter, readonly AssessmentState[]>> = {
  now: ['overdue', 'due'],
  overdue: ['overdue'],
  due: ['due'],
  'to-come': ['to-come'],
  waits: ['waits'],
  done: ['done', 'done-late'],
  all: assessmentStates,
}

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  prison: z.string().max(10).catch(''),
  state: z.enum(stateFilters).catch('now'),
  kind: z.enum(assessmentKinds).nullable().catch(null),
  /** A number is a colleague's. */
  officer: z
    .union([z.enum(['all', 'mine', 'nobody']), z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)])
    .catch('all'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

export const listPageSize = 50

/** Whether the filters of a list show assessments in this state. */
export function isShown(query: ListQuery, state: AssessmentState): boolean {
  return statesOf[query.state].includes(state)
}

/** The address of a page of the list with the same filters; what is as usual is left out. */
export function addressOf(query: ListQuery, page: number): string {
  const parameters = new URLSearchParams()
  if (query.prison !== '') parameters.set('prison', query.prison)
  if (query.state !== 'now') parameters.set('state', query.state)
  if (query.kind !== null) parameters.set('kind', query.kind)
  if (query.officer !== 'all') parameters.set('officer', String(query.officer))
  if (page > 1) parameters.set('page', String(page))
  const text = parameters.toString()
  return text === '' ? '/assessments' : `/assessments?${text}`
}
