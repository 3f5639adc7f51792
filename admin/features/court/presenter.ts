import type { Translate, WordingPart } from '../../../server/content/words/words'
import type {
  Application,
  ContingencyPlan,
  CourtHearing,
  Person,
  PersonInCourt,
  Prison,
  StaffMember,
} from '../../../server/database'
import { isWords } from '../../../server/domain/applications'
import { dayInWords, londonToday, shortDay, type CalendarDay } from '../../../server/domain/calendar'
import { longDayOf } from '../../../server/web/pages/days'
import { can } from '../../access/permissions'
import { dayInField } from '../../forms/day-field'
import { csvOf } from '../../lists/csv'
import { oneWayHeading } from '../../lists/sort-heading'
import { momentInWords } from '../../presenting/moments'
import { addressWith, daysAhead, listLimit, type CourtQuery } from './query'

export interface CourtList {
  readonly people: readonly PersonInCourt[]
  /** What each asked for in case the court lets them go, where the reader may see it. */
  readonly applications: readonly Application[]
  readonly query: CourtQuery
  readonly prisons: readonly Prison[]
  readonly isCut: boolean
  readonly today: CalendarDay
}

declare module 'express-session' {
  interface SessionData {
    /** How many plans were saved from the list: told once, on the list that is shown next. */
    courtReport: number
  }
}

/** How the list is shown: the plans that were typed in it, and of whom a colleague saved one meanwhile. */
export interface CourtListState {
  readonly staff: StaffMember
  readonly report: number | undefined
  readonly typed: ReadonlyMap<string, string>
  readonly ticked: ReadonlySet<string>
  readonly isChanged: boolean
}

/** Who goes to court, and what is planned in case they are let go. */
export function presentCourtList(list: CourtList, state: CourtListState, t: Translate) {
  const { people, applications, query, prisons, isCut } = list
  const { staff, report } = state
  const mayRecord = can(staff.role, 'record-leaving')
  const byPerson = new Map(applications.map(application => [application.personId, application]))
  const rows = people.map(person => presentCourtRow(person, byPerson.get(person.id), list, state, t))
  const conflicts = rows.filter(({ theirs }) => theirs !== null)
  const isOn = query.plan === 'none'
  const none = t('console/court:chips.none')
  return {
    pageName: t('console/court:title'),
    lead: t('console/court:lead', { count: people.length }),
    tooMany: isCut ? t('console/court:too-many', { limit: listLimit }) : null,
    report: reportOf(report, t),
    changed:
      conflicts.length > 0
        ? t('console/court:edit.changed', { names: conflicts.map(({ name }) => name).join('; ') })
        : null,
    within: daysAhead.map(days => ({
      href: addressWith(query, { days }),
      text: t(`console/court:tabs.${days}`),
      count: null,
      current: query.days === days ? 'page' : null,
    })),
    chip: {
      href: addressWith(query, { plan: isOn ? '' : 'none' }),
      text: none,
      isOn,
      said: isOn ? t('console/court:chips.on', { text: none }) : null,
    },
    prisonItems: prisons.map(({ id, name }) => ({ value: id, text: name, selected: id === query.prison })),
    keep: { days: query.days, plan: query.plan },
    heads: {
      when: oneWayHeading(t('console/court:columns.when'), query.sort === 'when', addressWith(query, { sort: 'when' })),
      cell: oneWayHeading(t('console/court:columns.cell'), query.sort === 'wing', addressWith(query, { sort: 'wing' })),
    },
    csvAddress: addressWith(query, {}, '/court-list/csv'),
    action: addressWith(query),
    packsAction: addressWith(query, {}, '/court-list/packs'),
    editAllHref: addressWith(query, { edit: 'all' }),
    isEditing: rows.some(({ isEdited }) => isEdited),
    printedFor: [
      t('console/court:print.days', { days: t(`console/court:tabs.${query.days}`) }),
      ...(isOn ? [none] : []),
    ].join(', '),
    mayRecord,
    people: rows,
  }
}

/** One person's row: their hearings, what is planned, and the field to write it in while it is edited. */
function presentCourtRow(
  person: CourtList['people'][number],
  application: Application | undefined,
  { query, today }: CourtList,
  { staff: { role }, typed, ticked, isChanged }: CourtListState,
  t: Translate,
) {
  const mayRecord = can(role, 'record-leaving')
  const name = t('console/people:name', { firstName: person.firstName, lastName: person.lastName })
  const { prisonNumber, contingencyPlan } = person
  const words = typed.get(prisonNumber)
  const isConflict = isChanged && words !== undefined && words !== (contingencyPlan ?? '')
  return {
    name,
    prisonNumber,
    href: `/people/${prisonNumber}`,
    hearingsHref: `/people/${prisonNumber}/hearings`,
    cell: person.location ?? '',
    out: person.whereabouts === 'in-prison' ? null : t(`console/whereabouts:out.${person.whereabouts}`),
    hearings: person.hearings.map(({ heldOn, court }) => ({
      day: heldOn === today ? t('console/court:today') : shortDay(heldOn, today),
      isToday: heldOn === today,
      court,
    })),
    status: t(`console/person:values.custodyStatus.${person.custodyStatus}`),
    contingencyPlan,
    isEdited: mayRecord && (query.edit === 'all' || query.edit === prisonNumber || words !== undefined),
    editHref: addressWith(query, { edit: prisonNumber }),
    editText: t(contingencyPlan === null ? 'console/court:edit.write' : 'console/court:edit.change'),
    seen: person.contingencyPlanId,
    words: words ?? contingencyPlan ?? '',
    theirs: isConflict ? t('console/court:edit.theirs', { words: contingencyPlan ?? '' }) : null,
    label: t('console/court:edit.plan-of', { name }),
    contingency: presentContingency(application, t),
    actions: person.openActions > 0 ? t('console/leaving:actions', { count: person.openActions }) : null,
    planHref: can(role, 'see-plan') ? `/people/${prisonNumber}/plan` : null,
    pack:
      person.packOpenedAt === null
        ? t('console/court:pack.none')
        : t('console/court:pack.opened', { day: shortDay(londonToday(person.packOpenedAt), today) }),
    isTicked: ticked.has(prisonNumber),
    choose: t('console/court:select', { name }),
  }
}

function reportOf(report: number | undefined, t: Translate) {
  if (report === undefined) return null
  if (report === 0) return { text: t('console/court:report.none'), isDone: false }
  return { text: t('console/court:report.written', { count: report }), isDone: true }
}

/** The same list for a spreadsheet; what could be taken for a formula is made plain text. */
export function courtCsv({ people }: CourtList, t: Translate): string {
  const column = (name: WordingPart<'console/court:csv-columns.'>) => t(`console/court:csv-columns.${name}`)
  const header = (
    ['number', 'last-name', 'first-name', 'prison', 'cell', 'hearings', 'status', 'plan', 'pack'] as const
  ).map(column)
  const rows = people.map(person => [
    person.prisonNumber,
    person.lastName,
    person.firstName,
    person.prisonName,
    person.location ?? '',
    person.hearings.map(({ heldOn, court }) => `${dayInField(heldOn)} ${court}`).join('; '),
    t(`console/person:values.custodyStatus.${person.custodyStatus}`),
    person.contingencyPlan ?? t('console/court:nothing-planned'),
    person.packOpenedAt === null ? t('console/court:pack.none') : dayInField(londonToday(person.packOpenedAt)),
  ])
  return csvOf([header, ...rows])
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
