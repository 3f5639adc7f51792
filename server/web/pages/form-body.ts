import { urlencoded, type RequestHandler } from 'express'
import { PageError } from './errors'

const limits = { extended: false, parameterLimit: 1000 }
const readBody = urlencoded({ ...limits, limit: '64kb' })

/** Reads a form that can carry another one, sealed: a third larger than the largest of our forms. */
export const readFormWithForm: RequestHandler = urlencoded({ ...limits, limit: '112kb' })

type FormBody = Record<string, string | string[]>

/**
 * Parses posted forms within limits: rejects bodies larger or with more fields than any of our forms, and the NUL
 * character, because PostgreSQL fails on it.
 */
export const readForms: RequestHandler = (req, res, next) => {
  readBody(req, res, (error?: unknown) => {
    const body = (req.body ?? {}) as FormBody
    renameOldFields(body)
    const isUnusable = Object.values<unknown>(body)
      .flat()
      // A form with a file is read before, and its fields could be objects.
      .some(value => typeof value !== 'string' || value.includes('\0'))
    next(error ?? (isUnusable ? new PageError(400, 'bad-request') : undefined))
  })
}

/**
 * Accepts the idempotency key under its former name, `actKey`, because pages rendered by the version before stay open
 * across the deployment. Remove in the next version, with the exception in admin/page/form-meta.ts.
 */
function renameOldFields(body: FormBody): void {
  if (body.actKey !== undefined) body.idempotencyKey ??= body.actKey
}
