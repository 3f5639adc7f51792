import type { Request } from 'express'

/** Tells on the next page what was just done. */
export function say(req: Request, what: string): void {
  req.session.said = what
}

/** What was just done, once. */
export function takeSaid(req: Request): string | undefined {
  const { said } = req.session
  delete req.session.said
  return said
}
