import type { WhichReceptions } from '../../../../server/database'
import { toAllocate } from '../../../../server/use-cases/assessments/assessments'
import { plansToHandOut } from '../../../../server/use-cases/people/custody/leaving-plan'
import type { Perform } from '../../../../server/use-cases/perform'
import { download, gone, view } from '../../../page/answers'
import type { Asker, Screen, Visit } from '../../../page/kernel'
import type { ConsoleDependencies } from '../../../page/pages'
import { takeOnce } from '../../../page/take-once'
import { presentPacks } from '../../../presenting/people/packs'
import {
  presentList,
  presentRefusedRows,
  presentSamePeople,
  receptionsCsv,
  type ComparedPeople,
  type ReceptionList,
} from './presenter'
import {
  addressOf,
  firstDay,
  listLimit,
  receptionsQuery,
  samePeopleQuery,
  type ReceptionsQuery,
  type SamePeopleQuery,
} from './query'

/** Reads the receptions that an address or a form is about, always of one of the reader's prisons. */
export async function readReceptions(
  { database, context: contextNow }: ConsoleDependencies,
  { req, scope, isTypedBack = false }: Asker & Partial<Pick<Visit, 'isTypedBack'>>,
  changes: Partial<ReceptionsQuery> = {},
): Promise<ReceptionList> {
  const isForm = req.method === 'POST' || isTypedBack
  const params = { ...receptionsQuery.parse(isForm ? (req.body ?? {}) : req.query), ...changes }
  const prisons = await database.prisons.among(scope.prisons)
  const prison = prisons.find(({ id }) => id === params.prison) ?? prisons[0]
  const context = contextNow()
  const { today, now } = context
  const which: WhichReceptions = {
    prisonId: prison?.id ?? null,
    ...(params.run === null ? { since: firstDay(params.since, today) } : { run: params.run }),
  }
  const people = await database.receptions.people(scope, which, { order: params.sort, now, limit: listLimit })
  const [officers, namesakes, refused] = await Promise.all([
    prison ? database.assessments.officers(prison.id, scope) : [],
    database.receptions.namesakes(
      scope,
      people.map(({ id }) => id),
    ),
    database.refusedRows.waiting(scope),
  ])
  const toGive = new Map(
    people.flatMap(person => {
      const assessment = toAllocate(person, context)
      return assessment ? [[person.id, assessment] as const] : []
    }),
  )
  const query = { ...params, prison: prison?.id ?? '' }
  const picked = isTypedBack ? (req.body as Readonly<Record<string, unknown>>) : null
  return { picked, people, toGive, officers, namesakes, refused, prison, prisons, query, today }
}

/** What the audit says of a list. */
export function auditOf(action: string, { people, namesakes, query }: ReceptionList) {
  const { prison, since, run } = query
  const shown = people.map(({ id }) => id)
  return {
    action,
    detail: { prison, ...(run === null ? { since } : { run }), shown, alike: namesakes.map(({ id }) => id) },
  }
}

/** Who was received in the latest days, with what is to be done for them. */
export function listScreen(dependencies: ConsoleDependencies): Screen<unknown> {
  const t = dependencies.words.in('en')
  return async visit => {
    const [list, runs] = await Promise.all([
      readReceptions(dependencies, visit, visit.isTypedBack ? {} : { run: null }),
      dependencies.database.imports.latest(),
    ])
    const about = {
      staff: visit.staff,
      report: takeOnce(visit.req, 'receptionsReport'),
      latest: runs.find(({ kind }) => kind === 'receptions'),
    }
    return view('receptions/list.njk', presentList(list, about, t), auditOf('receptions-listed', list))
  }
}

/** The same list as a file. */
export function exportScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const list = await readReceptions(dependencies, asker, { run: null })
    return download(
      'receptions.csv',
      'text/csv; charset=utf-8',
      receptionsCsv(list, t),
      auditOf('receptions-exported', list),
    )
  }
}

/** Packs for those selected. */
export function packsScreen(dependencies: ConsoleDependencies, perform: Perform): Screen {
  const { database, published, words, views, today } = dependencies
  const t = words.in('en')
  return async asker => {
    const list = await readReceptions(dependencies, asker, { sort: 'wing' })
    const chosen = new Set(list.query.person)
    const packed = list.people.filter(({ prisonNumber }) => chosen.has(prisonNumber))
    const [plans, local] = await Promise.all([
      perform(plansToHandOut, packed),
      database.localServices.shownIn(list.query.prison),
    ])
    const sources = { words, content: published.content, views, today: today() }
    return view(
      'court/packs.njk',
      {
        pageName: t('console/receptions:packs-page.title'),
        back: addressOf(list.query),
        backText: t('console/receptions:packs-page.back'),
        packs: presentPacks(plans, local, sources, false),
      },
      packed.map(({ id }) => ({ action: 'reception-pack-printed', personId: id })),
    )
  }
}

/** The people whom the page compares; undefined for somebody who is not within the reader's scope. */
async function readCompared(
  dependencies: ConsoleDependencies,
  asker: Asker,
  { of, with: number }: SamePeopleQuery,
): Promise<Omit<ComparedPeople, 'compared'> | undefined> {
  const { database } = dependencies
  const query = receptionsQuery.parse(asker.req.query)
  if (number !== null) {
    const person = await database.people.findInScope(number, asker.scope)
    return (
      person && { people: [person], namesakes: await database.receptions.namesakes(asker.scope, [person.id]), query }
    )
  }
  if (of === 'everybody')
    return { people: [], namesakes: await database.receptions.namesakes(asker.scope, null), query }
  return readReceptions(dependencies, asker, { run: null })
}

/** Who of them may have two records, side by side. */
export function samePeopleScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const compared = samePeopleQuery.parse(asker.req.query)
    const list = await readCompared(dependencies, asker, compared)
    if (!list) return gone()
    const about = { staff: asker.staff, report: takeOnce(asker.req, 'receptionsReport') }
    const { namesakes } = list
    const shown = [...new Set(namesakes.flatMap(({ id, ofId }) => [id, ofId]))]
    return view('receptions/same-people.njk', presentSamePeople({ ...list, compared }, about, t), {
      action: 'same-people-listed',
      detail: { shown },
    })
  }
}

/** Refused rows of all imports that nobody and no later file has put right. */
export function refusedScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, scope }) => {
    const rows = await database.refusedRows.waiting(scope)
    return view('receptions/refused.njk', presentRefusedRows(rows, takeOnce(req, 'receptionsReport'), t), {
      action: 'refused-rows-listed',
      detail: { shown: rows.map(({ id }) => id) },
    })
  }
}
