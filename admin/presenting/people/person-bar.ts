import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import { dayInWords, daysBetween, type CalendarDay } from '../../../server/domain/calendar'
import { factInWords } from './person-facts'
import { whereNow } from './where-is'
import { leftOn } from './whereabouts'

/** The same facts in the same order at the top of every page about a person. */
export function presentPersonBar(person: Person, today: CalendarDay, t: Translate) {
  const fact = (label: WordingPart<'console/person:facts.'>, value: string, more: string | null = null) => ({
    label: t(`console/person:facts.${label}`),
    value,
    more,
  })
  const { dateOfBirth, prisonNumber, comName, pomName, tagDate } = person
  return {
    label: t('console/person:bar.label'),
    person: t('console/person:bar.person'),
    name: `${person.firstName} ${person.lastName}`,
    href: `/people/${prisonNumber}`,
    number:
      dateOfBirth === null
        ? prisonNumber
        : t('console/person:bar.number-and-born', { number: prisonNumber, day: dayInWords(dateOfBirth) }),
    facts: [
      fact('location', factInWords('location', person.location, t), whereNow({ ...person, location: null }, t)),
      fact('custodyStatus', factInWords('custodyStatus', person.custodyStatus, t), recallOrSentence(person, t)),
      fact('riskOfSeriousHarm', factInWords('riskOfSeriousHarm', person.riskOfSeriousHarm, t)),
      {
        label: t('console/person:bar.leaves'),
        ...leaving(person, today, t),
      },
      ...(tagDate === null ? [] : [fact('tagDate', dayInWords(tagDate))]),
      fact('comName', comName ?? t('console/person:bar.none')),
      fact('pomName', pomName ?? t('console/person:bar.none')),
    ],
  }
}

function recallOrSentence(person: Person, t: Translate): string | null {
  const { recall, sentence } = person
  if (recall !== null) return factInWords('recall', recall, t)
  return sentence === null ? null : factInWords('sentence', sentence, t)
}

function leaving({ releaseDate, whereabouts, whereaboutsSince }: Person, today: CalendarDay, t: Translate) {
  if (whereabouts === 'left' && whereaboutsSince !== null) return { value: leftOn(whereaboutsSince, t), more: null }
  if (releaseDate === null) return { value: t('console/person:not-known'), more: null }
  const more =
    releaseDate < today
      ? t('console/person:bar.day-over')
      : t('console/person:bar.in-days', { count: daysBetween(today, releaseDate) })
  return { value: dayInWords(releaseDate), more }
}
