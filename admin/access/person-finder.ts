import type { Request, Response } from 'express'
import type { Database, Person } from '../../server/database'
import { PageError } from '../../server/web/errors'
import { scopeFor } from './permissions'
import { staffOf } from './signed-in-staff'

/**
 * Finds the person whose prison number an address has, for whoever is signed in.
 *
 * @returns a function that throws PageError 404 when there is nobody of that number in the reader's sight
 */
export function personFinder({ people }: Database): (req: Request, res: Response) => Promise<Person> {
  return async (req, res) => {
    const person = await people.findInScope(String(req.params.prisonNumber).toUpperCase(), scopeFor(staffOf(res)))
    if (!person) throw new PageError(404, 'not-found')
    return person
  }
}
