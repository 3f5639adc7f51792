import { randomUUID } from 'node:crypto'
import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  leavingOrders,
  type LeavingEntry,
  type LeavingPage,
  type LeavingSummary,
  type Person,
  type PersonLeaving,
  type Prison,
  type Referral,
  type StaffMember,
} from '../../../server/database'
import { addDays, dayInWords, shortDay, type CalendarDay } from '../../../server/domain/calendar'
import { itemsLeft, leavingItems, leavingValues, statesFromReferrals } from '../../../server/domain/people/leaving'
import { statesFrom, type LeavingOfMany } from '../../../server/use-cases/people/custody/leaving'
import { longDayOf } from '../../../server/web/pages/days'
import { can } from '../../access/permissions'
import { csvOf, dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { oneWayHeading } from '../../lists/sort-heading'
import { presentReferral } from '../../presenting/work/referral-rows'
import { seenField, type Picked } from './forms'
import { addressOf, addressWith, csvAddressOf, placeOf, sortedColumns, weeksAhead, type LeavingQuery } from './query'
import { presentReport } from './report'

/** What the list is made from. */
export interface LeavingList {
  readonly found: LeavingPage
  readonly summary: LeavingSummary
  readonly query: LeavingQuery
  /** What was ticked and picked in the list, by whoever goes on with it after signing in again. */
  readonly picked: Picked | null
  readonly prisons: readonly Prison[]
  readonly today: CalendarDay
}

/** The weeks that have a tab. */
export const tabWeeks = [1, 4, 12] as const

/** The list of who leaves when, and what is not settled for each. */
export function presentLeaving(
  list: LeavingList,
  { staff, report }: { readonly staff: StaffMember; readonly report: LeavingOfMany | undefined },
  t: Translate,
) {
  const { found, summary, query, prisons, today } = list
  const { people, total, previous, next } = found
  const place = placeOf(query)
  const mayRecord = can(staff.role, 'record-leaving')
  const rows = people.map(person => presentPerson(person, list, staff, t))
  const names = new Map(people.map((person, index) => [person.id, rows[index]!]))
  const prisonName = prisons.find(({ id }) => id === query.prison)?.name
  const isEditing = mayRecord && query.edit !== null
  return {
    pageName: t('console/leaving:title'),
    lead: t('console/leaving:lead', {
      count: total,
      place: prisonName ?? t('console/leaving:everywhere'),
      day: dayInWords(addDays(today, 7 * query.weeks)),
    }),
    report: report === undefined ? null : presentReport(report, names, t),
    within: [
      ...tabWeeks.map((weeks, index) => ({
        href: addressWith(query, { weeks }),
        text: t(`console/leaving:tabs.${weeks}`),
        count: summary.within[index] ?? 0,
        current: query.weeks === weeks ? 'page' : null,
      })),
      { href: '/left', text: t('console/leaving:tabs.left'), count: null, current: null },
    ],
    chips: (['anything', ...leavingItems] as const).map(item => {
      const isOn = query.missing === item
      const text = t(`console/leaving:chips.${item}`)
      return {
        text,
        isOn,
        said: isOn ? t('console/leaving:chips.on', { text }) : null,
        count: summary.lacking[item],
        href: addressWith(query, { missing: isOn ? '' : item }),
      }
    }),
    filters: presentFilters(query, prisons, t),
    wing: query.wing,
    keep: { missing: query.missing, sort: query.sort === 'leaves' ? '' : query.sort },
    heads: headsOf(query, t),
    showing: people.length < total ? t('console/leaving:showing', { count: people.length }) : null,
    pagination: (previous ?? next) && {
      landmarkLabel: t('console/common:pagination.label'),
      ...(previous && {
        previous: { href: addressOf(query, previous), text: t('console/common:pagination.previous') },
      }),
      ...(next && { next: { href: addressOf(query, next), text: t('console/common:pagination.next') } }),
    },
    csvAddress: csvAddressOf(query),
    printedFor: [
      t('console/leaving:print.filter-weeks', { count: query.weeks }),
      ...(query.wing === '' ? [] : [t('console/leaving:print.filter-wing', { wing: query.wing })]),
      ...(query.missing === ''
        ? []
        : [t('console/leaving:print.filter-missing', { what: t(`console/leaving:chips.${query.missing}`) })]),
    ].join(', '),
    mayRecord,
    isEditing,
    action: addressOf(query, place),
    editAllHref: addressOf(query, place, 'all'),
    set: leavingItems.map(item => ({
      label: t(`console/leaving:columns.${item}`),
      items: leavingValues[item].map(value => ({
        value: `${item}:${value}`,
        selected: list.picked?.set === `${item}:${value}`,
        text: t('console/leaving:edit.set-value', {
          item: t(`console/leaving:columns.${item}`),
          value: t(`console/leaving:short.${value}`),
        }),
      })),
    })),
    people: rows,
  }
}

function headsOf(query: LeavingQuery, t: Translate) {
  return leavingOrders.map(order => ({
    column: sortedColumns[order],
    ...oneWayHeading(
      t(`console/leaving:columns.${sortedColumns[order]}`),
      query.sort === order,
      addressWith(query, { sort: order }),
    ),
  }))
}

function presentPerson(
  person: PersonLeaving,
  { query, picked, today }: LeavingList,
  { role }: StaffMember,
  t: Translate,
) {
  const { prisonNumber, states } = person
  const name = t('console/people:name', { firstName: person.firstName, lastName: person.lastName })
  const left = itemsLeft(states)
  const isEdited =
    can(role, 'record-leaving') && (query.edit === 'all' || (query.edit?.includes(prisonNumber) ?? false))
  const open = [
    ...(person.openApplications > 0 ? [t('console/leaving:applications', { count: person.openApplications })] : []),
    ...(person.openReferrals > 0 ? [t('console/leaving:referrals', { count: person.openReferrals })] : []),
    ...(person.openActions > 0 ? [t('console/leaving:actions', { count: person.openActions })] : []),
  ]
  const days = [
    ...(person.releaseDate !== null && person.releaseDate !== person.leavesOn
      ? [t('console/leaving:release', { day: shortDay(person.releaseDate, today) })]
      : []),
    ...(person.tagDate !== null && person.tagDate !== person.leavesOn
      ? [t('console/leaving:tag', { day: shortDay(person.tagDate, today) })]
      : []),
  ]
  return {
    prisonNumber,
    name,
    href: `/people/${prisonNumber}/leaving`,
    cell: person.location ?? '',
    out: person.whereabouts === 'in-prison' ? null : t(`console/whereabouts:out.${person.whereabouts}`),
    leaves: person.leavesOn === today ? t('console/leaving:today') : shortDay(person.leavesOn, today),
    isSoon: person.leavesOn <= addDays(today, 7),
    days: days.join(', '),
    seen: picked?.seen[prisonNumber] ?? seenField(person.seen),
    isTicked: picked?.people.has(prisonNumber) ?? false,
    choose: t('console/leaving:select', { name }),
    isEdited,
    editHref: addressOf(query, placeOf(query), [prisonNumber]),
    cells: leavingItems.map(item => {
      const value = states[item]
      const chosen = picked?.values[`${item}-${prisonNumber}`] ?? value ?? ''
      const held = item === 'meeting' && person.meetingHeldOn !== null ? person.meetingHeldOn : null
      return {
        item,
        column: t(`console/leaving:columns.${item}`),
        field: `${item}-${prisonNumber}`,
        label: t('console/leaving:edit.item-of', { item: t(`console/leaving:columns.${item}`), name }),
        text: held
          ? t('console/leaving:held', { day: shortDay(held, today) })
          : t(`console/leaving:short.${value ?? 'not-recorded'}`),
        // What is missing stands out; what is settled is quiet.
        look: held ? 'settled' : value === undefined ? 'unknown' : left.includes(item) ? 'gap' : 'settled',
        options: [
          ...(value === undefined
            ? [{ value: '', text: t('console/leaving:short.not-recorded'), selected: chosen === '' }]
            : []),
          ...leavingValues[item].map(each => ({
            value: each,
            text: t(`console/leaving:short.${each}`),
            selected: each === chosen,
          })),
        ],
      }
    }),
    open: person.openApplications + person.openReferrals + person.openActions,
    openWords: open.join(', '),
    openHref: `/people/${prisonNumber}`,
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
  const ofPrison = choice(
    'prison',
    prisons.map(({ id, name }) => ({ value: id, text: name })),
  )
  const ofWeeks = choice(
    'weeks',
    weeksAhead.map(count => ({ value: String(count), text: t('console/leaving:filter.within', { count }) })),
  )
  return [...(prisons.length > 1 ? [ofPrison] : []), ofWeeks]
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
