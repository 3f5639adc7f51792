import type { Request } from 'express'
import type { Account } from '../../../server/database'
import { managesAllAccounts } from '../../../server/domain/staff/roles'
import type { MovedWork, NewCode } from '../../../server/use-cases/accounts/manage-accounts'
import { redirect, view, type Redirect, type View } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { shownOnce } from '../../page/shown-once'
import { takeOnce } from '../../page/take-once'
import { assignablePrisons, colleaguesOf, type Found } from './find'
import { accountsQuery, prisonsIn } from './form'
import {
  heading,
  presentAccount,
  presentAccounts,
  presentCode,
  presentForm,
  presentLeave,
  presentMoved,
  type CodeWords,
} from './presenter'

declare module 'express-session' {
  interface SessionData {
    /** What was just done to an account, shown once on its page. */
    accountChange: { readonly id: number; readonly what: 'changed' | 'ended'; readonly moved: MovedWork }
  }
}

/** The accounts that the reader may see, with filters. */
export function listScreen({ database, words, now }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff }) => {
    const query = accountsQuery.parse(req.query)
    const filters = { ...query, prisons: managesAllAccounts(staff.role) ? null : staff.prisons }
    const [prisons, accounts] = await Promise.all([
      assignablePrisons(database, staff),
      database.accounts.page(filters, query.page),
    ])
    return view('accounts/accounts.njk', presentAccounts(query, accounts, prisons, staff, now(), t), null)
  }
}

/** One account, with what was just done to it, or 409 when a colleague changed it first. */
export function accountScreen({ database, words, now }: ConsoleDependencies): (visit: Visit<Account>) => Promise<View> {
  const t = words.in('en')
  return async ({ req, staff, found: account, isChanged }) => {
    const accountChange = takeOnce(req, 'accountChange')
    const done = accountChange?.id === account.id ? accountChange : undefined
    const context = {
      back: '/accounts',
      ...presentAccount(account, await database.prisons.all(), staff, now(), t),
      changes: done ? [t(`console/accounts:done.${done.what}`), ...presentMoved(done.moved, t)] : null,
      isChanged,
    }
    return view('accounts/account.njk', context, null, isChanged ? 409 : 200)
  }
}

/** The form of an invitation, or of a change to an account. */
export function formScreen({
  words,
}: ConsoleDependencies): Screen<Omit<Found, 'account'> & { readonly account?: Account }> {
  const t = words.in('en')
  return ({ req, staff, found: { account, ...assignable }, typed }) => {
    if (account && !account.active) return redirect(`/accounts/${account.id}`)
    const values = typed
      ? {
          name: typed['staff-name'] ?? '',
          role: typed.role ?? '',
          prisons: prisonsIn(req.body),
          teamKind: typed['team-kind'] ?? null,
          teamRegion: typed['team-region'] ?? null,
          pduId: typed.pdu ?? null,
        }
      : (account ?? { name: '', role: '', prisons: [], teamKind: null, teamRegion: null, pduId: null })
    const context = {
      back: account ? `/accounts/${account.id}` : '/accounts',
      address: null,
      ...(account && heading(account, t)),
      pageName: t(account ? 'console/accounts:form.change' : 'console/accounts:form.invite'),
      action: req.path,
      email: typed?.['staff-email'] ?? '',
      ...presentForm(values, assignable, staff, t),
    }
    return view('accounts/form.njk', context, null)
  }
}

/** The form that ends an account, with the work that somebody else gets. */
export function leaveScreen({ database, words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return async ({ found: { account }, scope }) => {
    if (!account.active) return redirect(`/accounts/${account.id}`)
    const [work, colleagues] = await Promise.all([
      database.accounts.workOf(account.id, scope),
      colleaguesOf(database, account),
    ])
    return view('accounts/leave.njk', { ...heading(account, t), ...presentLeave(work, colleagues, t) }, null)
  }
}

/** The form that makes a code with which somebody sets a password. */
export function makeCodeScreen({ words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ found: { account } }) => {
    const context = { ...heading(account, t), asksOfAuthenticator: account.hasSecondFactor }
    return view('accounts/make-code.njk', context, null)
  }
}

/** A new code, on a page that can be opened once. */
export function codePages(dependencies: ConsoleDependencies) {
  const { config, words } = dependencies
  const t = words.in('en')
  const once = shownOnce(dependencies)
  return {
    goTo: async (
      req: Request,
      { id, name, email }: Pick<Account, 'id' | 'name' | 'email'>,
      codeWords: CodeWords,
      made: NewCode,
    ): Promise<Redirect> => {
      const address = `/accounts/${id}`
      await once.keep(req, `${address}/code/made`, {
        pageName: t(`console/accounts:code.${codeWords}.title`),
        name,
        address,
        ...presentCode(made, email, config.staffUrl, t),
      })
      return redirect(`${address}/code/made`)
    },
    show: async ({ req, found: account }: Visit<Account>) => {
      const code = await once.take(req)
      return code ? view('accounts/code.njk', code, null) : redirect(`/accounts/${account.id}`)
    },
  }
}
