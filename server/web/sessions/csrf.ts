import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler } from 'express'

const csrf = csrfSync({
  getTokenFromRequest: req => (req.body as Record<string, unknown> | undefined)?._csrf as string | undefined,
})

/** Whether the form carries this session's CSRF token. */
export function isOwnForm(req: Request): boolean {
  return csrf.isRequestValid(req)
}

/** Rejects a form without this session's CSRF token, with status 403. */
export const refuseForgedForms: RequestHandler = csrf.csrfSynchronisedProtection

/** The CSRF token of the session, for a hidden field. */
export function csrfToken(req: Request): string {
  return csrf.generateToken(req)
}

/** Whether an error says that a form had no valid CSRF token. */
export function isForgedForm(error: unknown): boolean {
  return error === csrf.invalidCsrfTokenError
}
