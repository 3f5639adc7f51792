import { z } from 'zod'
import { assessmentKinds, assessmentStates, type AssessmentState } from '../../../server/domain/assessments'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

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

/** The columns that the list is sorted by. */
export const sorts = ['due', 'person', 'kind', 'cell', 'release', 'owner'] as const
export type Sort = (typeof sorts)[number]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  /** `every` shows all of a reader of several. */
  prison: z.string().max(10).catch(''),
  state: z.enum(stateFilters).catch('now'),
  /** Null shows those that the reader's team does, `allocated` those that an officer has by name, `every` all. */
  kind: z
    .enum([...assessmentKinds, 'allocated', 'every'])
    .nullable()
    .catch(null),
  /** A number is a colleague's. */
  officer: z
    .union([z.enum(['all', 'mine', 'nobody']), z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)])
    .catch('all'),
  wing: wingField,
  sort: sortField(sorts, 'due'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

export const listPageSize = 50

/** Whether the filters of a list show assessments in this state. */
export function isShown(query: ListQuery, state: AssessmentState): boolean {
  return statesOf[query.state].includes(state)
}

export const listAddress = listAddresses('/assessments', listQuery)
