import type { RequestHandler, Router } from 'express'
import { pageAbove } from '../pages/routes-of'
import { addressesOf } from './canonical-address'

/** The parts of a pattern or a path, which stand between its slashes. */
const partsOf = (path: string): readonly string[] => path.split('/').slice(1)

/**
 * Leads from the address of a form, opened as a page, to the page above it: somebody went back to it, or kept it. Comes
 * before the routes, because an address with a value in its place could be read as it.
 */
export function leadFromPostedAddresses(router: Router): RequestHandler {
  let known: { readonly pages: readonly string[]; readonly posted: readonly string[] } | undefined
  return (req, res, next) => {
    if (req.method !== 'GET') return next()
    known ??= patternsOf(router)
    const path = partsOf(req.path)
    const posted = closest(known.posted, path)
    const page = closest(known.pages, path)
    if (posted === undefined || (page !== undefined && fixedIn(page) >= fixedIn(posted))) return next()
    const above = pageAbove(posted, known.pages)
    const parts = above === undefined ? [] : path.slice(0, partsOf(above).length)
    res.redirect(303, [req.baseUrl, ...parts].join('/'))
  }
}

function patternsOf(router: Router) {
  const addresses = addressesOf(router).map(each => each.split(' ', 2) as [string, string])
  const of = (wanted: string) => addresses.flatMap(([method, pattern]) => (method === wanted ? [pattern] : []))
  return { pages: of('GET'), posted: of('POST') }
}

/** The pattern that takes a path and has the most words of its own. */
function closest(patterns: readonly string[], path: readonly string[]): string | undefined {
  return patterns
    .filter(pattern => {
      const parts = partsOf(pattern)
      return parts.length === path.length && parts.every((part, at) => part.startsWith(':') || part === path[at])
    })
    .toSorted((one, other) => fixedIn(other) - fixedIn(one))[0]
}

function fixedIn(pattern: string): number {
  return partsOf(pattern).filter(part => !part.startsWith(':')).length
}
