import type { Router } from 'express'
import { outsideRequestLists, outsideRequestPageSize, type OutsideRequest, type Person } from '../../../server/database'
import { answerOutsideRequest, logOutsideRequest } from '../../../server/use-cases/work/outside-requests'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { outsideForm } from '../../forms/outside-form'
import { withoutEmptyFields } from '../../lists/clean-address'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { changed, download, gone, redirect, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { listQuery, logForm, type ListQuery } from './forms'
import { columnsOf, presentList, presentOne, presentPersons } from './presenter'

const may = 'handle-outside-requests'

/** What people and bodies outside the service ask about somebody: logged and answered by the team. */
export function outsideRequestRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, post, perform } = feature
  const { config, database, today, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  listRoutes(router, feature)
  const days = () => ({ today: today(), extraBankHolidays: config.extraBankHolidays })

  const frame = personFrame(dependencies)
  const ofPerson: Screen<Person> = async visit => {
    const { found: person } = visit
    const requests = await database.outsideRequests.ofPerson(person.id)
    const audited = { action: 'outside-requests-viewed', personId: person.id }
    const context = { ...(await frame(visit, person, 'work')), ...presentPersons(person, requests, days(), t) }
    return view('outside-requests/person.njk', context, audited)
  }
  const find = findPerson(database)
  router.get('/people/:prisonNumber/outside-requests', page({ may, find, show: ofPerson }))
  router.post(
    '/people/:prisonNumber/outside-requests',
    post({
      may,
      find,
      meta: parseKeyMeta,
      form: logForm(today),
      again: ofPerson,
      run: async ({ by, found: person, meta, value: asked }) => {
        const result = await perform(logOutsideRequest, { ...by, ...meta, person, asked })
        return result.kind === 'done' ? redirect(`/outside-requests/${result.id}`, 'outside-request-logged') : gone()
      },
    }),
  )

  const findOne: Find<OutsideRequest> = async ({ req, scope }) =>
    (await database.outsideRequests.findInScope(idIn(req.params.id), scope)) ?? gone()
  const one: Screen<OutsideRequest> = async visit => {
    const { found: request, scope } = visit
    const person = await database.people.findInScope(request.prisonNumber, scope)
    const context = {
      ...(person ? await frame(visit, person, 'work') : { personPage: null }),
      ...presentOne(request, days(), t),
    }
    return view('outside-requests/outside-request.njk', context, {
      action: 'outside-request-viewed',
      personId: request.personId,
    })
  }
  router.get('/outside-requests/:id', page({ may, find: findOne, show: one }))
  router.post(
    '/outside-requests/:id/answer',
    post({
      may,
      find: findOne,
      form: outsideForm(today),
      again: one,
      run: async ({ by, scope, found: { id }, value }) => {
        const { kind } = await perform(answerOutsideRequest, { ...by, ...value, id, scope })
        if (kind === 'gone') return gone()
        return kind === 'changed' ? changed : redirect(`/outside-requests/${id}`, 'outside-request-answered')
      },
    }),
  )
  return router
}

/** The list of everybody in scope, and its file. */
function listRoutes(router: Router, { dependencies, page }: ConsoleFeature): void {
  const { database, today, words } = dependencies
  const t = words.in('en')
  const list: Screen = async ({ req, scope }) => {
    const params = listQuery.parse(req.query)
    const [{ rows, page: at }, counts, wings] = await Promise.all([
      pageOf(params.page, outsideRequestPageSize, each =>
        database.outsideRequests.list(scope, today(), listedBy(params), { page: each, size: outsideRequestPageSize }),
      ),
      database.outsideRequests.counts(scope, today(), outsideRequestLists),
      database.people.wings(scope),
    ])
    const query = { ...params, page: at }
    return view('outside-requests/list.njk', presentList(rows, { query, counts, wings }, today(), t), {
      action: 'outside-requests-listed',
      detail: { ...query, shown: [...new Set(rows.map(({ personId }) => personId))] },
    })
  }
  const file: Screen = ({ req, scope }) => {
    const query = listQuery.parse(req.query)
    const rows = listInParts(
      columnsOf(query.list, today(), t),
      part => database.outsideRequests.list(scope, today(), listedBy(query), part),
      t,
    )
    return download('requests-from-outside.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'outside-requests-exported',
      detail: query,
    })
  }
  router.get('/outside-requests', withoutEmptyFields, page({ may, show: list }))
  router.get('/outside-requests.csv', page({ may, show: file }))
}

function listedBy({ list, wing, asker, sort }: ListQuery) {
  return { list, wing, asker, order: sort }
}
