import type { Router } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { asPrisonNumber } from '../../../server/domain/people/prison-number'
import { giveData, mergeRecords } from '../../../server/use-cases/people/records/person-records'
import { createRouter } from '../../../server/web/addresses/routers'
import { PageError } from '../../../server/web/pages/errors'
import { findPerson } from '../../access/person-finder'
import { download, gone, redirect, refused, view } from '../../page/answers'
import { hidden } from '../../page/form-meta'
import type { Asker, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { presentData, presentMerge } from './presenter'

const otherNumber = z.string().max(20).transform(asPrisonNumber)
const mergeForm = z.object({ with: otherNumber.catch('') })
const mergeMeta = hidden(z.object({ with: otherNumber }))

const address = '/people/:prisonNumber'

/** A person's whole record: what is held of them, to give out when they ask; and two records that are of one person. */
export function recordRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  dataRoutes(router, feature)
  mergeRoutes(router, feature)
  return router
}

/** Giving out is recorded by its use case, in whichever format. */
function dataRoutes(router: Router, { dependencies, page, perform }: ConsoleFeature): void {
  const t = dependencies.words.in('en')
  const find = findPerson(dependencies.database)
  const dataOf = ({ by, scope, found: person }: Visit<Person>, format: string) =>
    perform(giveData, { ...by, person, scope, format })

  router.get(
    `${address}/data`,
    page({
      may: 'export-person-data',
      find,
      show: async visit => {
        return view('records/data.njk', presentData(visit.found, await dataOf(visit, 'page'), t), null)
      },
    }),
  )

  router.get(
    `${address}/data/json`,
    page({
      may: 'export-person-data',
      find,
      show: async visit => {
        const heldRecords = await dataOf(visit, 'json')
        const data = Object.fromEntries(heldRecords.map(({ table, records }) => [table, records]))
        const json = JSON.stringify(data, toTheSecond, 2)
        return download('data.json', 'application/json; charset=utf-8', json, null)
      },
    }),
  )
}

/** The microseconds of the database say nothing to whoever is given the file. */
function toTheSecond(_name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T[\d:.]+\+00:00$/.test(value)) return value
  return `${value.slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`
}

function mergeRoutes(router: Router, { dependencies, page, post, perform }: ConsoleFeature): void {
  const { database } = dependencies
  const find = findPerson(database)
  const show = mergeScreen(dependencies)
  const findOther = ({ scope }: Asker, prisonNumber: string) => database.people.findInScope(prisonNumber, scope)

  router.get(`${address}/merge`, page({ may: 'merge-records', find, show }))

  // Posted, since somebody may type a name: an address gets the number of a record that is there, and nothing else.
  router.post(
    `${address}/merge/other`,
    post({
      may: 'merge-records',
      find,
      form: mergeForm,
      again: show,
      run: async posted => {
        const { found: person, value } = posted
        const other = await findOther(posted, value.with)
        if (other && other.id !== person.id) {
          return redirect(`/people/${person.prisonNumber}/merge?with=${other.prisonNumber}`)
        }
        return refused({ field: 'with', problem: other ? 'same' : 'not-there' })
      },
    }),
  )

  router.post(
    `${address}/merge`,
    post({
      may: 'merge-records',
      find: async asker => ({ person: await find(asker), other: await findOther(asker, otherIn(asker)) }),
      // Without a record to merge with, the form was not made by this console.
      meta: mergeMeta,
      run: async ({ by, found: { person, other }, meta }) => {
        if (!other) throw new PageError(400, 'bad-request')
        // Sent again after it was done, the other number leads to the record that was kept.
        if (other.id !== person.id && !(await perform(mergeRecords, { ...by, person, other }))) return gone()
        const named = { kept: person.prisonNumber, other: meta.with }
        return redirect(`/people/${person.prisonNumber}`, 'records-merged', named)
      },
    }),
  )
}

/** Two records side by side, before they become one. */
function mergeScreen({ database, words }: ConsoleDependencies): Screen<Person> {
  const t = words.in('en')
  return async ({ req, scope, found: person, typed }) => {
    const otherPerson = typed === null ? otherNumber.safeParse(req.query.with) : undefined
    const named = otherPerson?.success ? await database.people.findInScope(otherPerson.data, scope) : undefined
    const other = named && named.id !== person.id ? named : null
    const applications = other ? await database.applications.ofPersonInScope(other.id, scope) : []
    const ids = applications.map(({ id }) => id)
    const moving = other ? await database.personRecords.counts(other.id, ids) : []
    return view(
      'records/merge.njk',
      presentMerge(person, other, moving, t),
      [person, ...(other ? [other] : [])].map(({ id }) => ({ action: 'merge-viewed', personId: id })),
    )
  }
}

function otherIn({ req }: Asker): string {
  return mergeMeta(req.path, req.body)?.with ?? ''
}
