import type { Router } from 'express'
import { outsideRequestLists, outsideRequestPageSize, type OutsideRequest, type Person } from '../../../server/database'
import { answerOutsideRequest, logOutsideRequest } from '../../../server/use-cases/work/outside-requests'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { outsideForm } from '../../forms/outside-form'
import { pageOf } from '../../lists/page-of'
import { changed, gone, redirect, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { listQuery, logForm } from './forms'
import { presentList, presentOne, presentPersons } from './presenter'

const may = 'handle-outside-requests'

/** What people and bodies outside the service ask about somebody: logged and answered by the team. */
export function outsideRequestRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { config, database, today, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  const days = () => ({ today: today(), extraBankHolidays: config.extraBankHolidays })

  const list: Screen = async ({ req, scope }) => {
    const query = listQuery.parse(req.query)
    const [{ rows, page: at }, counts] = await Promise.all([
      pageOf(query.page, outsideRequestPageSize, each =>
        database.outsideRequests.list(scope, today(), query.list, each),
      ),
      database.outsideRequests.counts(scope, today(), outsideRequestLists),
    ])
    const shown = [...new Set(rows.map(({ personId }) => personId))]
    return view('outside-requests/list.njk', presentList(rows, { list: query.list, page: at }, counts, days(), t), {
      action: 'outside-requests-listed',
      detail: { list: query.list, page: at, shown },
    })
  }
  router.get('/outside-requests', page({ may, show: list }))

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
