import type { Request } from 'express'
import type { SessionData } from 'express-session'

/** Takes what the session keeps for the next page, such as what was just done: it is shown once. */
export function takeOnce<Key extends keyof SessionData>(req: Request, key: Key): SessionData[Key] | undefined {
  const value: Partial<SessionData>[Key] = req.session[key]
  delete req.session[key]
  return value
}
