import type { Router } from 'express'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import {
  changeAccount,
  endAccount,
  inviteStaff,
  makeStaffCode,
  type AccountCommand,
  type AccountResult,
} from '../../../server/use-cases/accounts/manage-accounts'
import { createRouter } from '../../../server/web/addresses/routers'
import { managesAccount } from '../../access/permissions'
import { gone, redirect, refusalPage, refused, type Outcome } from '../../page/answers'
import { parseVersion } from '../../page/form-meta'
import type { Asker, Posted } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { colleaguesOf, findAccount, findAccountToChange, findAssignable, type Found } from './find'
import { accountForm, codeForm, invitationForm, leaveForm } from './form'
import { codeWordsOf } from './presenter'
import { accountScreen, codePages, formScreen, leaveScreen, listScreen, makeCodeScreen } from './screens'

const may = 'manage-accounts'
const address = '/accounts/:id'

type Command = Posted<Found, { readonly version: number }, unknown>

/** Accounts of staff: who has one, inviting, changing, ending, and codes to set a password with. */
export function accountRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page } = feature
  const router = createRouter()
  router.get('/accounts', page({ may, show: listScreen(dependencies) }))
  // Comes before the routes of one account, because their pattern would read `invite` as its identity.
  invitationRoutes(feature, router)
  router.get(address, page({ may, find: findAccount(dependencies.database), show: accountScreen(dependencies) }))
  changeRoutes(feature, router)
  leaveRoutes(feature, router)
  codeRoutes(feature, router)
  return router
}

function invitationRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const show = formScreen(dependencies)
  const codes = codePages(dependencies)
  const find = (asker: Asker) => findAssignable(dependencies.database, asker)
  router.get('/accounts/invite', page({ may, find, show }))

  router.post(
    '/accounts/invite',
    post({
      may,
      find,
      form: invitationForm,
      again: show,
      run: async ({ req, by, value: account }) => {
        const made = await perform(inviteStaff, { ...by, account })
        if (made.kind === 'taken') return refused({ field: 'staff-email', problem: 'taken' })
        return codes.goTo(req, { ...account, id: made.id }, 'invitation', made)
      },
    }),
  )
}

function changeRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const find = findAccountToChange(dependencies.database)
  const show = formScreen(dependencies)
  const answer = answerTo(dependencies)
  router.get(`${address}/change`, page({ may, find, show }))

  router.post(
    `${address}/change`,
    post({
      may,
      find,
      meta: parseVersion,
      form: accountForm,
      again: show,
      run: async posted => {
        const { found, value: change } = posted
        const scope = scopeFor({ ...found.account, ...change })
        return answer(posted, 'changed', await perform(changeAccount, { ...commandOf(posted), change, scope }))
      },
    }),
  )
}

function leaveRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const find = findAccountToChange(dependencies.database)
  const show = leaveScreen(dependencies)
  const answer = answerTo(dependencies)
  router.get(`${address}/leave`, page({ may, find, show }))

  router.post(
    `${address}/leave`,
    post({
      may,
      find,
      meta: parseVersion,
      form: leaveForm,
      again: show,
      run: async posted => {
        const { found, value } = posted
        const id = value['work-to']
        const colleagues = id === null ? [] : await colleaguesOf(dependencies.database, found.account)
        const member = colleagues.find(each => each.id === id)
        if (id !== null && !member) return refused({ field: 'work-to', problem: 'nothing-chosen' })
        const to = member ? { member, scope: scopeFor(member) } : null
        return answer(posted, 'ended', await perform(endAccount, { ...commandOf(posted), to }))
      },
    }),
  )
}

function codeRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router): void {
  const find = findAccountToChange(dependencies.database)
  const codes = codePages(dependencies)
  const answer = answerTo(dependencies)
  router.get(`${address}/code`, page({ may, find, show: makeCodeScreen(dependencies) }))
  router.get(`${address}/code/made`, page({ may, find: findAccount(dependencies.database), show: codes.show }))

  router.post(
    `${address}/code`,
    post({
      may,
      find,
      meta: parseVersion,
      form: codeForm,
      run: async posted => {
        const { account } = posted.found
        const forgetsSecondFactor = posted.value.authenticator === 'lost'
        const made = await perform(makeStaffCode, { ...commandOf(posted), forgetsSecondFactor })
        if (made.kind !== 'made') return answer(posted, 'changed', made)
        return codes.goTo(posted.req, account, codeWordsOf(account), made)
      },
    }),
  )
}

function commandOf({ by, found, meta }: Command): AccountCommand {
  return { ...by, id: found.account.id, version: meta.version, mayManage: managesAccount }
}

/** Shows the account afterwards: with what was done, or with a conflict. */
function answerTo(dependencies: ConsoleDependencies) {
  const find = findAccount(dependencies.database)
  const show = accountScreen(dependencies)
  return async (posted: Command, what: 'changed' | 'ended', result: AccountResult): Promise<Outcome> => {
    const { account } = posted.found
    if (result.kind === 'not-found') return gone()
    if (result.kind === 'changed')
      return refusalPage(await show({ ...posted, found: await find(posted), isChanged: true }))
    posted.req.session.accountChange = { id: account.id, what, moved: result.moved }
    return redirect(`/accounts/${account.id}`)
  }
}
