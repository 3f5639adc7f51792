import { z } from 'zod'
import { courtOrders, type CourtOrder } from '../../../server/database'

export const daysAhead = ['1', '7', '14', '28'] as const

export const planFilters = ['', 'none'] as const

const prisonNumber = z.string().regex(/^[A-Za-z]\d{4}[A-Za-z]{2}$/)

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const courtQuery = z.object({
  prison: z.string().max(10).catch(''),
  days: z.enum(daysAhead).catch('7'),
  plan: z.enum(planFilters).catch(''),
  sort: z.enum(courtOrders).catch('when'),
  /** Whose plan has a field; `all` for everybody's. */
  edit: z
    .union([z.literal('all'), prisonNumber])
    .nullable()
    .catch(null),
  /** Whom to print a pack for; empty for everyone on the list. */
  person: z.union([prisonNumber.transform(one => [one]), z.array(prisonNumber).max(200)]).catch([]),
})
export type CourtQuery = z.infer<typeof courtQuery>

/** So many people are on the list at once. */
export const listLimit = 200

/** The address of the list with some of its filters changed. */
export function addressWith(
  { prison, days, plan, sort }: CourtQuery,
  changes: { days?: string; plan?: string; sort?: CourtOrder; edit?: string } = {},
  path = '/court-list',
): string {
  const all = { prison, days, plan, sort, ...changes }
  const parameters = new URLSearchParams({
    ...(all.prison !== '' && { prison: all.prison }),
    days: all.days,
    ...(all.plan !== '' && { plan: all.plan }),
    ...(all.sort !== 'when' && { sort: all.sort }),
    ...(all.edit !== undefined && { edit: all.edit }),
  })
  return `${path}?${parameters.toString()}`
}
