import type { RequestHandler, Router } from 'express'
import { PageError } from '../pages/errors'
import { noStoreHeader } from '../responses/no-store'

/** Spells the parts of a path, which stand between its slashes, as the site's routes do. */
export type Spell = (parts: readonly string[]) => readonly string[]

/** A path with one slash at its start, because `//host` and `/\host` are addresses of another site. */
const ownPath = /^\/(?![/\\])[!-[\]-~]*$/

/**
 * Leads to the one address that each page has, before any route sees the request: doubled and trailing slashes go, and
 * fixed words get the site's letter case. What is opened is redirected within the site; a form that was posted to
 * another spelling was not made by this service. An address that no route could read is refused here for all of them.
 *
 * @param spell called once for each request, when all routes are in place
 */
export function canonicalAddresses(spell: Spell): RequestHandler {
  return (req, res, next) => {
    const [path = '', query] = req.url.split(/\?(.*)/s)
    // PostgreSQL fails on the NUL character.
    if (req.url.includes('%00') || !isReadable(path)) throw new PageError(404, 'not-found')
    const canonical = `/${spell(path.split('/').filter(part => part !== '')).join('/')}`
    if (canonical === path) return next()
    const isOpened = req.method === 'GET' || req.method === 'HEAD'
    if (!isOpened || !ownPath.test(canonical)) throw new PageError(404, 'not-found')
    res.set('Cache-Control', noStoreHeader).redirect(301, query === undefined ? canonical : `${canonical}?${query}`)
  }
}

/** The path of the request, where a link to it leads into the site; otherwise the site's first page. */
export function ownPathOf({ originalUrl }: { readonly originalUrl: string }): string {
  const path = originalUrl.split('?', 1)[0] ?? ''
  return ownPath.test(path) ? path : '/'
}

/** Spells the fixed words of a router's addresses as they are registered; what a parameter takes stays as it is. */
export function spellAsRouted(site: { readonly router: Router }): Spell {
  let words: ReadonlyMap<string, string> | undefined
  return parts => {
    words ??= new Map(addressesOf(site.router).flatMap(fixedWords))
    return parts.map(part => words?.get(part.toLowerCase()) ?? part)
  }
}

interface Route {
  readonly path: string | RegExp
  readonly methods: readonly string[] | undefined
  readonly router: Router | undefined
}

/** Express's router lists its routes, which its types do not say yet. */
interface ListsRoutes {
  listRoutes(): readonly Route[]
}

/** Every address that a router answers, with the routers that are mounted in it, as `GET /people/:prisonNumber`. */
export function addressesOf(router: Router, mount = ''): readonly string[] {
  return (router as unknown as ListsRoutes).listRoutes().flatMap(({ path, methods, router: mounted }) => {
    const address = `${mount}${String(path) === '/' && mount !== '' ? '' : String(path)}`
    return mounted
      ? addressesOf(mounted, address === '/' ? '' : address)
      : (methods ?? []).map(method => `${method} ${address}`)
  })
}

function fixedWords(address: string): readonly (readonly [string, string])[] {
  return address
    .split('/')
    .slice(1)
    .filter(part => part !== '' && !part.startsWith(':'))
    .map(word => [word.toLowerCase(), word])
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
