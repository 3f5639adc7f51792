import type { Router } from 'express'
import type { KeptNotice } from '../../../server/database'
import { addNotice, withdrawNotice } from '../../../server/use-cases/content/service-notices'
import { createRouter } from '../../../server/web/addresses/routers'
import { gone, redirect, view, type Redirect } from '../../page/answers'
import type { Confirmation } from '../../page/confirmation'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { noticeForms, noticeKinds, sitesIn, type NoticeKind } from './form'
import { initialValues, presentForm, presentNotices, wordsOf } from './presenter'

const may = 'manage-service-notices'

/** Notices by the service owner on every page of the sites, and planned maintenance. */
export function serviceNoticeRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  router.get('/service-notices', feature.page({ may, show: listScreen(feature.dependencies) }))
  for (const kind of noticeKinds) addRoutes(feature, router, kind)
  withdrawRoutes(feature, router)
  return router
}

function addRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router, kind: NoticeKind): void {
  const address = `/service-notices/${kind}`
  const show = formScreen(dependencies, kind)
  router.get(address, page({ may, show }))

  router.post(
    address,
    post({
      may,
      meta: parseKeyMeta,
      form: noticeForms(dependencies.now)[kind],
      again: show,
      run: async ({ by, meta, value: notice }) => {
        await perform(addNotice, { ...by, ...meta, notice })
        return finish(dependencies, 'service-notice-added')
      },
    }),
  )
}

function withdrawRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const address = '/service-notices/:id/withdraw'
  const t = dependencies.words.in('en')
  const find: Find<KeptNotice> = async ({ req }) =>
    (await dependencies.database.serviceNotices.find(idIn(req.params.id))) ?? gone()
  const show: Screen<KeptNotice> = ({ req, found: notice }) => {
    const context = {
      pageName: t('console/service-notices:withdraw.title'),
      words: wordsOf(notice, t),
      action: req.path,
    }
    return view('service-notices/withdraw.njk', context, null)
  }
  router.get(address, page({ may, find, show }))

  router.post(
    address,
    post({
      may,
      find,
      run: async ({ by, found: { id } }) => {
        const isEnded = await perform(withdrawNotice, { ...by, id })
        return finish(dependencies, isEnded ? 'service-notice-withdrawn' : 'service-notice-over')
      },
    }),
  )
}

function listScreen({ database, words, now }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async () =>
    view('service-notices/list.njk', presentNotices(await database.serviceNotices.list(), now(), t), null)
}

function formScreen({ words, now }: ConsoleDependencies, kind: NoticeKind): Screen {
  const t = words.in('en')
  return ({ req, typed }) => {
    const context = presentForm(kind, typed ?? initialValues(kind, now()), sitesIn(req.body), t)
    return view('service-notices/form.njk', context, null)
  }
}

/** Loads the notices now, because this process would otherwise show the change only at its next poll. */
async function finish({ published }: ConsoleDependencies, confirmation: Confirmation): Promise<Redirect> {
  await published.poll()
  return redirect('/service-notices', confirmation)
}
