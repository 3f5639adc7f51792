import { z } from 'zod'
import type { Prison } from '../../../server/database'
import { share } from '../../../server/domain/assessments'
import { addDays } from '../../../server/domain/calendar'
import { toAllocate, type Share } from '../../../server/use-cases/assessments/assessments'
import { parseForm } from '../../forms/form'
import { csvOf, mostInFile } from '../../lists/csv'
import { pagesFor } from '../../lists/pagination'
import { download, gone, view } from '../../page/answers'
import { hidden } from '../../page/form-meta'
import type { Asker, FormReader, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import {
  allocationFile,
  inAllocationOrder,
  isListed,
  presentAllocation,
  type AllocationList,
} from './allocation-presenter'
import { allocationAddress, allocationPageSize, allocationQuery, identity } from './allocation-query'

const officerOrNobody = z.union([identity, z.literal('').transform(() => null)])
const prisonNumber = z.string().regex(/^[A-Z]\d{4}[A-Z]{2}$/)

/** What the page itself posts: the prison whose work is shared out, and whose it was. */
const metaForm = z.object({
  prison: z.string().max(10),
  from: officerOrNobody,
})
export const allocateMeta = hidden(metaForm)

const selectedForm = z.object({
  selected: z.array(prisonNumber).min(1, 'nothing-chosen').max(allocationPageSize, 'too-many'),
  to: z.coerce.number('nothing-chosen').int('nothing-chosen').min(1, 'nothing-chosen'),
})

/** Whom the form gives to whom: those that are selected to one officer, or each to the one in its row. */
export const allocateForm: FormReader<readonly Omit<Share, 'from'>[], unknown> = {
  fields: ['selected', 'to'],
  freeText: [],
  read: body => {
    const posted = z.record(z.string(), z.unknown()).catch({}).parse(body)
    if (posted.action !== 'selected') return { ok: true, value: sharesInRows(posted) }
    const read = parseForm(selectedForm, { selected: [posted.selected ?? []].flat(), to: posted.to })
    if (!read.ok) return read
    const { selected, to } = read.value
    return { ok: true, value: selected.map(each => ({ prisonNumber: each, to })) }
  },
}

/** Anything that is not an officer's number is left out. */
function sharesInRows(posted: Readonly<Record<string, unknown>>): readonly Omit<Share, 'from'>[] {
  return Object.entries(posted)
    .flatMap(([name, value]) => {
      const person = prisonNumber.safeParse(/^to-(.*)$/.exec(name)?.[1])
      const to = officerOrNobody.safeParse(value)
      return person.success && to.success ? [{ prisonNumber: person.data, to: to.data }] : []
    })
    .slice(0, allocationPageSize)
}

/** Who waits for an officer, a page of them, with a proposal of who takes whom. */
export function allocationScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const { req, typed, faults } = asker
    const list = await readList(dependencies, asker, typed ? listIn(req.body) : req.query)
    const { query, rows, officers } = list
    const page = Math.min(query.page, pagesFor(rows.length, allocationPageSize))
    const shown = rows.slice((page - 1) * allocationPageSize, page * allocationPageSize)
    const ids = shown.map(({ person }) => person.id)
    const others = officers.filter(({ id }) => id !== query.from)
    const posted = typed ? (req.body as Readonly<Record<string, unknown>>) : null
    const picked = posted && new Map(sharesInRows(posted).map(({ prisonNumber: number, to }) => [number, to]))
    const proposed = query.way === 'by-hand' ? new Map<number, number>() : share(ids, others, query.way)
    return view(
      'assessments/allocate.njk',
      presentAllocation(
        {
          ...list,
          query: { ...query, page },
          shown,
          officerIn: ({ id, prisonNumber: number }) =>
            picked ? (picked.get(number) ?? null) : (proposed.get(id) ?? query.from),
          selected: new Set([posted?.selected ?? []].flat().map(String)),
          isFaulty: faults.some(({ field }) => field === 'selected'),
        },
        t,
      ),
      { action: 'assessments-listed', detail: { prison: query.prison, shown: ids } },
    )
  }
}

/** The same list as a file, all of it. */
export function allocationFileScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const list = await readList(dependencies, asker, asker.req.query)
    const content = csvOf(allocationFile(list, list.rows.slice(0, mostInFile), t))
    return download('allocate.csv', 'text/csv; charset=utf-8', content, {
      action: 'assessments-exported',
      detail: list.query,
    })
  }
}

async function readList(
  { database, context: contextNow }: ConsoleDependencies,
  { scope }: Pick<Asker, 'scope'>,
  parameters: unknown,
): Promise<AllocationList> {
  const asked = allocationQuery.parse(parameters)
  const prisons = await database.prisons.among(scope.prisons)
  const prison = prisonFrom(prisons, asked.prison)
  const context = contextNow()
  const [officers, wings, people] = await Promise.all([
    database.assessments.officers(prison.id, scope),
    database.people.wings(scope),
    database.assessments.people(scope, prison.id, context.today),
  ])
  const from = officers.some(({ id }) => id === asked.from) ? asked.from : null
  const query = { ...asked, prison: prison.id, from }
  const since = query.came === null ? null : addDays(context.today, -Number(query.came))
  const listed = people
    .flatMap(person => {
      const assessment = toAllocate(person, context)
      return assessment ? [{ person, assessment }] : []
    })
    .filter(entry => isListed(entry, query, since))
  const rows = inAllocationOrder(listed, query.sort)
  return { query, prison, prisons, wings, officers, rows, today: context.today }
}

/** The query of the list that a posted form stands on, in words of its address. */
export function listIn(body: unknown): Readonly<Record<string, string>> {
  const { list = '' } = z
    .object({ list: z.string().max(1_000) })
    .partial()
    .catch({})
    .parse(body)
  return Object.fromEntries(new URLSearchParams(list))
}

/** The address of the list that a posted form stands on. */
export function listAddressIn(body: unknown): string {
  const query = allocationQuery.parse(listIn(body))
  return allocationAddress.page(query, query.page)
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
