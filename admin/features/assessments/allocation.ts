import { z } from 'zod'
import type { Prison } from '../../../server/database'
import { share, waysToShare } from '../../../server/domain/assessments'
import { addDays } from '../../../server/domain/calendar'
import { toAllocate, type Share } from '../../../server/use-cases/assessments/assessments'
import { gone, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { cameWithin, presentAllocation, type ListEntry } from './presenter'

const officerId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const officerOrNobody = z.union([officerId, z.literal('').transform(() => null)])
const allocateQuery = z.object({
  prison: z.string().max(10).catch(''),
  way: z.enum([...waysToShare, 'by-hand']).catch('by-hand'),
  from: officerId.nullable().catch(null),
  came: z.enum(cameWithin).nullable().catch(null),
})

/** What the page posts: the prison, whose work is shared out, and a field for each person. */
export const allocateForm = z.object({ prison: z.string().max(10), from: officerOrNobody }).catchall(z.unknown())

/** So many are given out at once; the page says that there are more. */
const allocatedAtOnce = 100

/** Who waits for an officer, and a proposal of who takes whom. */
export function allocationScreen({ database, context: contextNow, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, scope, typed }) => {
    const query = allocateQuery.parse(typed ?? req.query)
    const prisons = await database.prisons.among(scope.prisons)
    const prison = prisonFrom(prisons, query.prison)
    const context = contextNow()
    const [officers, people] = await Promise.all([
      database.assessments.officers(prison.id, scope),
      database.assessments.people(scope, prison.id, context.today),
    ])
    const from = officers.some(({ id }) => id === query.from) ? query.from : null
    const since = query.came === null ? null : addDays(context.today, -Number(query.came))
    const all = people
      .filter(({ receptionDate }) => since === null || receptionDate >= since)
      .flatMap(person => {
        const assessment = toAllocate(person, context)
        return assessment?.officerId === from ? [{ person, assessment }] : []
      })
      .sort(mostPressingFirst)
    const waiting = all.slice(0, allocatedAtOnce)
    const others = officers.filter(({ id }) => id !== from)
    const ids = waiting.map(({ person }) => person.id)
    const proposed = typed
      ? chosenIn(typed, waiting)
      : query.way === 'by-hand'
        ? new Map<number, number>()
        : share(ids, others, query.way)
    const { way, came } = query
    const shown = { prison, prisons, officers, waiting, total: all.length, from, proposed, way, came }
    return view(
      'assessments/allocate.njk',
      { back: '/assessments', ...presentAllocation(shown, t) },
      { action: 'assessments-listed', detail: { prison: prison.id, shown: ids } },
    )
  }
}

/** Whom each person was given to in a form that is shown again. */
function chosenIn(
  typed: Readonly<Record<string, string>>,
  waiting: readonly { readonly person: { readonly id: number; readonly prisonNumber: string } }[],
): ReadonlyMap<number, number> {
  return new Map(
    waiting.flatMap(({ person: { id, prisonNumber } }) => {
      const officer = Number(typed[`to-${prisonNumber}`])
      return Number.isInteger(officer) && officer > 0 ? [[id, officer]] : []
    }),
  )
}

/** Finds the prison that the posted form is about. */
export function findPrison({ database }: ConsoleDependencies): (asker: Asker) => Promise<Prison> {
  return async ({ req, scope }) => {
    const { prison } = (req.body ?? {}) as { readonly prison?: unknown }
    return prisonFrom(await database.prisons.among(scope.prisons), typeof prison === 'string' ? prison : '')
  }
}

/** The prison asked for, or the first of the reader's where none is. */
function prisonFrom(prisons: readonly Prison[], prisonId: string): Prison {
  return (prisonId === '' ? prisons[0] : prisons.find(({ id }) => id === prisonId)) ?? gone()
}

/** Those that are due soonest; of those that have no day yet, who came last. */
function mostPressingFirst(one: ListEntry, other: ListEntry): number {
  const due = ({ assessment }: ListEntry) => assessment.due ?? '9999'
  if (due(one) !== due(other)) return due(one) < due(other) ? -1 : 1
  return one.person.receptionDate > other.person.receptionDate ? -1 : 1
}

/** Whom the form gives to whom; anything in it that is not an officer's number is left out. */
export function sharesIn(form: z.infer<typeof allocateForm>): readonly Share[] {
  return Object.entries(form)
    .flatMap(([name, value]): Share[] => {
      const prisonNumber = /^to-([A-Z]\d{4}[A-Z]{2})$/.exec(name)?.[1]
      const to = officerOrNobody.safeParse(value)
      return prisonNumber !== undefined && to.success ? [{ prisonNumber, from: form.from, to: to.data }] : []
    })
    .slice(0, allocatedAtOnce)
}
