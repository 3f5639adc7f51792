import { numbersFor, type PlanSources } from '../../../content/words/leaving-plan-words'
import type { Translate } from '../../../content/words/words'
import type { Person } from '../../../database'
import type { ReleaseDay } from '../../../use-cases/people/custody/release-day'
import { longDay, longDayOf, clockTime, longDayWithWeekday } from '../../../web/pages/days'
import type { Language } from '../../../web/pages/language'

/** Those that somebody may need on the first day and night outside; they say nothing of the person. */
export const cardContacts = ['emergency-999', 'nhs-111', 'samaritans', 'universal-credit', 'shelter-england'] as const

/** Values of the first night that leave something to ask for. */
const nowhereYet: readonly ReleaseDay['firstNight'][] = [null, 'not-yet', 'none']

/** The day that a person leaves, in words, for the page and the card. */
export function presentReleaseDay(
  facts: ReleaseDay,
  { comName, tagDate }: Pick<Person, 'comName' | 'tagDate'>,
  { t, language, contacts }: Pick<PlanSources, 't' | 'contacts'> & { readonly language: Language },
) {
  const { day, way, firstNight } = facts
  return {
    day: day === null ? null : longDayWithWeekday(day, language),
    way: way === null ? null : t(`in-cell/release-day:day.${way}`),
    probation:
      comName === null
        ? t('in-cell/release-day:probation.nobody')
        : t('in-cell/release-day:probation.who', { name: comName }),
    meetings: facts.appointments.map(({ about, at, place }) => ({
      about: t(`leaving-plan:appointment.about.${about}`),
      when: t('leaving-plan:appointment.when', { day: longDayOf(at, language), time: clockTime(at, language) }),
      where: place === null ? null : t('leaving-plan:appointment.where', { place }),
    })),
    tonight: t(`in-cell/release-day:tonight.${firstNight ?? 'not-yet'}`),
    hasNowhereYet: nowhereYet.includes(firstNight),
    needsAddress: !nowhereYet.includes(firstNight) && firstNight !== 'not-needed',
    tag: tagWords(tagDate, t, language),
    numbers: numbersFor(facts.nation, cardContacts, { contacts, language }),
  }
}

function tagWords(tagDate: Person['tagDate'], t: Translate, language: Language): string {
  return tagDate === null
    ? t('in-cell/release-day:side.no-tag')
    : t('in-cell/release-day:side.tag-day', { date: longDay(tagDate, language) })
}
