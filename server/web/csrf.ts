import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler } from 'express'

const csrf = csrfSync({
  getTokenFromRequest: req => (req.body as Record<string, unknown> | undefined)?._csrf as string | undefined,
})

/** Whether a form was sent by this session's own pages. */
export function isOwnForm(req: Request): boolean {
  return csrf.isRequestValid(req)
}

/** Refuses a form that this session's own pages did not send; the error has status 403. */
export const refuseForgedForms: RequestHandler = csrf.csrfSynchronisedProtection

export function csrfToken(req: Request): string {
  return csrf.generateToken(req)
}

export function isForgedForm(error: unknown): boolean {
  return error === csrf.invalidCsrfTokenError
}
