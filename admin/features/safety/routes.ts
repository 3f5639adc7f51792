import type { Router } from 'express'
import type { SafetyConcern } from '../../../server/database'
import { concernScopeFor, raisingScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { seeNotifications } from '../../../server/use-cases/work/notifications'
import { acknowledgeConcern, handAcctToCom, raiseConcern } from '../../../server/use-cases/work/safety-concerns'
import { createRouter } from '../../../server/web/addresses/routers'
import { can } from '../../access/permissions'
import { withoutEmptyFields } from '../../lists/clean-address'
import { changed, gone, redirect, refused } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { acknowledgeForm, raiseForm } from './forms'
import { concernScreen, listFile, listScreen, raiseScreen } from './screens'

/** Safety concerns: raised by staff about anybody they work with, seen and acknowledged by those who keep people safe. */
export function safetyRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  const { dependencies, page } = feature
  router.get('/safety', withoutEmptyFields, page({ may: 'see-safety', show: listScreen(dependencies) }))
  router.get('/safety.csv', page({ may: 'see-safety', show: listFile(dependencies) }))
  raisingRoutes(feature, router)
  concernRoutes(feature, router)
  return router
}

function raisingRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const show = raiseScreen(dependencies)
  router.get('/safety/raise', page({ may: 'raise-safety', show }))

  router.post(
    '/safety/raise',
    post({
      may: 'raise-safety',
      meta: parseKeyMeta,
      form: raiseForm,
      again: show,
      run: async ({ by, meta, value: { prisonNumber, raised } }) => {
        const person = await dependencies.database.people.findInScope(prisonNumber, raisingScopeFor(by.staff))
        if (!person) return refused({ field: 'concern-person', problem: 'not-found' })
        const result = await perform(raiseConcern, { ...by, ...meta, person, raised })
        if (result.kind !== 'done') return gone()
        return redirect(can(by.staff.role, 'see-safety') ? `/safety/${result.id}` : '/', 'concern-raised')
      },
    }),
  )
}

/** One concern: whoever opens it has seen it, and says what was done. */
function concernRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const show = concernScreen(dependencies)
  const find: Find<SafetyConcern> = async ({ req, staff }) => {
    const scope = concernScopeFor(staff)
    return (await dependencies.database.safetyConcerns.findInScope(idIn(req.params.id), scope)) ?? gone()
  }
  router.get(
    '/safety/:id',
    page({
      may: 'see-safety',
      find,
      show: async visit => {
        const { found: concern, staff } = visit
        // Whoever raised it knows it: their looking is no receipt.
        if (concern.raisedBy !== staff.id) await perform(seeNotifications, { ...visit.by, concern })
        return show(visit)
      },
    }),
  )

  router.post(
    '/safety/:id/acknowledge',
    post({
      may: 'acknowledge-safety',
      find,
      meta: parseKeyMeta,
      form: acknowledgeForm(dependencies.today),
      again: show,
      run: async ({ by, found: { id }, meta, value }) => {
        const scope = concernScopeFor(by.staff)
        const { kind } = await perform(acknowledgeConcern, { ...by, ...meta, ...value, id, scope })
        if (kind === 'gone') return gone()
        return kind === 'changed' ? changed : redirect(`/safety/${id}`, 'safety')
      },
    }),
  )

  router.post(
    '/safety/:id/acct',
    post({
      may: 'acknowledge-safety',
      find,
      meta: parseKeyMeta,
      again: show,
      run: async ({ by, found: { id }, meta }) => {
        const scope = concernScopeFor(by.staff)
        const { kind } = await perform(handAcctToCom, { ...by, ...meta, id, scope })
        if (kind === 'gone') return gone()
        return kind === 'changed' ? changed : redirect(`/safety/${id}`, 'acct-handed-over')
      },
    }),
  )
}
