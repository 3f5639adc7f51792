import type { Request } from 'express'

/** Tells on the next page what was just done. */
export function say(req: Request, what: string): void {
  req.session.said = what
}

/** What was just done, once. */
export function takeMessage(req: Request): string | undefined {
  const { said: message } = req.session
  delete req.session.said
  return message
}
