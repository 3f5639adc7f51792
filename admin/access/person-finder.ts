import type { Request, Response } from 'express'
import type { Database, Person } from '../../server/database'
import { PageError } from '../../server/web/errors'
import { gone } from '../page/answers'
import type { Asker } from '../page/kernel'
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

/**
 * Finds the person whose prison number an address has, for a page.
 *
 * @returns a function that throws PageError 404 when the reader may see nobody of that number
 */
export function findPerson({ people }: Pick<Database, 'people'>): (asker: Asker) => Promise<Person> {
  return async ({ req, scope }) =>
    (await people.findInScope(String(req.params.prisonNumber).toUpperCase(), scope)) ?? gone()
}
