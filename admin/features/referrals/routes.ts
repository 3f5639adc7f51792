import type { Router } from 'express'
import type { Translate } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import type { OwnerAction } from '../../../server/domain/work/referrals'
import { askingScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { changeOwner, moveReferral, openReferral, type ReferralResult } from '../../../server/use-cases/work/referrals'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPersonToAskAbout } from '../../access/person-finder'
import type { Fault } from '../../forms/form'
import { withoutEmptyFields } from '../../lists/clean-address'
import { changed, gone, redirect, refused } from '../../page/answers'
import { tellMeanwhile } from '../../page/confirmation'
import { parseFormMeta, parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { openForm, stepReader, type Step } from './forms'
import { presentSteps } from './presenter'
import { personScreen, referralScreen, waitingFile, waitingScreen } from './screens'

/** The last part of the address of each action by which a referral becomes somebody's or nobody's. */
const ownerActions: Readonly<Record<string, OwnerAction>> = { take: 'taken', 'hand-back': 'handed-back' }

const address = '/people/:prisonNumber/referrals'

/** Work that is done with others for a person: council, COM, DWP, bank, GP and the rest, step by step. */
export function referralRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  const { dependencies, page } = feature
  router.get('/referrals', withoutEmptyFields, page({ may: 'see-referrals', show: waitingScreen(dependencies) }))
  router.get('/referrals.csv', page({ may: 'see-referrals', show: waitingFile(dependencies) }))
  personRoutes(feature, router)
  referralPageRoutes(feature, router)
  return router
}

/** All the referrals of a person, and beginning one. */
function personRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const t = dependencies.words.in('en')
  const find = findPersonToAskAbout(dependencies.database)
  const show = personScreen(dependencies)
  router.get(address, page({ may: 'see-referrals', find, show }))

  router.post(
    address,
    post({
      may: 'make-referral',
      find,
      meta: parseKeyMeta,
      form: openForm(dependencies.today),
      again: show,
      run: async ({ by, found: person, meta, value }) => {
        const scope = askingScopeFor(by.staff)
        const { 'referral-kind': kind, 'referral-whom': whom, application } = value
        const fault = faultOf(
          await perform(openReferral, {
            ...by,
            ...meta,
            ...detailsOf({ ...value, appointment: null }),
            scope,
            person,
            kind,
            whom,
            application: application === '' ? null : application,
          }),
          t,
        )
        return fault ? refused(fault) : redirect(addressOf(person), 'referral-done')
      },
    }),
  )
}

/** One referral: its next step, and whose it is. */
function referralPageRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const t = dependencies.words.in('en')
  const find = findPersonToAskAbout(dependencies.database)
  const show = referralScreen(dependencies)
  router.get(`${address}/:id`, page({ may: 'see-referrals', find, show }))

  router.post(
    `${address}/:id`,
    post({
      may: 'make-referral',
      find,
      meta: parseFormMeta,
      form: stepReader(dependencies.today),
      again: show,
      run: async ({ req, by, found: person, meta, value }) => {
        const scope = askingScopeFor(by.staff)
        const id = idIn(req.params.id)
        const command = { ...by, ...meta, ...detailsOf(value), scope, person, id }
        const result = await perform(moveReferral, command)
        if (result.kind === 'changed') return changed
        const fault = faultOf(result, t)
        if (fault) return refused(fault)
        if (result.kind === 'done') tellMeanwhile(req, presentSteps(result.since ?? [], t))
        return redirect(`${addressOf(person)}/${id}`, 'referral-done')
      },
    }),
  )

  for (const [name, action] of Object.entries(ownerActions)) {
    router.post(
      `${address}/:id/${name}`,
      post({
        may: 'make-referral',
        find,
        meta: parseFormMeta,
        again: show,
        run: async ({ req, by, found: person, meta }) => {
          const scope = askingScopeFor(by.staff)
          const id = idIn(req.params.id)
          const { kind } = await perform(changeOwner, { ...by, ...meta, scope, person, id, action })
          if (kind === 'gone') return gone()
          return kind === 'changed' ? changed : redirect(`${addressOf(person)}/${id}`, `referral-${action}`)
        },
      }),
    )
  }
}

function detailsOf(step: Step) {
  return {
    status: step.state,
    happenedOn: step['happened-on'],
    note: step['referral-note'],
    appointment: step.appointment,
    chaseOn: step['chase-on'],
  }
}

/** What stood in the way, beside the field that it is about; null when it is done. */
function faultOf(result: ReferralResult, t: Translate): Fault | null {
  switch (result.kind) {
    case 'done':
      return null
    case 'gone':
      return gone()
    case 'changed':
    case 'cannot-begin-so':
    case 'no-com':
      return { field: 'state', problem: result.kind }
    case 'too-early':
      return { field: 'happened-on', problem: result.kind }
    case 'needs-consent': {
      const bodies = result.bodies.map(body => t(`console/consents:bodies.${body}`)).join(', ')
      return { field: 'state', problem: 'needs-consent', about: { bodies } }
    }
  }
}

function addressOf({ prisonNumber }: Person): string {
  return `/people/${prisonNumber}/referrals`
}
