import type { Translate } from '../../server/content/words'
import type { Person } from '../../server/database'
import type { Language } from '../../server/web/language'

type Placed = Pick<Person, 'prisonName' | 'prisonNameCy' | 'location'>

/** The prison that a person is in, and where in it, in a language. */
export function whereIs({ prisonName, prisonNameCy, location }: Placed, language: Language): string {
  const prison = language === 'cy' ? (prisonNameCy ?? prisonName) : prisonName
  return [prison, location].filter(each => each !== null).join(', ')
}

/** Whose a sheet of paper is, besides their name, so that it can be brought to them. */
export function numberAndPlace(person: Placed & Pick<Person, 'prisonNumber'>, language: Language, t: Translate) {
  return [
    { name: t('pin-slip:prison-number'), value: person.prisonNumber },
    { name: t('pin-slip:where'), value: whereIs(person, language) },
  ]
}
