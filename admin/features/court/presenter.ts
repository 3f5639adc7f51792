import type { Translate, WordingPart } from '../../../server/content/words/words'
import type {
  Application,
  ContingencyPlan,
  CourtHearing,
  LocalService,
  Person,
  PersonInCourt,
  Prison,
  StaffMember,
} from '../../../server/database'
import { isWords } from '../../../server/domain/applications'
import { dayInWords } from '../../../server/domain/calendar'
import { longDayOf } from '../../../server/web/pages/days'
import { can } from '../../access/permissions'
import { filterChoices } from '../../lists/filter-choice'
import { momentInWords } from '../../presenting/moments'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { daysAhead, listLimit, planFilters, type CourtQuery } from './query'

export interface CourtList {
  readonly people: readonly PersonInCourt[]
  /** What each asked for in case the court lets them go, where the reader may see it. */
  readonly applications: readonly Application[]
  readonly query: CourtQuery
  readonly prisons: readonly Prison[]
  readonly isCut: boolean
}

/** Who goes to court, and what is planned in case they are let go. */
export function presentCourtList(
  { people, applications, query, prisons, isCut }: CourtList,
  { role }: StaffMember,
  t: Translate,
) {
  const byPerson = new Map(applications.map(application => [application.personId, application]))
  return {
    pageName: t('console/court:title'),
    query,
    filters: presentFilters(query, prisons, t),
    count: t('console/court:count', { count: people.length }),
    tooMany: isCut ? t('console/court:too-many', { limit: listLimit }) : null,
    people: people.map(person => {
      const name = t('console/people:name', { firstName: person.firstName, lastName: person.lastName })
      const { prisonNumber } = person
      return {
        name,
        prisonNumber,
        where: numberAndWhereIs(person, t),
        href: `/people/${prisonNumber}`,
        planHref: can(role, 'see-plan') ? `/people/${prisonNumber}/plan` : null,
        hearings: person.hearings.map(({ heldOn, court }) =>
          t('console/court:hearing', { day: dayInWords(heldOn), court }),
        ),
        contingencyPlan: person.contingencyPlan,
        hearingsHref: `/people/${prisonNumber}/hearings`,
        contingency: presentContingency(byPerson.get(person.id), t),
        actions: person.openActions > 0 ? t('console/leaving:actions', { count: person.openActions }) : null,
        choose: t('console/court:packs.choose', { name }),
      }
    }),
  }
}

function presentContingency(application: Application | undefined, t: Translate) {
  if (!application) return null
  const { reference, respondBy, outcome, answers, restricted } = application
  const thatNight = answers['that-night']
  return {
    href: `/applications/${reference}`,
    reference,
    status:
      outcome === null
        ? `${t('console/people:person.columns.respond-by')} ${dayInWords(respondBy)}`
        : t('console/court:answered', { outcome: t(`console/application:outcomes.${outcome}`) }),
    thatNight:
      thatNight !== undefined && isWords(thatNight) && !restricted
        ? t('console/court:that-night', { words: thatNight.words })
        : null,
  }
}

function presentFilters(query: CourtQuery, prisons: readonly Prison[], t: Translate) {
  const choice = filterChoices((name: WordingPart<'console/court:filter.'>) => `console/court:filter.${name}`, query, t)
  const prisonChoice = choice(
    'prison',
    prisons.map(({ id, name }) => ({ value: id, text: name })),
  )
  const daysChoice = choice(
    'days',
    daysAhead.map(value => ({ value, text: t(`console/court:filter.within.${value}`) })),
  )
  const planChoice = choice(
    'plan',
    planFilters.map(value => ({ value, text: t(`console/court:filter.plans.${value === '' ? 'any' : value}`) })),
  )
  return [...(prisons.length > 0 ? [prisonChoice] : []), daysChoice, planChoice]
}

/** A person's hearings and what is planned in case they are let go, with the forms to enter more. */
export function presentHearings(
  person: Person,
  hearings: readonly CourtHearing[],
  plans: readonly ContingencyPlan[],
  t: Translate,
) {
  return {
    pageName: t('console/court:person.page-name'),
    back: `/people/${person.prisonNumber}`,
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    seen: plans[0]?.id ?? 0,
    plans: plans.map(({ words, staffName, writtenAt }) => ({
      words,
      by: t('console/common:by-and-when', { name: staffName, when: momentInWords(writtenAt) }),
    })),
    hearings: hearings.map(({ id, heldOn, court, recordedByName, recordedAt }) => ({
      what: t('console/court:hearing', { day: dayInWords(heldOn), court }),
      by: t('console/common:by-and-when', { name: recordedByName, when: longDayOf(recordedAt, 'en') }),
      remove: `/people/${person.prisonNumber}/hearings/${id}/remove`,
    })),
  }
}

/** What a prison and its area add to the booklet, for the pack of somebody who reads that language. */
export function presentLocalServices(services: readonly LocalService[], language: 'en' | 'cy') {
  const shown = services.map(({ english, welsh, openTo, area }) => {
    const inWelsh = language === 'cy' ? welsh : null
    const { name, what, whoFor, howToGet, contact } = inWelsh ?? english
    const lang = language === 'cy' && !inWelsh ? 'en' : null
    return { lang, name, what, whoFor, howToGet, contact, openTo, ofArea: area !== null }
  })
  return { own: shown.filter(({ ofArea }) => !ofArea), ofArea: shown.filter(({ ofArea }) => ofArea) }
}
