import { randomUUID } from 'node:crypto'
import type { Translate, WordingPart } from '../../../server/content/words/words'
import type {
  LeavingEntry,
  LeavingPage,
  Person,
  PersonLeaving,
  Prison,
  Referral,
  StaffMember,
} from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { itemsLeft, leavingItems, leavingValues, statesFromReferrals } from '../../../server/domain/people/leaving'
import { statesFrom } from '../../../server/use-cases/people/custody/leaving'
import { longDayOf } from '../../../server/web/pages/days'
import { can } from '../../access/permissions'
import { csvOf, dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { presentReferral } from '../../presenting/work/referral-rows'
import { addressOf, csvAddressOf, missingFilters, weeksAhead, type LeavingQuery } from './query'

/** The list of who leaves when, and what is not settled for each. */
export function presentLeaving(
  { people, total, previous, next }: LeavingPage,
  query: LeavingQuery,
  prisons: readonly Prison[],
  staff: StaffMember,
  t: Translate,
) {
  return {
    pageName: t('console/leaving:title'),
    filters: presentFilters(query, prisons, t),
    count: t('console/leaving:count', { count: total }),
    showing: people.length < total ? t('console/leaving:showing', { count: people.length }) : null,
    pagination: (previous ?? next) && {
      landmarkLabel: t('console/common:pagination.label'),
      ...(previous && {
        previous: { href: addressOf(query, { before: previous }), text: t('console/common:pagination.previous') },
      }),
      ...(next && { next: { href: addressOf(query, { after: next }), text: t('console/common:pagination.next') } }),
    },
    csvAddress: csvAddressOf(query),
    people: people.map(person => presentPerson(person, staff, t)),
  }
}

function presentPerson(person: PersonLeaving, { role }: StaffMember, t: Translate) {
  const left = itemsLeft(person.states)
  const others = leavingItems.filter(item => item !== 'housing')
  return {
    href: `/people/${person.prisonNumber}/leaving`,
    personHref: `/people/${person.prisonNumber}`,
    planHref: can(role, 'see-plan') ? `/people/${person.prisonNumber}/plan` : null,
    name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
    where: numberAndWhereIs(person, t),
    leaves: dayInWords(person.leavesOn),
    days: [
      ...(person.releaseDate !== null && person.releaseDate !== person.leavesOn
        ? [t('console/leaving:release', { day: dayInWords(person.releaseDate) })]
        : []),
      ...(person.tagDate !== null ? [t('console/leaving:tag', { day: dayInWords(person.tagDate) })] : []),
    ],
    housing: {
      text: valueInWords(person.states.housing, t),
      classes: left.includes('housing') ? 'govuk-tag--red' : 'govuk-tag--green',
    },
    left: others.filter(item => left.includes(item)).map(item => t(`console/leaving:items.${item}`)),
    settled: [
      ...others.filter(item => !left.includes(item)).map(item => t(`console/leaving:items.${item}`)),
      ...(person.meetingHeldOn === null
        ? []
        : [t('console/leaving:meeting-held', { day: dayInWords(person.meetingHeldOn) })]),
    ],
    applications:
      person.openApplications > 0 ? t('console/leaving:applications', { count: person.openApplications }) : null,
    referrals: person.openReferrals > 0 ? t('console/leaving:referrals', { count: person.openReferrals }) : null,
    referralsHref: can(role, 'see-referrals') ? `/people/${person.prisonNumber}/referrals` : null,
    actions: person.openActions > 0 ? t('console/leaving:actions', { count: person.openActions }) : null,
  }
}

/** The same list for a spreadsheet; what could be taken for a formula is made plain text. */
export function leavingCsv(people: readonly PersonLeaving[], t: Translate): string {
  const column = (name: WordingPart<'console/leaving:csv-columns.'>) => t(`console/leaving:csv-columns.${name}`)
  const header = [
    ...(['prison-number', 'last-name', 'first-name', 'prison', 'location', 'leaves', 'release', 'tag'] as const).map(
      column,
    ),
    ...leavingItems.map(item => t(`console/leaving:items.${item}`)),
    ...(['meeting-held', 'applications', 'referrals', 'actions'] as const).map(column),
  ]
  const rows = people.map(person => [
    person.prisonNumber,
    person.lastName,
    person.firstName,
    person.prisonName,
    person.location ?? '',
    dayInFile(person.leavesOn),
    dayInFile(person.releaseDate),
    dayInFile(person.tagDate),
    ...leavingItems.map(item => valueInWords(person.states[item], t)),
    dayInFile(person.meetingHeldOn),
    person.openApplications,
    person.openReferrals,
    person.openActions,
  ])
  return csvOf([header, ...rows])
}

function presentFilters(query: LeavingQuery, prisons: readonly Prison[], t: Translate) {
  const choice = filterChoices(
    (name: WordingPart<'console/leaving:filter.'>) => `console/leaving:filter.${name}`,
    query,
    t,
  )
  const missingWords = (value: (typeof missingFilters)[number]) => {
    if (value === '') return t('console/leaving:filter.everyone')
    return value === 'anything' ? t('console/leaving:filter.anything') : t(`console/leaving:items.${value}`)
  }
  return [
    ...(prisons.length > 0
      ? [
          choice(
            'prison',
            prisons.map(({ id, name }) => ({ value: id, text: name })),
          ),
        ]
      : []),
    choice(
      'weeks',
      weeksAhead.map(count => ({ value: String(count), text: t('console/leaving:filter.within', { count }) })),
    ),
    choice(
      'missing',
      missingFilters.map(value => ({ value, text: missingWords(value) })),
    ),
  ]
}

/** What is settled for one person, the form to record more, and everything that was recorded. */
export function presentPersonsLeaving(
  person: Person,
  entries: readonly LeavingEntry[],
  referrals: readonly Referral[],
  { staff, today }: { readonly staff: StaffMember; readonly today: CalendarDay },
  t: Translate,
) {
  const latest = new Map(entries.map(entry => [entry.item, entry]))
  const suggestions = statesFromReferrals(statesFrom(entries), referrals, person.custodyBegan)
  return {
    pageName: t('console/leaving:person.page-name'),
    back: `/people/${person.prisonNumber}`,
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    mayRecord: can(staff.role, 'record-leaving'),
    seen: entries.at(-1)?.id ?? 0,
    items: leavingItems.map(item => ({
      what: t(`console/leaving:items.${item}`),
      how: valueInWords(latest.get(item)?.value, t),
      by: byAndWhen(latest.get(item), t),
    })),
    choices: leavingItems.map(item => ({
      id: item,
      text: t(`console/leaving:items.${item}`),
      value: latest.get(item)?.value,
      items: leavingValues[item].map(value => ({ value, text: valueInWords(value, t) })),
    })),
    suggestions: suggestions.map(({ item, value, referral }) => {
      const { what, whom, state } = presentReferral(referral, today, t)
      return {
        item,
        value,
        idempotencyKey: randomUUID(),
        from: t('console/leaving:person.from-referral', { what, whom, state }),
        href: `/people/${person.prisonNumber}/referrals/${referral.id}`,
        button: t('console/leaving:person.record-suggested', {
          item: t(`console/leaving:items.${item}`),
          value: valueInWords(value, t),
        }),
      }
    }),
    history: [...entries].reverse().map(entry => ({
      what: t('console/leaving:person.entry', {
        item: t(`console/leaving:items.${entry.item}`),
        value: valueInWords(entry.value, t),
      }),
      by: byAndWhen(entry, t),
    })),
  }
}

function byAndWhen(entry: LeavingEntry | undefined, t: Translate): string {
  if (!entry) return ''
  return t('console/common:by-and-when', { name: entry.staffName, when: longDayOf(entry.recordedAt, 'en') })
}

function valueInWords(value: LeavingEntry['value'] | undefined, t: Translate): string {
  return value === undefined ? t('console/leaving:not-recorded') : t(`console/leaving:values.${value}`)
}
