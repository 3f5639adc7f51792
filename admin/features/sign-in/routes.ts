import type { Router, Request, Response } from 'express'
import type { StaffMember } from '../../../server/database'
import { sealingWith, UnreadableSecret } from '../../../server/use-cases/accounts/sealed-secrets'
import { checkSecondFactor, newSecret } from '../../../server/use-cases/accounts/second-factor'
import { recordSignIn, recordSignOut, signInStaff } from '../../../server/use-cases/accounts/staff-sign-in'
import { whenBusy } from '../../../server/use-cases/accounts/turns'
import { createRouter } from '../../../server/web/addresses/routers'
import { retryAfter } from '../../../server/web/pages/errors'
import { csrfToken } from '../../../server/web/sessions/csrf'
import { endSession, renewSession } from '../../../server/web/sessions/session'
import { staffIn } from '../../access/signed-in-staff'
import { takeWanted } from '../../access/wanted-page'
import { describeFaults, parseForm, type Fault } from '../../forms/form'
import { addressToGoOn, expiredForms } from '../../page/expired-form'
import type { ConsoleFeature } from '../../page/pages'
import { codeForm, signInForm } from './form'
import { passwordPage } from './password-page'
import { describeSecret } from './second-factor'

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

/**
 * Signing in with a password, in production with a second factor as well, and signing out. Not made with the page kernel,
 * which needs a signed-in reader for permission, scope and audit.
 */
export function signInRoutes(feature: ConsoleFeature): Router {
  const { perform } = feature
  const router = createRouter()
  passwordRoutes(router, feature)
  codeRoutes(router, feature)

  // Opened as a page, by Back or from a bookmark, it signs nobody out: a link elsewhere could.
  router.get('/sign-out', (_req, res) => res.redirect(303, '/'))
  router.post('/sign-out', async (req, res) => {
    const staff = staffIn(res)
    if (staff) await perform(recordSignOut, { staff, fromAddress: req.ip })
    await endSession(req.session)
    res.clearCookie('console', { path: '/' })
    res.redirect(303, '/sign-in')
  })

  return router
}

function passwordRoutes(router: Router, feature: ConsoleFeature): void {
  const { dependencies, perform } = feature
  const { config } = dependencies
  const sealing = sealingWith(dependencies.sessionSecret)
  const forms = expiredForms(dependencies)
  const showPassword = passwordPage(feature)
  const asksForCode = config.environment === 'production'

  router.get('/sign-in', async (req, res) => {
    if (staffIn(res)) return res.redirect(303, '/')
    await showPassword(req, res)
  })

  router.post('/sign-in', async (req, res) => {
    const { sealed, email } = expiredIn(req.body)
    const expired = await forms.open(sealed)
    const refuse = (faults: readonly Fault[], status = 422) =>
      showPassword(req, res, { faults, status, email, ...(expired && { expired: { ...waiting, sealed } }) })
    const form = parseForm(signInForm, req.body)
    if (!form.ok) return refuse(form.faults)
    const result = await perform(signInStaff, { ...form.value, fromAddress: req.ip }).catch(whenBusy)
    if (result.kind === 'busy') {
      res.set('Retry-After', retryAfter)
      return refuse([{ field: 'email', problem: 'busy' }], 503)
    }
    if (result.kind === 'locked') return refuse([{ field: 'email', problem: 'locked' }], 429)
    if (result.kind === 'wrong') return refuse([{ field: 'email', problem: 'wrong' }])
    const { staff } = result
    // What one member of staff typed is nobody else's to send.
    if (expired?.owner === staff.id) Object.assign(req.session, { expiredForm: sealed, wanted: addressToGoOn(expired) })
    if (!asksForCode) return signIn(feature, req, res, staff)
    await renewSessionOf(req)
    req.session.waitsForCode = {
      staffId: staff.id,
      staffVersion: staff.accountVersion,
      newSecret: staff.secondFactorSecret === null ? await sealing.seal(newSecret(), placeOf(staff)) : null,
      until: dependencies.now().getTime() + codeMinutes * 60_000,
    }
    res.redirect(303, '/sign-in/code')
  })
}

function codeRoutes(router: Router, feature: ConsoleFeature): void {
  const { dependencies, show, perform } = feature
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const sealing = sealingWith(dependencies.sessionSecret)

  router.get('/sign-in/code', async (req, res) => {
    const staff = await whoWaits(req)
    if (!staff) return res.redirect(303, '/sign-in')
    await showCode(req, res, staff)
  })

  router.post('/sign-in/code', async (req, res) => {
    const staff = await whoWaits(req)
    const stored = req.session.waitsForCode?.newSecret ?? staff?.secondFactorSecret
    if (!staff || !stored) return res.redirect(303, '/sign-in')
    const form = parseForm(codeForm, req.body)
    if (!form.ok) return showCode(req, res, staff, form.faults)
    const secret = await openSecret(stored, staff)
    if (secret === undefined) return showCode(req, res, staff, [{ field: 'code', problem: 'unreadable' }])
    const isKept = staff.secondFactorSecret !== null && sealing.isSealed(staff.secondFactorSecret)
    const keepAs = isKept ? null : await sealing.seal(secret, placeOf(staff))
    const command = { staff, secret, code: form.value.code, keepAs, fromAddress: req.ip }
    const result = await perform(checkSecondFactor, command)
    if (result !== 'right') {
      return showCode(req, res, staff, [{ field: 'code', problem: result }], result === 'locked' ? 429 : 422)
    }
    await signIn(feature, req, res, staff)
  })

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
      return await sealing.open(sealed, placeOf(staff))
    } catch (error) {
      if (error instanceof UnreadableSecret) return undefined
      throw error
    }
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
    await show(req, res, 'console/sign-in/code.njk', context, faults.length > 0 ? status : 200)
  }
}

/** Signs somebody in. Whoever has to read first what was done to their account comes to their page afterwards. */
async function signIn(
  { dependencies, perform }: ConsoleFeature,
  req: Request,
  res: Response,
  staff: StaffMember,
): Promise<void> {
  await renewSessionOf(req)
  const wanted = takeWanted(req)
  req.session.staffId = staff.id
  req.session.staffVersion = staff.accountVersion
  const wrongTries = await perform(recordSignIn, { staff, fromAddress: req.ip })
  if (wrongTries > 0) Object.assign(req.session, { confirmation: 'wrong-tries', confirmationNames: { wrongTries } })
  const notices = await dependencies.database.accountNotices.ofOwner(staff.id)
  if (notices.length === 0) return res.redirect(303, wanted)
  req.session.wanted = wanted
  res.redirect(303, '/')
}

/** Starts a new session, in which the page and the form to go on to stay. */
async function renewSessionOf(req: Request): Promise<void> {
  const { wanted, expiredForm } = req.session
  await renewSession(req.session)
  if (wanted !== undefined) req.session.wanted = wanted
  if (expiredForm !== undefined) req.session.expiredForm = expiredForm
}

/** The form that the page to sign in carries, and the address that was typed. */
function expiredIn(body: unknown): { readonly sealed: string; readonly email: string } {
  const { sealed, email } = (body ?? {}) as Readonly<Record<string, unknown>>
  return {
    sealed: typeof sealed === 'string' ? sealed : '',
    email: typeof email === 'string' ? email.slice(0, 400) : '',
  }
}

/** What was typed was shown once, when the form was refused. */
const waiting = { typed: [], isOthers: false }

/** Where a sealed secret belongs: it cannot be opened for anybody else. */
function placeOf({ id }: StaffMember): string {
  return `staff ${id}`
}
