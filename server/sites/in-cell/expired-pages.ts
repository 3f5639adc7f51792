import type { Request, RequestHandler, Response } from 'express'
import { isOwnForm } from '../../web/csrf'
import { isFromAnotherSite } from '../../web/other-site'
import { endSession } from '../../web/session'
import { isSignedIn, type InCellFeature } from './signed-in'

interface MadeFor {
  readonly personId: number
}

/** What becomes of what pages of one kind post after their session has ended. */
interface LatePages<Page extends MadeFor> {
  /** @returns what the page was made for; undefined when its seal is not one of ours for this address */
  readonly open: (sealed: string, address: string) => Page | undefined
  /** @throws PageError for a body that no page of ours posts */
  readonly keep: (page: Page | undefined, req: Request) => Promise<'kept' | 'nothing-given' | 'refused' | undefined>
  /** Where the person sees what was kept. */
  readonly shownAt: (page: Page, address: string) => string
}

/**
 * Keeps what a page posts whose session has ended, and leads to the page to sign in. It comes before form tokens are
 * looked at: theirs ended with the session, and the page itself says for whom it was made. It shows nothing of
 * anybody's, whatever is sent.
 */
export function keepsLatePages<Page extends MadeFor>(
  { dependencies, show }: InCellFeature,
  { open, keep, shownAt }: LatePages<Page>,
): RequestHandler {
  return async (req: Request, res: Response, next) => {
    const { page: sealed } = (req.body ?? {}) as { page?: unknown }
    if (typeof sealed !== 'string') return next()
    const signedIn = isSignedIn(req, dependencies)
    if (signedIn && isOwnForm(req)) return next()
    const address = req.originalUrl.split('?', 1)[0] ?? ''
    const page = isFromAnotherSite(req) ? undefined : open(sealed, address)
    // Somebody else is here now: what they send from a page that was left open is not the person's.
    if (signedIn && page?.personId !== req.session.personId) return next()

    const result = await keep(page, req)
    if (signedIn) return result === 'refused' || !page ? next() : res.redirect(303, shownAt(page, address))
    if (req.session.personId !== undefined) await endSession(req.session)
    if (page && result !== 'refused') {
      return res.redirect(303, result === 'kept' ? '/my/sign-in?kept=yes' : '/my/sign-in?ended=yes')
    }
    show(req, res, 'in-cell/not-kept.njk', {}, 403)
  }
}
