import type { Person } from '../../../database'
import type { FormFacts } from '../../../domain/applications'

/** The facts about a person that a form may use. */
export function formFacts(person: Person): FormFacts {
  return { estate: person.prisonEstate, releaseDate: person.releaseDate }
}
