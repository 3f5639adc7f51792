import type { Database, Person } from '../../../database'
import { whereaboutsTable } from '../../../domain/people/whereabouts'
import type { Caller, Context } from '../../context'

/**
 * Signs in the person whose prison number the issuer of single sign-on has verified, unless they have left prison.
 * Refusals are audited too.
 *
 * @param prisonNumber in capitals without spaces; undefined when the issuer gave none
 */
export async function signInWithSingleSignOn(
  database: Database,
  _context: Context,
  { prisonNumber, fromAddress }: { readonly prisonNumber: string | undefined } & Caller,
): Promise<Person | undefined> {
  const found = prisonNumber === undefined ? undefined : await database.people.findByNumber(prisonNumber)
  const person = found && whereaboutsTable[found.whereabouts].canSignIn ? found : undefined
  await database.audit.record({
    site: 'my',
    actingPersonId: found?.id,
    personId: found?.id,
    action: person ? 'signed-in' : 'sign-in-refused',
    detail: { by: 'single-sign-on' },
    fromAddress,
  })
  return person
}

/** Records that a person has signed out: forms from pages that were rendered before are no longer saved. */
export function signOut(
  database: Database,
  { now }: Context,
  { personId, fromAddress }: { readonly personId: number } & Caller,
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.inCellSessions.finish(personId, now)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: personId,
      personId,
      action: 'signed-out',
      fromAddress,
    })
  })
}

/** Ends the sessions that the issuer of single sign-on has ended. Idempotent: each logout token counts once. */
export async function endSingleSignOn(
  database: Database,
  { now }: Context,
  {
    tokenId,
    ...ended
  }: { readonly tokenId: string; readonly subject: string | null; readonly sessionId: string | null },
): Promise<void> {
  if (await database.signInTries.useOnce(`logout:${tokenId}`)) await database.inCellSessions.endSingleSignOn(ended, now)
}
