import { randomBytes } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { oneLine } from '../forms/form'

declare module 'express-session' {
  interface SessionData {
    /** The last searches, newest first: what was typed is in no address and no log. */
    searches: readonly { readonly id: string; readonly words: string }[]
  }
}

const mostKept = 10

/** In letters as people see them. */
const searchLimit = 100

/** What a box to search in posts. */
export const searchForm = z.object({ search: oneLine(searchLimit) })

/** The name of a search in an address; anything else there is as if it were not. */
export const searchName = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .nullable()
  .catch(null)

/** @returns what names the search in an address, so that a name or number is in none */
export function keepSearch(req: Request, words: string): string {
  const id = randomBytes(8).toString('hex')
  req.session.searches = [{ id, words }, ...(req.session.searches ?? [])].slice(0, mostKept)
  return id
}

/** The words of a search; undefined when it was too long ago, or of another session. */
export function findSearch(req: Request, id: string): string | undefined {
  return req.session.searches?.find(search => search.id === id)?.words
}
