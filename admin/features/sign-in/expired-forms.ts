import type { RequestHandler, Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import type { SiteRoute } from '../../../server/web/pages/routes-of'
import { isOwnForm } from '../../../server/web/sessions/csrf'
import { pageOwners } from '../../access/page-owner'
import { staffIn } from '../../access/signed-in-staff'
import { addressIn } from '../../access/wanted-page'
import { addressToGoOn, expiredForms, type ExpiredForm } from '../../page/expired-form'
import { formBehind, noteForm, type PostedForm } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { passwordPage } from './password-page'

/**
 * Answers a form that was posted after its session had ended: with the page to sign in, which carries what was typed back
 * to the form. Comes before the check of CSRF tokens, because they ended with the session. Made from the routes
 * themselves, so that no form can be left out.
 */
export function keepExpiredForms(feature: ConsoleFeature, routes: readonly SiteRoute[]): Router {
  const router = createRouter()
  const keep = keepForm(feature)
  for (const { method, pattern, handler } of routes) {
    const form = method === 'POST' ? formBehind(handler) : undefined
    if (form) router.post(pattern, keep(form))
  }
  return router
}

function keepForm(feature: ConsoleFeature): (form: PostedForm) => RequestHandler {
  const { dependencies, keptText } = feature
  const owners = pageOwners(dependencies.sessionSecret)
  const forms = expiredForms(dependencies)
  const showPassword = passwordPage(feature)
  return form => async (req, res, next) => {
    noteForm(res, form)
    const reader = staffIn(res)
    if (reader && isOwnForm(req)) return next()
    const address = addressIn(req)
    // What was typed beside a file is kept; nothing of the file is, before it is known who sends it.
    const lost = !reader && req.is('multipart/form-data') ? ({ lost: 'file' } as const) : undefined
    const owner = await owners.of(req)
    if (owner === undefined || address === undefined || form.isSecret) {
      if (!lost) return next()
      req.session.wanted = address ?? '/'
      return showPassword(req, res, { status: 403, ...lost })
    }

    const posted = Object.entries(req.body as ExpiredForm['fields'])
    const expired = { owner, address, fields: Object.fromEntries(posted.filter(([field]) => field !== '_csrf')) }
    const sealed = await forms.close(expired)
    if (reader?.id === owner) {
      req.session.expiredForm = sealed
      return res.redirect(303, addressToGoOn(expired))
    }
    const staff = reader ? undefined : await dependencies.database.staff.find(owner)
    // Whoever is signed in now may not be whose page it was: they are not shown what that person typed.
    const typed = reader ? [] : keptText(req, res)
    await showPassword(req, res, {
      status: 403,
      ...lost,
      expired: { sealed, typed, isOthers: reader !== undefined },
      email: staff?.email,
    })
  }
}
