import type { Request } from 'express'
import type { SessionData } from 'express-session'
import type { Person } from '../../../database'
import type { Dependencies } from '../../../dependencies'
import { renewSession } from '../../../web/session'

/** Begins a session for the person who has just signed in; the language that was chosen before follows them. */
export async function beginSession(
  req: Request,
  { database, now }: Dependencies,
  person: Person,
  data: Partial<SessionData>,
): Promise<void> {
  const chosen = req.session.language
  await renewSession(req.session)
  Object.assign(req.session, data, {
    personId: person.id,
    lastSeen: now().getTime(),
    language: chosen ?? person.language,
  })
  if (chosen && chosen !== person.language) await database.people.speak(person.id, chosen)
}
