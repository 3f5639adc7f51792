import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  mayHaveLeftPageSize,
  type MayHaveLeft,
  type MayHaveLeftColumn,
  type OpenWorkCounts,
  type Person,
  type SettledWork,
  type StaffMember,
  type WhereaboutsRecord,
} from '../../../server/database'
import { shortDay, type CalendarDay } from '../../../server/domain/calendar'
import { hasCom } from '../../../server/domain/people'
import { openWorkKinds, settlingsFor, type OpenWorkKind } from '../../../server/domain/people/open-work'
import { canGo, elsewhere, expectedLeaving, waysOfLeaving } from '../../../server/domain/people/whereabouts'
import { itemName, type OpenWork } from '../../../server/use-cases/people/custody/open-work'
import { longDayOf } from '../../../server/web/pages/days'
import { can } from '../../access/permissions'
import { dayInField } from '../../forms/day-field'
import { dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { plainHeading, sortHeading } from '../../lists/sort-heading'
import { wingItems } from '../../lists/wing-field'
import { presentApplicationRow } from '../../presenting/applications/application-rows'
import { shortDayOrNone } from '../../presenting/due'
import { personLink, placeColumns } from '../../presenting/people/person-columns'
import { recordInWords, whereaboutsInWords } from '../../presenting/people/whereabouts'
import { placesToBe, wordsLimit } from './forms'
import { listAddress, type ListQuery } from './list-query'
import { presentReport, type ConfirmReport } from './report'

interface ListView {
  readonly staff: StaffMember
  readonly people: readonly MayHaveLeft[]
  readonly query: ListQuery
  /** The wings and landings to filter by. */
  readonly wings: readonly string[]
  readonly today: CalendarDay
  readonly report: ConfirmReport | undefined
  /** What was ticked and picked in the form that is shown again. */
  readonly picked: { readonly who: readonly unknown[]; readonly somewhere: unknown }
}

/** The people who may have left, a line each, with what can be said of each and of many. */
export function presentList({ staff, people, query, wings, today, report, picked }: ListView, t: Translate) {
  const page = { rows: people, total: people[0]?.total ?? 0, query, size: mayHaveLeftPageSize }
  const { pages, fileAddress } = presentPagedList(fileColumns(today, t), page, listAddress, t)
  const heading = (name: 'person' | 'cell' | 'day') =>
    sortHeading(t(`console/whereabouts:columns.${name}`), name, query.sort, sort =>
      listAddress.changed(query, { sort }),
    )
  const choice = filterChoices((name: 'wing') => `console/whereabouts:filter.${name}`, query, t)
  return {
    pageName: t('console/whereabouts:title'),
    mayRecord: can(staff.role, 'record-whereabouts'),
    action: listAddress.page(query, query.page),
    headings: {
      choose: plainHeading(t('console/whereabouts:columns.choose'), true),
      person: heading('person'),
      cell: heading('cell'),
      day: heading('day'),
    },
    filters: presentFilterLine(
      {
        action: listAddress.path,
        fields: [choice('wing', wingItems(query.wing, wings, t('console/whereabouts:filter.any')))],
        address: changes => listAddress.changed(query, changes),
        keep: listAddress.kept(query, 'sort'),
      },
      t,
    ),
    pages,
    fileAddress,
    report: report ? presentReport(report, t) : null,
    people: people.map(person => {
      const row = presentRow(person, today, t)
      return { ...row, isTicked: picked.who.includes(row.value) }
    }),
    elsewhere: [
      { value: '', text: t('console/whereabouts:elsewhere.choose') },
      ...elsewhere.map(value => ({
        value,
        text: t(`console/whereabouts:places.${value}`),
        selected: picked.somewhere === value,
      })),
    ],
  }
}

/** The columns of the list's file. */
export function fileColumns(today: CalendarDay, t: Translate): ListColumns<MayHaveLeft, MayHaveLeftColumn> {
  const personOf = (person: MayHaveLeft) => person
  const column = (name: WordingPart<'console/whereabouts:columns.'>) => t(`console/whereabouts:columns.${name}`)
  const open = (person: MayHaveLeft) => openInWords(person, t) ?? t('console/whereabouts:nothing-open')
  return {
    before: [],
    link: personLink(personOf, column('person'), t),
    after: [
      ...placeColumns(personOf, t),
      {
        heading: column('day'),
        sort: 'day',
        cell: person => wordsCell(shortDayOrNone(expectedLeaving(person, today)?.on ?? null, today)),
        file: [{ heading: column('day'), value: person => dayInFile(expectedLeaving(person, today)?.on ?? null) }],
      },
      {
        heading: column('open'),
        sort: null,
        cell: person => wordsCell(open(person)),
        file: [{ heading: column('open'), value: open }],
      },
    ],
  }
}

function presentRow(person: MayHaveLeft, today: CalendarDay, t: Translate) {
  const { prisonNumber, seen, stillHereOn, whereabouts } = person
  const expected = expectedLeaving(person, today)
  const name = t('console/people:name', { firstName: person.firstName, lastName: person.lastName })
  return {
    name,
    prisonNumber,
    href: `/people/${prisonNumber}`,
    cell: person.location ?? person.prisonName,
    value: `${prisonNumber}.${seen}`,
    day: expected && t(`console/whereabouts:expected.${expected.way}`, { day: shortDay(expected.on, today) }),
    notes: [
      ...(whereabouts === 'in-prison' ? [] : [t(`console/whereabouts:places.${whereabouts}`)]),
      ...(stillHereOn === null ? [] : [t('console/whereabouts:still-here-on', { day: shortDay(stillHereOn, today) })]),
    ],
    open: openInWords(person, t),
    leaveHref: `/people/${prisonNumber}/left`,
    elsewhereHref: `/people/${prisonNumber}/whereabouts`,
  }
}

/** What is open of each kind; null where nothing is. */
function openInWords(counts: OpenWorkCounts, t: Translate): string | null {
  const words = openWorkKinds
    .filter(kind => counts[kind] > 0)
    .map(kind => t(`console/whereabouts:open.${kind}`, { count: counts[kind] }))
  return words.length === 0 ? null : words.join(', ')
}

/** Where one person is, everything that was recorded of it, and the forms that go on from there. */
export function presentWhereabouts(
  person: Person,
  records: readonly WhereaboutsRecord[],
  {
    left,
    work,
    staff,
    today,
  }: {
    /** What undoing a leaving did not restore, since it had changed. */
    readonly left: readonly (Pick<SettledWork, 'kind' | 'itemId'> & { readonly undoneRecordId: number })[]
    /** All work about the person that the reader may see; null where nothing is left. */
    readonly work: OpenWork | null
    readonly staff: StaffMember
    readonly today: CalendarDay
  },
  t: Translate,
) {
  const lines = work === null ? [] : linesOf(person, work, t)
  const address = `/people/${person.prisonNumber}`
  const mayRecord = can(staff.role, 'record-whereabouts')
  const hasLeft = person.whereabouts === 'left'
  return {
    pageName: t('console/whereabouts:person.page-name'),
    back: address,
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    seen: records[0]?.id ?? 0,
    now: whereaboutsInWords(person, records[0], t) ?? t('console/whereabouts:places.in-prison'),
    address: `${address}/whereabouts`,
    leaveAddress: mayRecord && !hasLeft ? `${address}/left` : null,
    undoAddress: hasLeft && can(staff.role, 'undo-leaving') ? `${address}/whereabouts/undo` : null,
    places:
      mayRecord && !hasLeft
        ? placesToBe
            .filter(place => canGo(person.whereabouts, place))
            .map(value => ({ value, text: t(`console/whereabouts:places.${value}`) }))
        : [],
    today: dayInField(today),
    limit: wordsLimit,
    history: records.map(record => ({
      what: recordInWords(record, t),
      words: record.words,
      left: left
        .filter(({ undoneRecordId }) => undoneRecordId === record.id)
        .map(({ kind, itemId }) => ({
          kind: t(`console/whereabouts:kinds.${kind}`),
          line: lines.find(line => line.kind === kind && line.id === itemId) ?? null,
        })),
      by: t('console/common:by-and-when', {
        name: record.staffName ?? t('console/whereabouts:by-receptions'),
        when: longDayOf(record.recordedAt, 'en'),
      }),
    })),
  }
}

interface LeaveView {
  readonly person: Person
  readonly open: OpenWork
  readonly seen: number
  readonly owners: readonly StaffMember[]
  readonly staff: StaffMember
  readonly today: CalendarDay
  /** What was chosen for each piece of open work in a form that is shown again; null on a page opened afresh. */
  readonly posted: Readonly<Record<string, unknown>> | null
}

/** The form that records somebody's leaving, with everything that is still open about them. */
export function presentLeave({ person, open, seen, owners, staff, today, posted }: LeaveView, t: Translate) {
  const expected = expectedLeaving(person, today)
  return {
    pageName: t('console/whereabouts:leave.page-name'),
    back: '/left',
    name: `${person.firstName} ${person.lastName}`,
    prisonNumber: person.prisonNumber,
    address: `/people/${person.prisonNumber}/left`,
    seen,
    day: dayInField(expected?.on ?? today),
    way: expected?.way ?? null,
    ways: waysOfLeaving.map(value => ({ value, text: t(`console/whereabouts:ways.${value}`) })),
    com: person.comName === null ? t('console/person:no-com') : t('console/person:com', { name: person.comName }),
    items: presentItems(person, open, posted, t),
    owners: owners.map(({ id, name }) => ({ value: String(id), text: name, selected: id === staff.id })),
    limit: wordsLimit,
  }
}

function presentItems(person: Person, open: OpenWork, posted: LeaveView['posted'], t: Translate) {
  return linesOf(person, open, t).map(({ kind, id, restricted, what, href }) => {
    const name = itemName({ kind, id })
    const settlings = settlingsFor(kind, { hasCom: hasCom(person), restricted })
    const usual = settlings.includes('to-com') ? 'to-com' : ''
    const chosen = posted === null ? usual : posted[name]
    return {
      id: name,
      kind: t(`console/whereabouts:kinds.${kind}`),
      what,
      href,
      choices: [
        { value: '', text: t('console/whereabouts:leave.choose') },
        ...settlings.map(value => ({
          value,
          text: t(`console/whereabouts:settlings.${value}`),
          selected: value === chosen,
        })),
      ],
    }
  })
}

/** What each piece of work is, and where it stands. */
function linesOf({ prisonNumber }: Person, work: OpenWork, t: Translate) {
  const address = `/people/${prisonNumber}`
  const line = (kind: OpenWorkKind, id: number, what: string, href: string, restricted = false) => {
    return { kind, id, what, href, restricted }
  }
  return [
    ...work.applications.map(application => {
      const { topic, reference, href } = presentApplicationRow(application, t)
      return line('applications', application.id, `${topic}, ${reference}`, href, application.restricted)
    }),
    ...work.referrals.map(({ id, kind, whom }) =>
      line('referrals', id, `${t(`console/referrals:kinds.${kind}`)}, ${whom}`, `${address}/referrals/${id}`),
    ),
    ...work.enquiries.map(({ id, words }) => line('enquiries', id, words, `/questions/${id}`)),
    ...work.comRequests.map(({ id, kind, words }) =>
      line('comRequests', id, words ?? t(`console/com-requests:kinds.${kind}`), `/tasks/${id}`),
    ),
    ...work.actions.map(({ id, text, pathway }) => line('actions', id, text, `${address}/plan/${pathway}`)),
    ...work.carriedOn.map(({ id, actions, reference, restricted }) => {
      const inWords = actions.map(action => t(`console/routing:actions.${action}`)).join('; ')
      return line('carriedOn', id, [inWords, reference].join(', '), `/told-and-asked/${id}`, restricted)
    }),
    ...work.outsideRequests.map(({ id, whom, words }) =>
      line('outsideRequests', id, `${whom}: ${words}`, `/outside-requests/${id}`),
    ),
  ]
}
