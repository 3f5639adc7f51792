import type { Router } from 'express'
import type { ComRequest } from '../../../server/database'
import type { ComRequestAction } from '../../../server/domain/work/com-requests'
import { makeComRequest, moveComRequest } from '../../../server/use-cases/work/com-requests'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { withoutEmptyFields } from '../../lists/clean-address'
import { changed, gone, redirect } from '../../page/answers'
import { tellMeanwhile } from '../../page/confirmation'
import { parseFormMeta, parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { askForm, noReport, reportForms } from './forms'
import { permissionFor, presentSteps } from './presenter'
import { comRequestFile, comRequestScreen, listFile, listScreen, noteFile, noteScreen, personScreen } from './screens'

/** The last part of the address of each action. */
const actions: Readonly<Record<string, ComRequestAction>> = {
  take: 'taken',
  'hand-back': 'handed-back',
  add: 'added',
  chase: 'chased',
  done: 'done',
  'not-done': 'not-done',
  withdraw: 'withdrawn',
  read: 'read',
}

/** What pre-release teams are asked to do for people, what became of it, and notes of it for nDelius. */
export function comRequestRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  const { dependencies, page } = feature
  router.get('/tasks', withoutEmptyFields, page({ may: 'see-com-requests', show: listScreen(dependencies) }))
  router.get('/tasks.csv', page({ may: 'see-com-requests', show: listFile(dependencies) }))
  comRequestPageRoutes(feature, router)
  personRoutes(feature, router)
  return router
}

/** One request, its note, and what is done with it. */
function comRequestPageRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const { database, words } = dependencies
  const t = words.in('en')
  const show = comRequestScreen(dependencies)
  const find: Find<ComRequest> = async ({ req, scope }) =>
    (await database.comRequests.findInScope(idIn(req.params.id), scope)) ?? gone()
  router.get('/tasks/:id', page({ may: 'see-com-requests', find, show }))
  router.get('/tasks/:id/note', page({ may: 'see-com-requests', find, show: comRequestFile(dependencies) }))

  const forms = reportForms(dependencies.today)
  for (const [name, action] of Object.entries(actions)) {
    const form = forms[action]
    router.post(
      `/tasks/:id/${name}`,
      post({
        may: permissionFor[action],
        find,
        meta: parseFormMeta,
        ...(form && { form }),
        again: show,
        run: async ({ req, by, scope, found: { id }, meta, value: report = noReport }) => {
          const result = await perform(moveComRequest, { ...by, ...meta, ...report, scope, id, action })
          if (result.kind === 'gone') return gone()
          if (result.kind === 'changed') return changed
          tellMeanwhile(req, presentSteps(result.since ?? [], t))
          return redirect(`/tasks/${id}`, `task-${action}`)
        },
      }),
    )
  }
}

/** All the requests for a person, making one, and the note over a span of days. */
function personRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const address = '/people/:prisonNumber/tasks'
  const find = findPerson(dependencies.database)
  const show = personScreen(dependencies)
  router.get(address, page({ may: 'see-com-requests', find, show }))
  router.get(`${address}/note`, page({ may: 'see-com-requests', find, show: noteScreen(dependencies) }))
  router.get(`${address}/note/text`, page({ may: 'see-com-requests', find, show: noteFile(dependencies) }))

  router.post(
    address,
    post({
      may: 'make-com-request',
      find,
      meta: parseKeyMeta,
      form: askForm(dependencies.today),
      again: show,
      run: async ({ by, found: person, meta, value: request }) => {
        const result = await perform(makeComRequest, { ...by, ...meta, person, request })
        return result.kind === 'done' ? redirect(`/tasks/${result.id}`, 'task-asked') : gone()
      },
    }),
  )
}
