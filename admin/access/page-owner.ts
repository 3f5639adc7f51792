import type { Request } from 'express'
import { createSeal } from '../../server/use-cases/seal'
import { csrfToken, ownerInForm } from '../../server/web/sessions/csrf'

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in, sealed, for the forms of their pages. */
    pageOwner: string
  }
}

const place = 'form'

/**
 * Seals into every form for whom its page was made. The CSRF token ends with its session; the seal still says whose the
 * form is, and only pages of the console have one, so that no other site can put text into a form.
 */
export function pageOwners(sessionSecret: string) {
  const seal = createSeal(sessionSecret, 'owners of console pages')
  return {
    /** Notes the reader, once for each session. */
    async note({ session }: Request, staffId: number): Promise<void> {
      session.pageOwner ??= await seal.close({ staff: staffId }, place)
    },
    /** @returns the staff id; undefined when the form is not of a page of the console */
    async of({ body }: Request): Promise<number | undefined> {
      const sealed = ownerInForm(body)
      const owner = sealed === undefined ? undefined : await seal.open(sealed, place)
      return typeof owner?.staff === 'number' ? owner.staff : undefined
    },
  }
}

/** The hidden field that every form of the console posts: the session's CSRF token, and whose the page is. */
export function formToken(req: Request): string {
  const { pageOwner } = req.session
  return pageOwner === undefined ? csrfToken(req) : `${csrfToken(req)}.${pageOwner}`
}
