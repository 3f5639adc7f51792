import type { Translate, WordingPart } from '../../../../server/content/words/words'
import {
  receptionOrders,
  type NamesakeOf,
  type Officer,
  type Person,
  type Prison,
  type ReceivedPerson,
  type ReceptionOrder,
  type RefusedRow,
  type StaffMember,
} from '../../../../server/database'
import { isAllocatedKind, share } from '../../../../server/domain/assessments'
import { addDays, dayInWords, londonToday, shortDay, type CalendarDay } from '../../../../server/domain/calendar'
import type { PersonsAssessment } from '../../../../server/use-cases/assessments/assessments'
import { longDay, longDayOf } from '../../../../server/web/pages/days'
import { can } from '../../../access/permissions'
import { dayInField } from '../../../forms/day-field'
import { csvOf } from '../../../lists/csv'
import { oneWayHeading } from '../../../lists/sort-heading'
import { momentInWords } from '../../../presenting/moments'
import { whereNow } from '../../../presenting/people/where-is'
import { addressOf, daysBack, firstDay, samePeopleAddress, type ReceptionsQuery, type SamePeopleQuery } from './query'
import { presentReport, type ReceptionsReport } from './report'

/** People who were received in one prison, with what is to be done for each. */
export interface ReceptionList {
  /** What was ticked and picked in the list, by whoever goes on with it after signing in again. */
  readonly picked: Readonly<Record<string, unknown>> | null
  readonly people: readonly ReceivedPerson[]
  /** The BCST2 or guided interview of each person that is not done yet. */
  readonly toGive: ReadonlyMap<number, PersonsAssessment>
  readonly officers: readonly Officer[]
  readonly namesakes: readonly NamesakeOf[]
  readonly refused: readonly RefusedRow[]
  readonly prison: Prison | undefined
  readonly prisons: readonly Prison[]
  readonly query: ReceptionsQuery
  readonly today: CalendarDay
}

/** People of one name and birth date, in pairs: those named by a person, and the people themselves. */
export type ComparedPeople = Pick<ReceptionList, 'namesakes' | 'query'> & {
  readonly people: readonly Person[]
  readonly compared: SamePeopleQuery
}

/** How long ahead a release is worth a note: the 12 weeks of the leaving list. */
const daysToLeaving = 84

/** The list with what can be done from it; everybody is selected who has something to do. */
export function presentReceptions(
  list: ReceptionList,
  staff: StaffMember,
  report: ReceptionsReport | undefined,
  t: Translate,
) {
  const { picked, people, toGive, officers, namesakes, refused, query } = list
  const mayGive = can(staff.role, 'allocate-assessments')
  const unassigned = people.filter(({ id }) => toGive.get(id)?.officerId === null).map(({ id }) => id)
  const proposed = share(unassigned, officers, 'by-caseload')
  const withPin = people.filter(({ pin }) => pin !== 'none').length
  const inWelsh = people.filter(({ language }) => language === 'cy').length
  const total = people[0]?.total ?? 0
  const pairs = pairsOf(namesakes)
  const inRow = (day: CalendarDay) => shortDay(day, list.today)
  return {
    report: report ? presentReport(report, t) : null,
    isReplacing: picked?.replace === 'yes',
    hidden: { prison: query.prison, since: query.since, run: query.run ?? '' },
    tooMany: total > people.length ? t('console/receptions:too-many', { shown: people.length, count: total }) : null,
    duplicates: pairs.length > 0 ? t('console/receptions:duplicates', { count: pairs.length }) : null,
    duplicatesHref: samePeopleAddress({ of: 'receptions', with: null }, query),
    refused: refused.length > 0 ? t('console/receptions:refused', { count: refused[0]?.total ?? 0 }) : null,
    heads: headsOf(query, t),
    mayGive: mayGive && officers.length > 0 && unassigned.length > 0,
    steps: {
      bcst2:
        unassigned.length > 0
          ? t('console/receptions:steps.bcst2.count', { count: unassigned.length })
          : t('console/receptions:steps.bcst2.none'),
      how: howGiven(mayGive, officers.length, t),
      pins:
        people.length > withPin
          ? t('console/receptions:steps.pins.count', { count: people.length - withPin })
          : t('console/receptions:steps.pins.none'),
      replace: withPin > 0 ? t('console/receptions:steps.pins.replace', { count: withPin }) : null,
      packs: t('console/receptions:steps.packs.count', { count: people.length }),
      packsInWelsh: inWelsh > 0 ? t('console/receptions:steps.packs.welsh', { count: inWelsh }) : null,
    },
    people: people.map(person => {
      const name = nameOf(person, t)
      const assessment = toGive.get(person.id)
      const officer = officerOf(person, assessment, t)
      const field = `to-${person.prisonNumber}`
      const chosen = picked?.[field] ?? String(proposed.get(person.id) ?? '')
      const isToGive = mayGive && assessment?.officerId === null && officers.length > 0
      return {
        name,
        href: `/people/${person.prisonNumber}`,
        prisonNumber: person.prisonNumber,
        cell: person.location ?? '',
        came: shortDay(person.receptionDate, list.today),
        status: t(`console/person:values.custodyStatus.${person.custodyStatus}`),
        due: dueOf(person, assessment, list.today, t),
        isDueNow: assessment?.state === 'overdue' || assessment?.state === 'due',
        officer,
        isNobodys: assessment?.officerId === null,
        select: isToGive
          ? {
              name: field,
              label: t('console/receptions:officer-for', { name }),
              items: [
                { value: '', text: t('console/receptions:nobody'), selected: chosen === '' },
                ...officers.map(({ id, name: text }) => ({
                  value: String(id),
                  text,
                  selected: chosen === String(id),
                })),
              ],
            }
          : null,
        notes: notesOf(person, list, inRow, t),
        pin: pinOf(person, inRow, t),
        choose: t('console/receptions:select', { name }),
        isTicked: picked === null || query.person.includes(person.prisonNumber),
      }
    }),
  }
}

/** The page of receptions of the latest days. */
export function presentList(
  list: ReceptionList,
  about: {
    readonly staff: StaffMember
    readonly report: ReceptionsReport | undefined
    readonly latest:
      { readonly importedAt: Date; readonly importedByName: string | null; readonly id: number } | undefined
  },
  t: Translate,
) {
  const { people, prison, prisons, query, today } = list
  const day = longDay(firstDay(query.since, today), 'en')
  const { latest } = about
  return {
    pageName: t('console/receptions:title'),
    lead:
      query.run === null
        ? t('console/receptions:lead', { count: people[0]?.total ?? 0, day, prison: prison?.name ?? '' })
        : null,
    days: daysBack.map(since => ({
      href: addressOf({ ...query, since }),
      text: t(`console/receptions:filter.days.${since}`, { day: longDay(firstDay(since, today), 'en') }),
      count: null,
      current: query.since === since ? 'page' : null,
    })),
    since: query.since,
    prisonItems: prisons.map(({ id, name }) => ({ value: id, text: name, selected: id === query.prison })),
    csvHref: addressOf(query).replace('/receptions', '/receptions/csv'),
    latest: latest && {
      href: `/imports/${latest.id}`,
      text: t('console/receptions:latest', {
        when: momentInWords(latest.importedAt),
        who: latest.importedByName ?? t('console/imports:from-terminal'),
      }),
    },
    work: presentReceptions(list, about.staff, about.report, t),
  }
}

/** The same list for a spreadsheet; what could be taken for a formula is made plain text. */
export function receptionsCsv(list: ReceptionList, t: Translate): string {
  const column = (name: WordingPart<'console/receptions:csv-columns.'>) => t(`console/receptions:csv-columns.${name}`)
  const header = (
    ['number', 'last-name', 'first-name', 'prison', 'cell', 'came', 'status', 'due', 'officer', 'note', 'pin'] as const
  ).map(column)
  const rows = list.people.map(person => {
    const assessment = list.toGive.get(person.id)
    return [
      person.prisonNumber,
      person.lastName,
      person.firstName,
      person.prisonName,
      person.location ?? '',
      dayInField(person.receptionDate),
      t(`console/person:values.custodyStatus.${person.custodyStatus}`),
      assessment?.due ? dayInField(assessment.due) : dueOf(person, assessment, list.today, t),
      officerOf(person, assessment, t),
      notesOf(person, list, dayInWords, t)
        .map(({ text }) => text)
        .join('; '),
      pinOf(person, dayInWords, t),
    ]
  })
  return csvOf([header, ...rows])
}

/** How the BCST2 of the list are given out: proposed to its reader, or by others. */
function howGiven(mayGive: boolean, officers: number, t: Translate): string {
  if (!mayGive) return t('console/receptions:steps.bcst2.by-others')
  return t(officers === 0 ? 'console/receptions:steps.bcst2.no-officers' : 'console/receptions:steps.bcst2.what')
}

function headsOf(query: ReceptionsQuery, t: Translate) {
  const columnOf = { came: 'came', wing: 'cell', name: 'person' } as const
  return receptionOrders.map((order: ReceptionOrder) => ({
    column: columnOf[order],
    ...oneWayHeading(t(`console/receptions:columns.${columnOf[order]}`), query.sort === order, addressOf(query, order)),
  }))
}

/** A day in a row of the page, or whole in the file. */
type DayInWords = (day: CalendarDay) => string

function nameOf({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>, t: Translate): string {
  return t('console/people:name', { firstName, lastName })
}

/** The assessment that is given out or done at reception, whether or not it is done. */
function dueOf(
  person: ReceivedPerson,
  assessment: PersonsAssessment | undefined,
  today: CalendarDay,
  t: Translate,
): string {
  if (assessment) {
    return assessment.due === null ? t('console/receptions:due.waits') : shortDay(assessment.due, today)
  }
  return t(`console/receptions:due.${isDone(person) ? 'done' : 'none'}`)
}

function isDone({ assessments }: ReceivedPerson): boolean {
  return assessments.some(({ kind, doneOn }) => isAllocatedKind(kind) && doneOn !== null)
}

function officerOf(person: ReceivedPerson, assessment: PersonsAssessment | undefined, t: Translate): string {
  if (!assessment) return isDone(person) ? '' : t('console/receptions:nobody')
  return assessment.officerName ?? t('console/receptions:nobody')
}

function pinOf({ pin, pinSetAt }: ReceivedPerson, inWords: DayInWords, t: Translate): string {
  return t(`console/receptions:pin.${pin}`, { day: pinSetAt === null ? '' : inWords(londonToday(pinSetAt)) })
}

function notesOf(person: ReceivedPerson, { namesakes, today }: ReceptionList, inWords: DayInWords, t: Translate) {
  const note = (text: string, isStrong = false) => ({ text, isStrong })
  const leaves = [person.releaseDate, person.tagDate].filter(day => day !== null && day >= today).sort()[0]
  const court = person.hearingDays.find(day => day >= today)
  const language = person.firstLanguage
  return [
    ...namesakes
      .filter(({ ofId }) => ofId === person.id)
      .map(({ prisonNumber }) => note(t('console/receptions:notes.same', { number: prisonNumber }), true)),
    ...(leaves && leaves <= addDays(today, daysToLeaving)
      ? [note(t('console/receptions:notes.leaves', { day: inWords(leaves) }), true)]
      : []),
    ...(court === undefined ? [] : [note(t('console/receptions:notes.court', { day: inWords(court) }), true)]),
    ...(person.cameFrom === null ? [] : [note(t('console/receptions:notes.from', { prison: person.cameFrom }))]),
    ...(person.isBack ? [note(t('console/receptions:notes.back'))] : []),
    ...(language !== null && language.toLowerCase() !== 'english'
      ? [note(t('console/receptions:notes.speaks', { language }))]
      : []),
    ...(person.openApplications > 0
      ? [note(t('console/receptions:notes.applications', { count: person.openApplications }))]
      : []),
  ]
}

/** Each two people once, however often they are found. */
function pairsOf(namesakes: readonly NamesakeOf[]): readonly NamesakeOf[] {
  const seen = new Set<string>()
  return namesakes.filter(({ id, ofId }) => {
    const pair = [id, ofId].sort((one, other) => one - other).join('-')
    return !seen.has(pair) && seen.add(pair)
  })
}

/** Two people of one name and birth date, side by side. */
export function presentSamePeople(
  { people, namesakes, query, compared }: ComparedPeople,
  { staff, report }: { readonly staff: StaffMember; readonly report: ReceptionsReport | undefined },
  t: Translate,
) {
  const received = new Map([...namesakes, ...people].map(person => [person.id, person]))
  const which = compared.with === null ? compared.of : 'person'
  return {
    pageName: t('console/receptions:same-people.title'),
    back:
      which === 'person'
        ? `/people/${compared.with}`
        : which === 'everybody'
          ? '/'
          : addressOf({ ...query, run: null }),
    backText: t(`console/receptions:same-people.back.${which}`),
    noneText: t(`console/receptions:same-people.none.${which}`),
    report: report ? presentReport(report, t) : null,
    mayMerge: can(staff.role, 'merge-records'),
    hidden: { prison: query.prison, since: query.since, of: compared.of, with: compared.with ?? '' },
    pairs: pairsOf(namesakes).flatMap(other => {
      const one = received.get(other.ofId)
      if (!one) return []
      const both = [one, other]
      return [
        {
          id: `${one.prisonNumber}-${other.prisonNumber}`,
          title: t('console/receptions:same-people.pair', { one: one.prisonNumber, other: other.prisonNumber }),
          people: both.map(({ prisonNumber }) => ({ prisonNumber, href: `/people/${prisonNumber}` })),
          facts: (
            [
              ['name', (each: Person) => nameOf(each, t)],
              ['born', (each: Person) => (each.dateOfBirth === null ? '' : longDay(each.dateOfBirth, 'en'))],
              ['where', (each: Person) => whereNow(each, t)],
              ['came', (each: Person) => dayInWords(each.receptionDate)],
              ['status', (each: Person) => t(`console/person:values.custodyStatus.${each.custodyStatus}`)],
              ['leaves', (each: Person) => (each.releaseDate === null ? '' : dayInWords(each.releaseDate))],
              ['com', (each: Person) => each.comName ?? ''],
            ] as const
          ).map(([fact, read]) => ({
            fact: t(`console/receptions:same-people.facts.${fact}`),
            values: both.map(read),
          })),
          merge: [
            [one, other],
            [other, one],
          ].map(([kept, merged]) => ({
            text: t('console/receptions:same-people.keep', { number: kept!.prisonNumber }),
            href: `/people/${kept!.prisonNumber}/merge?with=${merged!.prisonNumber}`,
          })),
          person: one.prisonNumber,
          other: other.prisonNumber,
        },
      ]
    }),
  }
}

/** The rows of all files that were refused and not put right yet. */
export function presentRefusedRows(rows: readonly RefusedRow[], report: ReceptionsReport | undefined, t: Translate) {
  const total = rows[0]?.total ?? 0
  return {
    pageName: t('console/receptions:refused-page.title'),
    back: '/receptions',
    report: report ? presentReport(report, t) : null,
    more: total > rows.length ? t('console/receptions:refused-page.more', { shown: rows.length, count: total }) : null,
    rows: rows.map(({ id, run, kind, line, prisonNumber, faults, refusedAt }) => ({
      id,
      prisonNumber: prisonNumber ?? t('console/receptions:refused-page.no-number'),
      faults: faults.map(({ field, problem }) => ({
        column: field === 'row' ? t('console/receptions:refused-page.whole-row') : field,
        problem,
      })),
      href: `/imports/${run}`,
      file: longDayOf(refusedAt, 'en'),
      line: t('console/receptions:refused-page.line', { kind: t(`console/imports:kinds.${kind}`), line }),
      which: t('console/receptions:refused-page.settle-which', { line, when: longDayOf(refusedAt, 'en') }),
    })),
  }
}
