import type { Request } from 'express'

declare module 'express-session' {
  interface SessionData {
    /** The list that was looked at last, with its filters and place; always an address that the console made. */
    list: string
  }
}

/** Remembers the list that is shown, so that an application leads back to it. */
export function rememberList(req: Request, address: string): void {
  if (req.session.list !== address) req.session.list = address
}

/** The list to go back to, as it was filtered and where it was. */
export function listToGoBackTo(req: Request): string {
  return req.session.list ?? '/queue'
}
