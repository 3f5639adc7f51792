import type { Request } from 'express'
import type { Dependencies } from '../../server/dependencies'
import { createSeal } from '../../server/use-cases/seal'
import { takeOnce } from './take-once'

declare module 'express-session' {
  interface SessionData {
    /** A secret for the page that is opened next, sealed: sessions are stored, and a PIN or a code is stored nowhere. */
    shownOnce: string
  }
}

/**
 * Pages of secrets that were just made, such as a PIN slip: the form leads to the address of such a page, which can be
 * opened once. A form that answered with the page itself would be sent again by whoever loads it again.
 */
export function shownOnce({ sessionSecret }: Pick<Dependencies, 'sessionSecret'>) {
  const seal = createSeal(sessionSecret, 'secrets shown once on the console')
  return {
    /** Keeps what the page at an address shows, which must be serialisable as JSON. */
    async keep({ session }: Request, address: string, shown: object): Promise<void> {
      session.shownOnce = await seal.close({ shown }, address)
    },
    /** @returns what was kept for the page that is asked for; undefined when it was shown before */
    async take(req: Request): Promise<object | undefined> {
      const sealed = takeOnce(req, 'shownOnce')
      const values = sealed === undefined ? undefined : await seal.open(sealed, req.path)
      return typeof values?.shown === 'object' ? (values.shown ?? undefined) : undefined
    },
  }
}
