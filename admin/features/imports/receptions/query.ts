import { z } from 'zod'
import { receptionOrders, type ReceptionOrder } from '../../../../server/database'
import { addDays, workingDayOnOrBefore, type CalendarDay } from '../../../../server/domain/calendar'

export const daysBack = ['today', 'last', 'week'] as const
export type DaysBack = (typeof daysBack)[number]

const prisonNumber = z.string().regex(/^[A-Z]\d{4}[A-Z]{2}$/)
const runNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const receptionsQuery = z.object({
  prison: z.string().max(10).catch(''),
  since: z.enum(daysBack).catch('last'),
  sort: z.enum(receptionOrders).catch('came'),
  /** The import whose people are listed, instead of the days. */
  run: runNumber.nullable().catch(null),
  /** Who is selected; empty for nobody. */
  person: z.union([prisonNumber.transform(one => [one]), z.array(prisonNumber).max(200)]).catch([]),
})
export type ReceptionsQuery = z.infer<typeof receptionsQuery>

/** Whose namesakes are compared: of one person, of everybody, or of those who are on the list of receptions. */
export const samePeopleQuery = z.object({
  of: z.enum(['everybody', 'receptions']).catch('receptions'),
  with: prisonNumber.nullable().catch(null),
})
export type SamePeopleQuery = z.infer<typeof samePeopleQuery>

/** The address of the page that compares them. */
export function samePeopleAddress(compared: SamePeopleQuery, query: Pick<ReceptionsQuery, 'prison' | 'since'>): string {
  if (compared.with !== null) return `/receptions/same-people?with=${compared.with}`
  if (compared.of === 'everybody') return '/receptions/same-people?of=everybody'
  return addressOf({ ...query, run: null }).replace('/receptions', '/receptions/same-people')
}

/** So many people are on the list at once. */
export const listLimit = 150

/** The first day of the receptions that are listed: today, the working day before, or a week ago. */
export function firstDay(since: DaysBack, today: CalendarDay): CalendarDay {
  if (since === 'today') return today
  return since === 'week' ? addDays(today, -6) : workingDayOnOrBefore(addDays(today, -1))
}

/** The address of a list. */
export function addressOf(query: Pick<ReceptionsQuery, 'prison' | 'since' | 'run'>, sort?: ReceptionOrder): string {
  const { prison, since, run } = query
  const parameters = new URLSearchParams({
    ...(prison !== '' && { prison }),
    ...(run === null && since !== 'last' && { since }),
    ...(sort !== undefined && sort !== 'came' && { sort }),
  })
  const text = parameters.toString()
  return `${run === null ? '/receptions' : `/imports/${run}`}${text === '' ? '' : `?${text}`}`
}
