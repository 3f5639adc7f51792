import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Person } from '../../../server/database'
import { dayInWords, daysBetween, type CalendarDay } from '../../../server/domain/calendar'
import { responsibilityFor, type PolicyName } from '../../../server/domain/routing'
import { routingFacts } from '../../../server/use-cases/applications/routing/routing-facts'
import { longDayOf } from '../../../server/web/pages/days'
import { factInWords } from './person-facts'
import { whereNow } from './where-is'
import { leftOn } from './whereabouts'

/** The same facts in the same order at the top of every page about a person. */
export function presentPersonBar(
  person: Person,
  { today, policy }: { readonly today: CalendarDay; readonly policy: PolicyName },
  t: Translate,
) {
  const fact = (
    label: WordingPart<'console/person:facts.'>,
    value: string,
    more: string | null = null,
    href: string | null = null,
  ) => ({ label: t(`console/person:facts.${label}`), value, more, href })
  const { dateOfBirth, prisonNumber, comName, comEmail, pomName, pomEmail } = person
  const responsible = whoIsResponsible(person, today, policy, t)
  return {
    label: t('console/person:bar.label'),
    person: t('console/person:bar.person'),
    name: `${person.firstName} ${person.lastName}`,
    href: `/people/${prisonNumber}`,
    number:
      dateOfBirth === null
        ? prisonNumber
        : t('console/person:bar.number-and-born', { number: prisonNumber, day: dayInWords(dateOfBirth) }),
    numberLabel: t('console/person:bar.prison-number'),
    prisonNumber,
    born: dateOfBirth === null ? null : t('console/person:bar.born', { day: dayInWords(dateOfBirth) }),
    facts: [
      fact('location', factInWords('location', person.location, t), whereNow({ ...person, location: null }, t)),
      fact('custodyStatus', factInWords('custodyStatus', person.custodyStatus, t), recallOrSentence(person, t)),
      fact(
        'riskOfSeriousHarm',
        factInWords('riskOfSeriousHarm', person.riskOfSeriousHarm, t),
        knownSince(person, 'riskOfSeriousHarm', t),
      ),
      { label: t('console/person:bar.leaves'), ...leaving(person, today, t), href: null },
      fact(
        'comName',
        comName ?? comEmail ?? t(`console/person:bar.${responsible.isCom ? 'no-name' : 'none'}`),
        responsible.com,
        mailTo(comEmail),
      ),
      fact('pomName', pomName ?? pomEmail ?? t('console/person:bar.none'), responsible.pom, mailTo(pomEmail)),
    ],
  }
}

function recallOrSentence(person: Person, t: Translate): string | null {
  const { recall, sentence } = person
  if (recall !== null) return factInWords('recall', recall, t)
  return sentence === null ? null : factInWords('sentence', sentence, t)
}

/** Who of the two is responsible today, and from when the COM will be. */
function whoIsResponsible(person: Person, today: CalendarDay, policy: PolicyName, t: Translate) {
  const facts = routingFacts(person, { id: '', topic: 'something-else', safetyConcern: false }, today)
  const { responsible, comResponsibleFrom } = responsibilityFor(facts.person, today, policy)
  const isResponsible = t('console/person:bar.responsible')
  if (responsible === 'COM') return { isCom: true, com: isResponsible, pom: null }
  const isAhead = comResponsibleFrom !== null && comResponsibleFrom > today
  return {
    isCom: false,
    com: isAhead ? t('console/person:bar.responsible-from', { day: dayInWords(comResponsibleFrom) }) : null,
    pom: responsible === 'POM' ? isResponsible : null,
  }
}

function knownSince(person: Person, fact: 'riskOfSeriousHarm', t: Translate): string | null {
  const source = person[fact] === null ? undefined : person.factSources[fact]
  return source ? t('console/person:bar.since', { day: longDayOf(new Date(source.at), 'en') }) : null
}

function mailTo(address: string | null): string | null {
  return address === null ? null : `mailto:${encodeURIComponent(address).replace('%40', '@')}`
}

function leaving({ releaseDate, tagDate, whereabouts, whereaboutsSince }: Person, today: CalendarDay, t: Translate) {
  if (whereabouts === 'left' && whereaboutsSince !== null) return { value: leftOn(whereaboutsSince, t), more: null }
  const tag = tagDate === null ? null : t('console/person:bar.tag', { day: dayInWords(tagDate) })
  if (releaseDate === null) return { value: t('console/person:not-known'), more: tag }
  const when =
    releaseDate < today
      ? t('console/person:bar.day-over')
      : t('console/person:bar.in-days', { count: daysBetween(today, releaseDate) })
  return { value: dayInWords(releaseDate), more: tag === null ? when : [when, tag].join(' · ') }
}
