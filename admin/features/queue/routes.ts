import type { Router } from 'express'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { deleteFilter, mostSavedFilters, saveFilter } from '../../../server/use-cases/accounts/saved-filters'
import { idempotencyKeyFrom } from '../../../server/use-cases/idempotency-key'
import { markNoticeSeen } from '../../../server/use-cases/people/custody/prison-notices'
import { assignApplications } from '../../../server/use-cases/work/assign-applications'
import { createRouter } from '../../../server/web/addresses/routers'
import { PageError } from '../../../server/web/pages/errors'
import { can } from '../../access/permissions'
import { withoutEmptyFields } from '../../lists/clean-address'
import { addressOf, savedQueryOf, writeQuery } from '../../lists/queue-query'
import { redirect, refused } from '../../page/answers'
import { hidden } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { beginBulkReply, bulkReplyRoutes } from './bulk-reply'
import { chosenForm, chosenPageForm, saveForm } from './forms'
import { findColleague, queryIn, queueFile, queueScreen } from './screens'

const chosenMeta = hidden(chosenPageForm)

/** The list of work: what waits, for whom, and sharing it out; and the notices of people who have moved. */
export function queueRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, post, perform } = feature
  const router = createRouter()
  const show = queueScreen(dependencies)
  router.get('/queue.csv', page({ may: 'see-queue', show: queueFile(dependencies) }))
  router.get(
    '/queue',
    withoutEmptyFields,
    page({
      may: 'see-queue',
      // There was a list of applications that raised a concern; staff raise concerns too, and one list has them all.
      show: visit => (visit.req.query.list === 'safety' ? redirect('/safety') : show(visit)),
    }),
  )

  filterRoutes(router, feature, show)
  shareRoutes(router, feature, show)
  bulkReplyRoutes(router, feature)

  router.post(
    '/notices/:id/seen',
    post({
      may: 'see-notices',
      run: async ({ req, by }) => {
        await perform(markNoticeSeen, { ...by, id: idIn(req.params.id) })
        return redirect('/queue', 'notice-seen')
      },
    }),
  )

  return router
}

/** Filters that somebody saves under a name, for themselves. */
function filterRoutes(router: Router, { post, perform }: ConsoleFeature, show: Screen): void {
  router.post(
    '/queue/filters',
    post({
      may: 'see-queue',
      form: saveForm,
      again: show,
      run: async ({ req, by, value: { 'filter-name': name } }) => {
        const query = queryIn(req.body)
        const result = await perform(saveFilter, { ...by, name, query: savedQueryOf(query) })
        if (result === 'too-many') {
          return refused({ field: 'filter-name', problem: result, about: { limit: mostSavedFilters } })
        }
        return redirect(addressOf(query), 'filter-saved')
      },
    }),
  )

  router.post(
    '/queue/filters/:id/delete',
    post({
      may: 'see-queue',
      run: async ({ req, by }) => {
        await perform(deleteFilter, { ...by, id: idIn(req.params.id) })
        return redirect(addressOf(queryIn(req.body)), 'filter-deleted')
      },
    }),
  )
}

/** Claiming, assigning and handing back the applications that are ticked. */
function shareRoutes(router: Router, { dependencies, post, perform }: ConsoleFeature, show: Screen): void {
  router.post(
    '/queue/chosen',
    post({
      may: 'act-on-application',
      meta: chosenMeta,
      form: chosenForm,
      again: show,
      run: async posted => {
        const { req, staff, scope, by, meta, value } = posted
        const { action, chosen, to } = value
        if (action === 'close' && !can(staff.role, 'give-outcome')) throw new PageError(403, 'not-allowed')
        if (action === 'reply' || action === 'close') {
          return redirect(beginBulkReply(req, writeQuery(queryIn(req.body)), chosen, action === 'close'))
        }
        if (action === 'assign' && !can(staff.role, 'assign-applications')) throw new PageError(403, 'not-allowed')
        const assignee = action === 'assign' && to !== null ? await findColleague(dependencies, posted, to) : null
        if (action === 'assign' && assignee === null) return refused({ field: 'to', problem: 'nothing-chosen' })
        const member = action === 'claim' ? staff : assignee
        const shared = await perform(assignApplications, {
          ...by,
          scope,
          chosen,
          to: member && { member, scope: scopeFor(member) },
          idempotencyKey: idempotencyKeyFrom(meta.idempotencyKey, action, to),
        })
        req.session.report = { action, to: member?.name ?? null, ...shared }
        return redirect(addressOf(queryIn(req.body)))
      },
    }),
  )
}
