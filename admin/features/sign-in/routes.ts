import { Router, type Request, type Response } from 'express'
import type { StaffMember } from '../../../server/database'
import { sealingWith, UnreadableSecret } from '../../../server/use-cases/accounts/sealed-secrets'
import { signInStaff } from '../../../server/use-cases/accounts/staff-sign-in'
import { csrfToken } from '../../../server/web/csrf'
import { endSession, renewSession } from '../../../server/web/session'
import { describeFaults, parseForm, type Fault } from '../../forms/form'
import { takeSaid, type ConsoleFeature } from '../../page/pages'
import { staffIn } from '../../access/signed-in-staff'
import { codeForm, signInForm } from './form'
import { checkCode, describeSecret, newSecret } from './second-factor'

declare module 'express-session' {
  interface SessionData {
    /** The password was right; the second factor is still to come. */
    waitsForCode: {
      readonly staffId: number
      readonly staffVersion: number
      /** The new secret, sealed, of somebody who has no second factor yet. */
      readonly newSecret: string | null
      /** Epoch milliseconds. */
      readonly until: number
    }
  }
}

const codeMinutes = 10

/** Signing in with a password, in production with a second factor as well, and signing out. */
export function signInRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database, config } = dependencies
  const t = dependencies.words.in('en')
  const sealing = sealingWith(dependencies.sessionSecret)
  const whose = ({ id }: StaffMember) => `staff ${id}`
  const asksForCode = config.environment === 'production'
  const router = Router()

  router.get('/sign-in', (req, res) => {
    if (staffIn(res)) return res.redirect(303, '/')
    showPassword(req, res)
  })

  router.post('/sign-in', async (req, res) => {
    const form = parseForm(signInForm, req.body)
    if (!form.ok) return showPassword(req, res, form.faults)
    const { email, password } = form.value
    const result = await signInStaff(database, { email, password, fromAddress: req.ip })
    if (result.kind === 'locked') return showPassword(req, res, [{ field: 'email', problem: 'locked' }], 429)
    if (result.kind === 'wrong') return showPassword(req, res, [{ field: 'email', problem: 'wrong' }])
    if (!asksForCode) return signIn(req, res, result.staff)
    const { wanted } = req.session
    await renewSession(req.session)
    if (wanted !== undefined) req.session.wanted = wanted
    req.session.waitsForCode = {
      staffId: result.staff.id,
      staffVersion: result.staff.accountVersion,
      newSecret: result.staff.secondFactorSecret === null ? await sealing.seal(newSecret(), whose(result.staff)) : null,
      until: dependencies.now().getTime() + codeMinutes * 60_000,
    }
    res.redirect(303, '/sign-in/code')
  })

  router.get('/sign-in/code', async (req, res) => {
    const staff = await whoWaits(req)
    if (!staff) return res.redirect(303, '/sign-in')
    await showCode(req, res, staff)
  })

  router.post('/sign-in/code', async (req, res) => {
    const staff = await whoWaits(req)
    const kept = req.session.waitsForCode?.newSecret ?? staff?.secondFactorSecret
    if (!staff || !kept) return res.redirect(303, '/sign-in')
    const form = parseForm(codeForm, req.body)
    if (!form.ok) return showCode(req, res, staff, form.faults)
    const secret = await openSecret(kept, staff)
    if (secret === undefined) return showCode(req, res, staff, [{ field: 'code', problem: 'unreadable' }])
    const result = await checkCode(database, staff, { secret, code: form.value.code, now: dependencies.now() })
    if (result !== 'right') {
      await database.audit.record({ site: 'staff', staffId: staff.id, action: 'sign-in-refused', fromAddress: req.ip })
      return showCode(req, res, staff, [{ field: 'code', problem: result }], result === 'locked' ? 429 : 422)
    }
    if (staff.secondFactorSecret === null || !sealing.isSealed(staff.secondFactorSecret)) {
      await database.staff.keepSecondFactor(staff.id, await sealing.seal(secret, whose(staff)))
    }
    await signIn(req, res, staff)
  })

  router.post('/sign-out', async (req, res) => {
    const staff = staffIn(res)
    if (staff) {
      await database.audit.record({ site: 'staff', staffId: staff.id, action: 'signed-out', fromAddress: req.ip })
    }
    await endSession(req.session)
    res.clearCookie('console', { path: '/' })
    res.redirect(303, '/sign-in')
  })

  async function signIn(req: Request, res: Response, staff: StaffMember): Promise<void> {
    const { wanted } = req.session
    await renewSession(req.session)
    req.session.staffId = staff.id
    req.session.staffVersion = staff.accountVersion
    await database.audit.record({ site: 'staff', staffId: staff.id, action: 'signed-in', fromAddress: req.ip })
    res.redirect(303, wanted ?? '/')
  }

  async function whoWaits({ session }: Request): Promise<StaffMember | undefined> {
    const { waitsForCode } = session
    if (!waitsForCode || waitsForCode.until < dependencies.now().getTime()) return undefined
    const staff = await database.staff.find(waitsForCode.staffId)
    if (staff?.accountVersion !== waitsForCode.staffVersion) return undefined
    // Somebody who signs in twice at once has one second factor: the first that was kept.
    return waitsForCode.newSecret !== null && staff.secondFactorSecret !== null ? undefined : staff
  }

  /** @returns undefined when SESSION_SECRET is another than when the authenticator was set up */
  async function openSecret(sealed: string, staff: StaffMember): Promise<string | undefined> {
    try {
      return await sealing.open(sealed, whose(staff))
    } catch (error) {
      if (error instanceof UnreadableSecret) return undefined
      throw error
    }
  }

  function showPassword(req: Request, res: Response, faults: readonly Fault[] = [], status = 422): void {
    const email = (req.body as { email?: unknown } | undefined)?.email
    const context = {
      pageName: t('console/sign-in:title'),
      csrfToken: csrfToken(req),
      said: takeSaid(req),
      email: typeof email === 'string' ? email.slice(0, 400) : '',
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    show(req, res, 'console/sign-in/password.njk', context, faults.length > 0 ? status : 200)
  }

  async function showCode(
    req: Request,
    res: Response,
    staff: StaffMember,
    faults: readonly Fault[] = [],
    status = 422,
  ): Promise<void> {
    const sealed = req.session.waitsForCode?.newSecret
    const secret = sealed ? await openSecret(sealed, staff) : undefined
    const context = {
      pageName: t(secret ? 'console/sign-in:enrol.title' : 'console/sign-in:code.title'),
      csrfToken: csrfToken(req),
      secret: secret ? await describeSecret(secret, staff.email) : undefined,
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    show(req, res, 'console/sign-in/code.njk', context, faults.length > 0 ? status : 200)
  }

  return router
}
