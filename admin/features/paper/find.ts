import type { Person, StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { findFormByCode, forms, type Form } from '../../../server/domain/applications'
import { can } from '../../access/permissions'
import { findPerson } from '../../access/person-finder'
import { gone } from '../../page/answers'
import type { Asker } from '../../page/kernel'

/** A form that somebody filled in on paper. */
export interface Found {
  readonly person: Person
  readonly form: Form
}

/**
 * Finds the person and the form that the URL names.
 *
 * @returns a function that throws PageError 404 for a person outside the scope and a form that is not offered for them
 */
export function findPaper(database: Pick<Reads, 'people'>): (asker: Asker) => Promise<Found> {
  const find = findPerson(database)
  return async asker => {
    const person = await find(asker)
    const form = findFormByCode(String(asker.req.params.form))
    return form && formsFor(person, asker.staff).includes(form) ? { person, form } : gone()
  }
}

/** The forms of the person's prison; the private one only for staff who may read the application it becomes. */
export function formsFor(person: Person, { role }: StaffMember): readonly Form[] {
  const seesRestricted = can(role, 'see-restricted')
  return forms.filter(
    ({ estate, private: isPrivate }) =>
      (estate === undefined || estate === person.prisonEstate) && (!isPrivate || seesRestricted),
  )
}
