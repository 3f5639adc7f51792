import { Router, type Request, type Response } from 'express'
import type { Account, Prison, StaffMember } from '../../../server/database'
import type { Receiver } from '../../../server/use-cases/work/reassign'
import { assignableRoles, managesAllAccounts } from '../../../server/domain/staff/roles'
import {
  changeAccount,
  endAccount,
  inviteStaff,
  makeStaffCode,
  type AccountCommand,
  type AccountResult,
  type MovedWork,
} from '../../../server/use-cases/accounts/manage-accounts'
import { PageError } from '../../../server/web/errors'
import { describeFaults, parseForm, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { may, managesAccount, seesAccount, scopeFor } from '../../access/permissions'
import { staffOf } from '../../access/signed-in-staff'
import { accountsQuery, codeForm, leaveForm, readAccount, readInvitation, versionForm } from './form'
import { heading, presentAccount, presentAccounts, presentCode, presentForm, presentMoved } from './presenter'

/** Accounts of staff: who has one, inviting, changing, ending, and codes to set a password with. */
export function accountRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database, config } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/accounts/:id'

  router.get('/accounts', may('keep-accounts'), async (req, res) => {
    const reader = staffOf(res)
    const query = accountsQuery.parse(req.query)
    const prisons = await prisonsOf(reader)
    const filters = { ...query, prisons: managesAllAccounts(reader.role) ? null : reader.prisons }
    const accounts = await database.accounts.page(filters, query.page)
    show(
      req,
      res,
      'console/accounts/accounts.njk',
      presentAccounts(query, accounts, prisons, reader, dependencies.now(), t),
    )
  })

  router.get('/accounts/invite', may('keep-accounts'), async (req, res) => {
    await showForm(req, res, { name: '', role: '', prisons: [] })
  })

  router.post('/accounts/invite', may('keep-accounts'), async (req, res) => {
    const reader = staffOf(res)
    const form = readInvitation(req.body, await choicesOf(reader))
    if (!form.ok) return showForm(req, res, typedAccount(req.body), form.faults)
    const invitation = { account: form.value, staff: reader, fromAddress: req.ip }
    const made = await perform(inviteStaff, invitation)
    if (made.kind === 'taken') {
      return showForm(req, res, typedAccount(req.body), [{ field: 'staff-email', problem: 'taken' }])
    }
    const { name, email } = form.value
    show(req, res, 'console/accounts/code.njk', {
      pageName: t('console/accounts:code.invitation.title'),
      name,
      address: `/accounts/${made.id}`,
      codeWords: 'invitation',
      ...presentCode(made, email, config.staffUrl, t),
    })
  })

  router.get(address, may('keep-accounts'), async (req, res) => {
    await showAccount(req, res, await find(req, res))
  })

  router.get(`${address}/change`, may('keep-accounts'), async (req, res) => {
    const account = await findToManage(req, res)
    if (!account.active) return res.redirect(303, `/accounts/${account.id}`)
    await showForm(req, res, account, [], account)
  })

  router.post(`${address}/change`, may('keep-accounts'), async (req, res) => {
    const account = await findToManage(req, res)
    const command = commandFrom(req, res, account)
    const form = readAccount(req.body, await choicesOf(staffOf(res)))
    if (!form.ok)
      return showForm(req, res, typedAccount(req.body), form.faults, { ...account, version: command.version })
    const scope = scopeFor({ ...account, ...form.value })
    const result = await perform(changeAccount, { ...command, change: form.value, scope })
    await finish(req, res, 'changed', result)
  })

  router.get(`${address}/leave`, may('keep-accounts'), async (req, res) => {
    const account = await findToManage(req, res)
    if (!account.active) return res.redirect(303, `/accounts/${account.id}`)
    await showLeave(req, res, account)
  })

  router.post(`${address}/leave`, may('keep-accounts'), async (req, res) => {
    const account = await findToManage(req, res)
    const command = commandFrom(req, res, account)
    const form = parseForm(leaveForm, req.body)
    if (!form.ok) return showLeave(req, res, account, form.faults)
    const id = form.value['work-to']
    const member = id === null ? undefined : (await colleaguesOf(account)).find(each => each.id === id)
    if (id !== null && !member) return showLeave(req, res, account, [{ field: 'work-to', problem: 'nothing-chosen' }])
    const to: Receiver | null = member ? { member, scope: scopeFor(member) } : null
    await finish(req, res, 'ended', await perform(endAccount, { ...command, to }))
  })

  router.get(`${address}/code`, may('keep-accounts'), async (req, res) => {
    const account = await findToManage(req, res)
    show(req, res, 'console/accounts/make-code.njk', {
      ...heading(account, t),
      asksOfAuthenticator: account.hasSecondFactor,
    })
  })

  router.post(`${address}/code`, may('keep-accounts'), async (req, res) => {
    const account = await findToManage(req, res)
    const command = commandFrom(req, res, account)
    const { authenticator } = codeForm.parse(req.body ?? {})
    const made = await perform(makeStaffCode, {
      ...command,
      forgetsSecondFactor: authenticator === 'lost',
    })
    if (made.kind !== 'made') return finish(req, res, 'changed', made)
    show(req, res, 'console/accounts/code.njk', {
      ...heading(account, t),
      pageName: t(`console/accounts:code.${heading(account, t).codeWords}.title`),
      ...presentCode(made, account.email, config.staffUrl, t),
    })
  })

  /** @throws {PageError} 404 for an account that the reader does not see, as for one that is not there */
  async function find(req: Request, res: Response): Promise<Account> {
    const account = await database.accounts.find(idIn(req.params.id))
    if (!account || !seesAccount(staffOf(res), account)) throw new PageError(404, 'not-found')
    return account
  }

  /** @throws {PageError} 404 too for an account that the reader sees and does not manage */
  async function findToManage(req: Request, res: Response): Promise<Account> {
    const account = await find(req, res)
    if (!managesAccount(staffOf(res), account)) throw new PageError(404, 'not-found')
    return account
  }

  /** @throws {PageError} 400 when the form is not one of ours */
  function commandFrom(req: Request, res: Response, account: Account): AccountCommand {
    const page = versionForm.safeParse(req.body ?? {})
    if (!page.success) throw new PageError(400, 'bad-request')
    const { version } = page.data
    return { staff: staffOf(res), id: account.id, version, mayManage: managesAccount, fromAddress: req.ip }
  }

  async function finish(req: Request, res: Response, what: 'changed' | 'ended', result: AccountResult): Promise<void> {
    if (result.kind === 'not-found') throw new PageError(404, 'not-found')
    const account = await find(req, res)
    if (result.kind === 'changed') return showAccount(req, res, account, { conflict: true }, 409)
    req.session.accountSaid = { id: account.id, what, moved: result.moved }
    res.redirect(303, `/accounts/${account.id}`)
  }

  async function showAccount(req: Request, res: Response, account: Account, context = {}, status = 200): Promise<void> {
    const { accountSaid } = req.session
    delete req.session.accountSaid
    const said = accountSaid?.id === account.id ? accountSaid : undefined
    const page = presentAccount(account, await database.prisons.all(), staffOf(res), dependencies.now(), t)
    show(
      req,
      res,
      'console/accounts/account.njk',
      {
        back: '/accounts',
        ...page,
        ...(said && { done: [t(`console/accounts:done.${said.what}`), ...presentMoved(said.moved, t)] }),
        ...context,
      },
      status,
    )
  }

  async function showForm(
    req: Request,
    res: Response,
    given: { readonly name: string; readonly role: string; readonly prisons: readonly string[] },
    faults: readonly Fault[] = [],
    account?: Account,
  ): Promise<void> {
    const reader = staffOf(res)
    const { 'staff-email': email } = (req.body ?? {}) as Record<string, unknown>
    const context = {
      back: account ? `/accounts/${account.id}` : '/accounts',
      ...(account && heading(account, t)),
      pageName: t(account ? 'console/accounts:form.change' : 'console/accounts:form.invite'),
      action: req.path,
      email: typeof email === 'string' ? email.slice(0, 200) : '',
      ...presentForm(given, await prisonsOf(reader), reader, t),
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    show(req, res, 'console/accounts/form.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showLeave(
    req: Request,
    res: Response,
    account: Account,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const work = await database.accounts.workOf(account.id)
    const context = {
      ...heading(account, t),
      pageName: t('console/accounts:leave.page-name'),
      work: [
        t('console/accounts:leave.applications', { count: work.applications }),
        t('console/accounts:leave.assessments', { count: work.assessments }),
        t('console/accounts:leave.tasks', { count: work.tasks }),
        t('console/accounts:leave.questions', { count: work.questions }),
        t('console/accounts:leave.referrals', { count: work.referrals }),
      ],
      choices: [
        { value: 'team', text: t('console/accounts:leave.team') },
        ...(await colleaguesOf(account)).map(({ id, name, role }) => ({
          value: String(id),
          text: t('console/accounts:leave.colleague', { name, role: t(`console/permissions:roles.${role}`) }),
        })),
      ],
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    show(req, res, 'console/accounts/leave.njk', context, faults.length > 0 ? 422 : 200)
  }

  /** Whom somebody's work can go to: those of their prisons. A COM's people are theirs alone. */
  async function colleaguesOf(account: Account): Promise<StaffMember[]> {
    const members = await database.staff.inPrisons(account.prisons)
    return members.filter(({ id, active }) => active && id !== account.id)
  }

  async function choicesOf(reader: StaffMember) {
    return { roles: assignableRoles(reader.role), prisons: await prisonsOf(reader) }
  }

  /** The prisons that the reader may give. */
  async function prisonsOf(reader: StaffMember): Promise<Prison[]> {
    const prisons = await database.prisons.all()
    return prisons.filter(
      ({ id, active }) => active && (managesAllAccounts(reader.role) || reader.prisons.includes(id)),
    )
  }

  return router
}

declare module 'express-session' {
  interface SessionData {
    /** What was just done to an account, told once on its page. */
    accountSaid: { readonly id: number; readonly what: 'changed' | 'ended'; readonly moved: MovedWork }
  }
}

/** What was typed and picked, to show again. */
function typedAccount(body: unknown): { name: string; role: string; prisons: readonly string[] } {
  const given = (body ?? {}) as Readonly<Record<string, unknown>>
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 400) : '')
  const prisons = [given.prisons].flat().filter(each => typeof each === 'string')
  return { name: text(given['staff-name']), role: text(given.role), prisons }
}
