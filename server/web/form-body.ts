import { urlencoded, type RequestHandler } from 'express'

/** Reads posted forms, bounded: what is larger or has more fields than any of our forms is refused. */
export const readForms: RequestHandler = urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 })
