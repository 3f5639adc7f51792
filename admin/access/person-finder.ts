import type { Request, Response } from 'express'
import type { Person } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import { PageError } from '../../server/web/errors'
import { gone } from '../page/answers'
import type { Asker } from '../page/kernel'
import { scopeFor } from './permissions'
import { staffOf } from './signed-in-staff'

/**
 * Finds the person whose prison number is in the URL, within the reader's scope.
 *
 * @returns a function that throws PageError 404 when there is no such person in scope
 */
export function personFinder({ people }: Reads): (req: Request, res: Response) => Promise<Person> {
  return async (req, res) => {
    const person = await people.findInScope(String(req.params.prisonNumber).toUpperCase(), scopeFor(staffOf(res)))
    if (!person) throw new PageError(404, 'not-found')
    return person
  }
}

/**
 * Finds the person whose prison number is in the URL of a page, within the reader's scope.
 *
 * @returns a function that throws PageError 404 when there is no such person in scope
 */
export function findPerson({ people }: Pick<Reads, 'people'>): (asker: Asker) => Promise<Person> {
  return async ({ req, scope }) =>
    (await people.findInScope(String(req.params.prisonNumber).toUpperCase(), scope)) ?? gone()
}
