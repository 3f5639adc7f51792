import type { Translate } from '../../server/content/words'
import type { Person } from '../../server/database'
import type { Language } from '../../server/web/language'

type Placed = Pick<Person, 'prisonName' | 'location'> & Partial<Pick<Person, 'prisonNameCy'>>

/** A person's prison and location in it: in English on the console, in the person's language on paper. */
export function whereIs({ prisonName, prisonNameCy, location }: Placed, language: Language = 'en'): string {
  const prison = language === 'cy' ? (prisonNameCy ?? prisonName) : prisonName
  return [prison, location].filter(each => each !== null).join(', ')
}

/** The prison number before it, for lists of the console. */
export function numberAndWhereIs(person: Placed & Pick<Person, 'prisonNumber'>): string {
  return `${person.prisonNumber}, ${whereIs(person)}`
}

/** The prison number and location on a printed sheet, so that it can be delivered. */
export function numberAndPlace(person: Placed & Pick<Person, 'prisonNumber'>, language: Language, t: Translate) {
  return [
    { name: t('pin-slip:prison-number'), value: person.prisonNumber },
    { name: t('pin-slip:where'), value: whereIs(person, language) },
  ]
}
