import type { Router } from 'express'
import type { NotificationAction } from '../../../server/domain/work/notifications'
import { concernScopeFor, notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { giveCarriedOn, moveNotification, seeNotifications } from '../../../server/use-cases/work/notifications'
import { createRouter } from '../../../server/web/addresses/routers'
import { can } from '../../access/permissions'
import { outsideForm } from '../../forms/outside-form'
import { changed, gone, redirect, refused } from '../../page/answers'
import { tellMeanwhile } from '../../page/confirmation'
import { parseFormMeta, withHidden } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { doneForm, giveForm } from './forms'
import { permissionFor, presentSteps } from './presenter'
import { listScreen, notificationScreen, ownersOf, type Found } from './screens'

const giveMeta = withHidden(parseFormMeta, giveForm)
const noDetail = { words: null, outside: null }

/** What people beside the team that answers are told and asked: seen and done by them, or told outside the service. */
export function notificationRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, post, perform } = feature
  const { database } = dependencies
  const router = createRouter()
  router.get('/told-and-asked', page({ may: 'see-notifications', show: listScreen(dependencies) }))

  const show = notificationScreen(dependencies)
  const find: Find<Found> = async ({ req, staff }) => {
    const scope = notificationScopeFor(staff, dependencies.today())
    const notification = (await database.notifications.findInScope(idIn(req.params.id), scope)) ?? gone()
    const { applicationId, aboutConcernId, isSafety, isForReader } = notification
    const tellsAnswer = isSafety && isForReader && applicationId !== null
    const [application, concern] = await Promise.all([
      tellsAnswer ? database.applications.find(applicationId) : undefined,
      aboutConcernId !== null && can(staff.role, 'see-safety')
        ? database.safetyConcerns.findInScope(aboutConcernId, concernScopeFor(staff))
        : undefined,
    ])
    return { notification, application, seesConcern: concern !== undefined }
  }
  router.get(
    '/told-and-asked/:id',
    page({
      may: 'see-notifications',
      find,
      show: async visit => {
        const { notification } = visit.found
        if (!notification.isForReader || notification.status !== 'open') return show(visit)
        const scope = notificationScopeFor(visit.staff, dependencies.today())
        await perform(seeNotifications, { ...visit.by, notification, scope })
        return show({ ...visit, found: await find(visit) })
      },
    }),
  )

  actionRoutes(router, feature, find, show)

  router.post(
    '/told-and-asked/:id/give',
    post({
      may: 'act-on-application',
      find,
      meta: giveMeta,
      again: show,
      run: async ({ by, found, meta: { owner, ...shown } }) => {
        const { notification } = found
        if (!(await ownersOf(database, notification)).some(({ id }) => id === owner)) return changed
        const scope = notificationScopeFor(by.staff, dependencies.today())
        const command = { ...by, ...shown, scope, id: notification.id, to: owner }
        const { kind } = await perform(giveCarriedOn, command)
        if (kind === 'gone') return gone()
        return kind === 'changed' ? changed : redirect(`/told-and-asked/${notification.id}`, 'notification-given')
      },
    }),
  )
  return router
}

/** What is done with one of them: done by its recipient, told outside the service, or chased. */
function actionRoutes(
  router: Router,
  { dependencies, post, perform }: ConsoleFeature,
  find: Find<Found>,
  show: Screen<Found>,
): void {
  const t = dependencies.words.in('en')
  const forms = { done: doneForm, 'told-outside': outsideForm(dependencies.today), chased: undefined }
  const paths: Readonly<Record<Exclude<NotificationAction, 'seen'>, string>> = {
    done: 'done',
    'told-outside': 'told',
    chased: 'chase',
  }
  for (const action of ['done', 'told-outside', 'chased'] as const) {
    const form = forms[action]
    router.post(
      `/told-and-asked/:id/${paths[action]}`,
      post({
        may: permissionFor[action],
        find,
        meta: parseFormMeta,
        ...(form && { form }),
        again: show,
        run: async ({ req, by, found, meta, value: report = noDetail }) => {
          const scope = notificationScopeFor(by.staff, dependencies.today())
          const { id } = found.notification
          const result = await perform(moveNotification, { ...by, ...meta, ...report, scope, id, action })
          if (result.kind === 'gone') return gone()
          if (result.kind === 'needs-consent') return refused({ field: 'done-words', problem: 'needs-consent' })
          if (result.kind === 'changed') return changed
          tellMeanwhile(req, presentSteps(result.since ?? [], t))
          return redirect(`/told-and-asked/${id}`, `notification-${action}`)
        },
      }),
    )
  }
}
