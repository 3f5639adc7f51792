import type { Translate } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import type { Language } from '../../../server/web/pages/language'
import { leftOn } from './whereabouts'

type Placed = Pick<Person, 'prisonName'> & Partial<Pick<Person, 'location' | 'prisonNameCy'>>

/** A person's prison and location in it: in English on the console, in the person's language on paper. */
export function whereIs({ prisonName, prisonNameCy, location }: Placed, language: Language = 'en'): string {
  const prison = language === 'cy' ? (prisonNameCy ?? prisonName) : prisonName
  return [prison, location ?? null].filter(each => each !== null).join(', ')
}

/** The same for the console, and that they are out of prison for a while or have left: staff would look for them there. */
export function whereNow(person: Placed & Pick<Person, 'whereabouts'>, t: Translate): string {
  const place = whereIs(person)
  if (person.whereabouts === 'in-prison') return place
  return t('console/whereabouts:place-and-out', { place, out: t(`console/whereabouts:out.${person.whereabouts}`) })
}

/** When somebody leaves or has left, in a list of people. */
export function leavesInList({ whereabouts, whereaboutsSince, releaseDate }: Person, t: Translate): string {
  if (whereabouts === 'left' && whereaboutsSince !== null) return leftOn(whereaboutsSince, t)
  return releaseDate === null ? t('console/person:not-known') : dayInWords(releaseDate)
}

/** The prison number before it, for lists of the console. */
export function numberAndWhereIs(person: Placed & Pick<Person, 'prisonNumber' | 'whereabouts'>, t: Translate): string {
  return `${person.prisonNumber}, ${whereNow(person, t)}`
}

/** The prison number and location on a printed sheet, so that it can be delivered. */
export function numberAndPlace(person: Placed & Pick<Person, 'prisonNumber'>, language: Language, t: Translate) {
  return [
    { name: t('pin-slip:prison-number'), value: person.prisonNumber },
    { name: t('pin-slip:where'), value: whereIs(person, language) },
  ]
}
