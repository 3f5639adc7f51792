import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler } from 'express'

const csrf = csrfSync({ getTokenFromRequest: req => partsOf(req.body)?.token })

/** Whether the form carries this session's CSRF token. */
export function isOwnForm(req: Request): boolean {
  return csrf.isRequestValid(req)
}

/** Rejects a form without this session's CSRF token, with status 403. */
export const refuseForgedForms: RequestHandler = csrf.csrfSynchronisedProtection

/** The CSRF token of the session, for a hidden field. A site can put a full stop after it, and whose the page is. */
export function csrfToken(req: Request): string {
  return csrf.generateToken(req)
}

/** What a site put after the CSRF token, to know later whose the page was; undefined for nothing. */
export function ownerInForm(body: unknown): string | undefined {
  return partsOf(body)?.owner
}

/** Whether an error says that a form had no valid CSRF token. */
export function isForgedForm(error: unknown): boolean {
  return error === csrf.invalidCsrfTokenError
}

function partsOf(body: unknown): { readonly token: string; readonly owner: string | undefined } | undefined {
  const field = (body as Record<string, unknown> | undefined)?._csrf
  if (typeof field !== 'string') return undefined
  const end = field.indexOf('.')
  return end === -1 ? { token: field, owner: undefined } : { token: field.slice(0, end), owner: field.slice(end + 1) }
}
