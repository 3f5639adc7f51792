import type { Person } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import { askingScopeFor } from '../../server/use-cases/accounts/access-scopes'
import { gone } from '../page/answers'
import type { Asker } from '../page/kernel'

/**
 * Finds the person whose prison number is in the URL, within the reader's scope.
 *
 * @returns a function that throws PageError 404 when there is no such person in scope
 */
export function findPerson({ people }: Pick<Reads, 'people'>): (asker: Asker) => Promise<Person> {
  return async ({ req, scope }) =>
    (await people.findInScope(String(req.params.prisonNumber).toUpperCase(), scope)) ?? gone()
}

/** The same, of the people about whom the reader asks and refers. */
export function findPersonToAskAbout(database: Pick<Reads, 'people'>): (asker: Asker) => Promise<Person> {
  const find = findPerson(database)
  return asker => find({ ...asker, scope: askingScopeFor(asker.staff) })
}
