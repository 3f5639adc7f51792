import { urlencoded, type RequestHandler } from 'express'
import { PageError } from './errors'

const limits = { extended: false, parameterLimit: 1000 }
const readBody = urlencoded({ ...limits, limit: '64kb' })

/** Reads a form that can carry another one, sealed: a third larger than the largest of our forms. */
export const readFormWithForm: RequestHandler = urlencoded({ ...limits, limit: '112kb' })

type FormBody = Record<string, string | string[]>

/**
 * Parses posted forms within limits: rejects bodies larger or with more fields than any of our forms. The NUL character
 * goes, because PostgreSQL fails on it and nobody sees it in what they paste.
 */
export const readForms: RequestHandler = (req, res, next) => {
  readBody(req, res, (error?: unknown) => {
    const body = (req.body ?? {}) as FormBody
    renameOldFields(body)
    // A form with a file is read before, and its fields could be objects.
    const isUnusable = Object.values<unknown>(body)
      .flat()
      .some(value => typeof value !== 'string')
    if (!error && !isUnusable) dropNul(body)
    next(error ?? (isUnusable ? new PageError(400, 'bad-request') : undefined))
  })
}

function dropNul(body: FormBody): void {
  for (const [name, value] of Object.entries(body)) {
    body[name] = typeof value === 'string' ? value.replaceAll('\0', '') : value.map(each => each.replaceAll('\0', ''))
  }
}

/**
 * Accepts the idempotency key under its former name, `actKey`, because pages rendered by the version before stay open
 * across the deployment. Remove in the next version, with the exception in admin/page/form-meta.ts.
 */
function renameOldFields(body: FormBody): void {
  if (body.actKey !== undefined) body.idempotencyKey ??= body.actKey
}
