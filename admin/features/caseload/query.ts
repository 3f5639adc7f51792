import { z } from 'zod'
import { workKinds } from '../../../server/use-cases/work/kinds'
import { sortField } from '../../lists/sort-heading'

const mostMoved = 50

/** The columns that the page is sorted by. */
const sorts = ['who', 'overdue', 'applications', 'assessments', ...workKinds, 'all'] as const
export type CaseloadColumn = (typeof sorts)[number]

/** What the address of the page says; anything unknown in it is as if it were not there. */
export const caseloadQuery = z.object({ sort: sortField(sorts, 'who') })
export type CaseloadQuery = z.infer<typeof caseloadQuery>

/** The address of the page in an order. */
export function caseloadAddress(sort: CaseloadQuery['sort'], path = '/caseload'): string {
  return sort === 'who' ? path : `${path}?sort=${sort}`
}

const none = 'nothing-chosen'
const identity = z.coerce.number(none).int(none).min(1, none).max(Number.MAX_SAFE_INTEGER, none)

/** Whose work moves, and who gets it: an identity, or the team. */
export const moveForm = z.object({
  from: z
    .preprocess(value => [value ?? []].flat(), z.array(identity).min(1, none).max(mostMoved, 'too-many'))
    .transform(ids => [...new Set(ids)]),
  'move-to': z.union([z.literal('team').transform(() => null), identity], none),
})

/** The address of the page that asks before work is moved. */
export function moveAddressOf(from: readonly number[], to: number | null): string {
  const parameters = new URLSearchParams()
  for (const id of from) parameters.append('from', String(id))
  parameters.append('move-to', to === null ? 'team' : String(to))
  return `/caseload/move?${parameters.toString()}`
}
