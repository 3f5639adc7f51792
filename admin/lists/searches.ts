import { randomBytes } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { oneLine } from '../forms/form'

declare module 'express-session' {
  interface SessionData {
    /** Recent searches, newest first, stored in the session so that search text is in no URL or log. */
    searches: readonly { readonly id: string; readonly words: string }[]
  }
}

const maxSavedSearches = 10

/** In user-perceived characters (graphemes). */
const searchLimit = 100

/** The form of a search box. */
export const searchForm = z.object({ search: oneLine(searchLimit) })

/** The id of a search in a query string; invalid values are ignored. */
export const searchName = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .nullable()
  .catch(null)

/** @returns an id for the URL, so that it contains no name or number */
export function saveSearch(req: Request, words: string): string {
  const id = randomBytes(8).toString('hex')
  req.session.searches = [{ id, words }, ...(req.session.searches ?? [])].slice(0, maxSavedSearches)
  return id
}

/** The text of a search; undefined when it is too old or belongs to another session. */
export function findSearch(req: Request, id: string): string | undefined {
  return req.session.searches?.find(search => search.id === id)?.words
}
