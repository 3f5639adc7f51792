import { urlencoded, type RequestHandler } from 'express'
import { PageError } from './errors'

const readBody = urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 })

/**
 * Parses posted forms within limits: rejects bodies larger or with more fields than any of our forms, and the NUL
 * character, which PostgreSQL cannot store.
 */
export const readForms: RequestHandler = (req, res, next) => {
  readBody(req, res, (error?: unknown) => {
    const values = Object.values((req.body ?? {}) as Record<string, string | string[]>).flat()
    next(error ?? (values.some(value => value.includes('\0')) ? new PageError(400, 'bad-request') : undefined))
  })
}
