import type { Person } from '../../database'
import type { FormFacts } from '../../domain/applications'

/** What a form may know of the person who fills it in. */
export function formFacts(person: Person): FormFacts {
  return { estate: person.prisonEstate, releaseDate: person.releaseDate }
}
