import type { Router } from 'express'
import { markAccountNoticeSeen } from '../../../server/use-cases/accounts/account-notices'
import { markComChangeSeen } from '../../../server/use-cases/people/records/com-changes'
import { createRouter } from '../../../server/web/addresses/routers'
import { takeWanted } from '../../access/wanted-page'
import { gone, redirect, view } from '../../page/answers'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { peopleShown, presentAllOwn } from './day'
import { peopleNamed, presentHome } from './presenter'
import { readHome, readOwnWork } from './read-home'

/** Where the day begins: what there is to know and to do for whoever signed in. */
export function homeRoutes(feature: ConsoleFeature): Router {
  const t = feature.dependencies.words.in('en')
  const router = createRouter()

  router.get(
    '/',
    feature.page({
      may: null,
      show: async asker => {
        const home = await readHome(feature, asker)
        const shown = peopleNamed(home, t)
        return view('home/home.njk', presentHome(home, t), {
          action: 'home-viewed',
          ...(shown.length > 0 && { detail: { shown } }),
        })
      },
    }),
  )

  router.get(
    '/own-work',
    feature.page({
      may: null,
      show: async asker => {
        const { own } = await readOwnWork(feature, asker)
        const shown = peopleShown(own, t, 'all')
        const context = presentAllOwn(own, null, feature.dependencies.today(), t)
        return view('home/own-work.njk', context, { action: 'own-work-viewed', detail: { shown } })
      },
    }),
  )

  router.get(
    '/own-work/:id',
    feature.page({
      may: 'manage-caseload',
      show: async ({ req, staff, scope }) => {
        const id = idIn(req.params.id)
        const colleagues = await feature.dependencies.database.staff.inPrisons(staff.prisons)
        const colleague = colleagues.find(each => each.id === id)
        if (!colleague) return gone()
        const { own } = await readOwnWork(feature, { staff: colleague, scope })
        const shown = peopleShown(own, t, 'all')
        const context = presentAllOwn(own, colleague.name, feature.dependencies.today(), t)
        return view('home/own-work.njk', context, { action: 'colleagues-work-viewed', detail: { staff: id, shown } })
      },
    }),
  )

  router.post(
    '/account-notices/:id/seen',
    feature.post({
      may: null,
      run: async ({ req, by }) => {
        await feature.perform(markAccountNoticeSeen, { ...by, id: idIn(req.params.id) })
        const ofOwn = await feature.dependencies.database.accountNotices.ofOwner(by.staff.id)
        return redirect(ofOwn.length > 0 ? '/' : takeWanted(req), 'notice-seen')
      },
    }),
  )

  router.post(
    '/com-changes/:id/seen',
    feature.post({
      may: null,
      run: async ({ req, by }) => {
        await feature.perform(markComChangeSeen, { ...by, id: idIn(req.params.id) })
        return redirect('/', 'notice-seen')
      },
    }),
  )

  return router
}
