import { urlencoded, type RequestHandler } from 'express'
import { PageError } from './errors'

const readBody = urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 })

/**
 * Reads posted forms, bounded: what is larger or has more fields than any of our forms is refused, and so is the
 * character of number nought, which no keyboard types and PostgreSQL does not store.
 */
export const readForms: RequestHandler = (req, res, next) => {
  readBody(req, res, (error?: unknown) => {
    const values = Object.values((req.body ?? {}) as Record<string, string | string[]>).flat()
    next(error ?? (values.some(value => value.includes('\0')) ? new PageError(400, 'bad-request') : undefined))
  })
}
