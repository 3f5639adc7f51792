import type { RequestHandler } from 'express'
import type { z } from 'zod'
import type { PostedPage } from '../../../domain/applications'
import { saveExpiredForm } from '../../../use-cases/applications/sending/expired-forms'
import { PageError } from '../../../web/pages/errors'
import { isOwnForm } from '../../../web/sessions/csrf'
import { isFromAnotherSite } from '../../../web/sessions/other-site'
import { endSession } from '../../../web/sessions/session'
import { pageSeal, reviewAddress } from '../form-pages'
import { isSignedIn, type InCellFeature } from '../signed-in'

/**
 * Saves what a page posts after its session has expired, and redirects to the sign-in page. It runs before the check of
 * CSRF tokens, because they ended with the session; the page's seal proves for whom it was rendered. Whatever is sent,
 * the response shows nothing about anybody.
 *
 * @param bodyOf reads the form within limits
 */
export function saveExpiredForms(
  { dependencies, show, perform }: InCellFeature,
  bodyOf: z.ZodType<PostedPage>,
): RequestHandler {
  const seal = pageSeal(dependencies.sessionSecret)
  return async (req, res, next) => {
    const { page: sealed } = (req.body ?? {}) as { page?: unknown }
    if (typeof sealed !== 'string') return next()
    const signedIn = isSignedIn(req, dependencies)
    if (signedIn && isOwnForm(req)) return next()
    const page = isFromAnotherSite(req) ? undefined : await seal.open(sealed, addressOf(req))
    // Somebody else has signed in since: what they send from a page that was left open is not the person's.
    if (signedIn && page?.personId !== req.session.personId) return next()

    const posted = bodyOf.safeParse(req.body)
    if (!posted.success) throw new PageError(400, 'bad-request')
    const expired = page && { page, posted: posted.data, fromAddress: req.ip }
    const result = expired && (await perform(saveExpiredForm, expired))
    if (signedIn) return result === 'refused' || !page ? next() : res.redirect(303, reviewAddress(page.form))
    if (req.session.personId !== undefined) await endSession(req.session)
    if (result === 'saved') return res.redirect(303, '/my/sign-in?kept=yes')
    if (result === 'nothing-given') return res.redirect(303, '/my/sign-in?ended=yes')
    show(req, res, 'in-cell/not-saved.njk', {}, 403)
  }
}

function addressOf({ originalUrl }: { readonly originalUrl: string }): string {
  return originalUrl.split('?', 1)[0] ?? ''
}
