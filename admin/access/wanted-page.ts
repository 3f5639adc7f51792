import type { Request } from 'express'

/** Longer than any address that the console makes. */
const longest = 2000

/** One slash and then no other, because `//host` and `/\host` are addresses of another site. */
const ownAddress = /^\/(?![/\\])[!-~]*$/

/** The path and query that were asked for, or undefined when a redirect to them could leave the console. */
export function addressIn({ originalUrl }: Pick<Request, 'originalUrl'>): string | undefined {
  return originalUrl.length <= longest && ownAddress.test(originalUrl) ? originalUrl : undefined
}

/** The page that was asked for before sign-in, once; otherwise the home page. */
export function takeWanted({ session }: Request): string {
  const { wanted } = session
  delete session.wanted
  return wanted ?? '/'
}

/** The page to return to after sign-in: what was opened as a page, and neither a form nor part of a page. */
export function wantedPage(req: Request): string | undefined {
  const opened = req.get('sec-fetch-dest') ?? 'document'
  return req.method === 'GET' && opened === 'document' ? addressIn(req) : undefined
}
