import type { Request } from 'express'
import type { SessionData } from 'express-session'
import type { Person } from '../../../database'
import { setLanguage } from '../../../use-cases/people/in-cell/language'
import { renewSession } from '../../../web/sessions/session'
import type { InCellFeature } from '../signed-in'

/** Starts the session of the person who has just signed in, in the language that they chose before signing in. */
export async function beginSession(
  req: Request,
  { dependencies, perform }: Pick<InCellFeature, 'dependencies' | 'perform'>,
  person: Person,
  data: Partial<SessionData>,
): Promise<void> {
  const chosen = req.session.language
  await renewSession(req.session)
  Object.assign(req.session, data, {
    personId: person.id,
    lastSeen: dependencies.now().getTime(),
    language: chosen ?? person.language,
  })
  if (chosen && chosen !== person.language) await perform(setLanguage, person.id, chosen)
}
