import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  isOutsideRequestListSorted,
  outsideRequestLists,
  outsideRequestPageSize,
  type OutsideRequest,
  type OutsideRequestColumn,
  type OutsideRequestList,
  type Person,
} from '../../../server/database'
import { addWorkingDays, dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { outsideAskers } from '../../../server/domain/work/outside-requests'
import { dayInField } from '../../forms/day-field'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { dueOf, dueTag } from '../../presenting/due'
import { momentInWords } from '../../presenting/moments'
import { leavesColumn, personColumn, placeColumns } from '../../presenting/people/person-columns'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { dayOf, dueColumns } from '../../presenting/work/due-columns'
import { outsideInWords, presentOutsideFields } from '../../presenting/work/outside-fields'
import { listAddress, type ListQuery } from './forms'

interface Days {
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** In working days, when whoever asks says nothing else. */
const usualWorkingDays = 5

function presentRow(request: OutsideRequest, { today, extraBankHolidays }: Days, t: Translate) {
  const { id, asker, whom, words, due } = request
  const state = stateOf(request)
  return {
    href: `/outside-requests/${id}`,
    person: t('console/people:name', { firstName: request.firstName, lastName: request.lastName }),
    where: numberAndWhereIs(request, t),
    asker: t('console/outside-requests:asker-and-whom', { asker: t(`console/outside-requests:askers.${asker}`), whom }),
    words,
    due: dayInWords(due),
    tag: state === 'open' ? dueTag(dueOf(due, today, extraBankHolidays), t) : null,
    state: t(`console/outside-requests:states.${state}`),
  }
}

function stateOf({ answeredAt, closedAt }: OutsideRequest): 'open' | 'answered' | 'closed' {
  if (answeredAt !== null) return 'answered'
  return closedAt === null ? 'open' : 'closed'
}

type Listed = OutsideRequest & { readonly total: number }

interface ListView {
  readonly query: ListQuery
  readonly counts: Readonly<Record<OutsideRequestList, number>>
  /** The wings and landings to filter by. */
  readonly wings: readonly string[]
}

/** A page of a list. */
export function presentList(requests: readonly Listed[], view: ListView, today: CalendarDay, t: Translate) {
  const { query, counts } = view
  const isSorted = isOutsideRequestListSorted(query.list)
  const page = { rows: requests, total: requests[0]?.total ?? 0, query, size: outsideRequestPageSize, isSorted }
  return {
    ...presentPagedList(columnsOf(query.list, today, t), page, listAddress, t),
    pageName: t('console/outside-requests:title'),
    what: t('console/outside-requests:what'),
    filters: presentFilters(view, t),
    lists: outsideRequestLists.map(each => ({
      text: t(`console/outside-requests:lists.${each}`),
      count: counts[each],
      href: listAddress.changed(query, { list: each }),
      current: each === query.list ? 'page' : null,
    })),
  }
}

function presentFilters({ query, wings }: ListView, t: Translate) {
  const choice = filterChoices((name: 'wing' | 'asker') => `console/outside-requests:filter.${name}`, query, t)
  const any = t('console/outside-requests:filter.any')
  return presentFilterLine(
    {
      action: listAddress.path,
      fields: [
        choice('wing', wingItems(query.wing, wings, any)),
        choice('asker', [
          { value: '', text: any },
          ...outsideAskers.map(value => ({ value, text: t(`console/outside-requests:askers.${value}`) })),
        ]),
      ],
      address: changes => listAddress.changed(query, changes),
      keep: listAddress.kept(query, 'list', 'sort'),
    },
    t,
  )
}

/** The columns of a list, and of its file. */
export function columnsOf(
  list: OutsideRequestList,
  today: CalendarDay,
  t: Translate,
): ListColumns<Listed, OutsideRequestColumn> {
  const personOf = (request: Listed) => request
  const column = (name: WordingPart<'console/outside-requests:columns.'>) =>
    t(`console/outside-requests:columns.${name}`)
  const asker = (request: Listed) => t(`console/outside-requests:askers.${request.asker}`)
  const state = (request: Listed) => t(`console/outside-requests:states.${stateOf(request)}`)
  return {
    before: dueColumns(
      {
        hasEnded: !isOutsideRequestListSorted(list),
        endedOn: ({ answeredOn, closedAt }) => answeredOn ?? dayOf(closedAt),
        due: column('due'),
        ended: column('ended'),
      },
      today,
      t,
    ),
    link: {
      heading: column('asker'),
      sort: 'asker',
      link: request => ({
        text: t('console/outside-requests:asker-and-whom', { asker: asker(request), whom: request.whom }),
        href: `/outside-requests/${request.id}`,
        beside: null,
      }),
      file: [
        { heading: column('asker'), value: asker },
        { heading: column('whom'), value: ({ whom }) => whom },
      ],
    },
    after: [
      personColumn(personOf, t),
      ...placeColumns(personOf, t),
      leavesColumn(personOf, today, t),
      {
        heading: column('words'),
        sort: null,
        cell: ({ words }) => wordsCell(words, { isLong: true }),
        file: [{ heading: column('words'), value: ({ words }) => words }],
      },
      {
        heading: column('state'),
        sort: null,
        isShown: rows => new Set(rows.map(stateOf)).size > 1,
        cell: request => wordsCell(state(request), { isLast: true }),
        file: [{ heading: column('state'), value: state }],
      },
    ],
  }
}

/** What was asked about a person from outside, and the form to log more. */
export function presentPersons(person: Person, requests: readonly OutsideRequest[], days: Days, t: Translate) {
  const { prisonNumber, firstName, lastName } = person
  return {
    pageName: t('console/outside-requests:title'),
    name: `${firstName} ${lastName}`,
    prisonNumber,
    back: `/people/${prisonNumber}`,
    address: `/people/${prisonNumber}/outside-requests`,
    rows: requests.map(each => presentRow(each, days, t)),
    askers: outsideAskers.map(value => ({ value, text: t(`console/outside-requests:askers.${value}`) })),
    usualDue: dayInField(addWorkingDays(days.today, usualWorkingDays, days.extraBankHolidays)),
    outside: presentOutsideFields(days.today, t),
  }
}

/** One request, and how it was or is to be answered. */
export function presentOne(request: OutsideRequest, days: Days, t: Translate) {
  const { id, prisonNumber, firstName, lastName, loggedByName, loggedAt, answeredAt, answeredByName, answer } = request
  const { closedAt, closedByName, closedBecause } = request
  const row = (name: WordingPart<'console/outside-requests:rows.'>, text: string) => ({
    key: { text: t(`console/outside-requests:rows.${name}`) },
    value: { text },
  })
  const by = (name: string | null, at: Date) => t('console/common:by-and-when', { name, when: momentInWords(at) })
  const presented = presentRow(request, days, t)
  const how = { way: request.answerWay, whom: request.answerWhom, doneOn: request.answeredOn }
  return {
    ...presented,
    pageName: t('console/outside-requests:title'),
    name: `${firstName} ${lastName}`,
    prisonNumber,
    back: '/outside-requests',
    address: `/outside-requests/${id}`,
    personAddress: `/people/${prisonNumber}`,
    isOpen: stateOf(request) === 'open',
    rows: [
      row('asker', presented.asker),
      row('way', t(`console/notifications:tell.ways.${request.way}`)),
      row('due', presented.due),
      row('where', presented.where),
      row('logged', by(loggedByName, loggedAt)),
      ...(answeredAt === null
        ? []
        : [row('answered', by(answeredByName, answeredAt)), row('how', outsideInWords(how, t).join())]),
      ...(closedAt === null
        ? []
        : [
            row('closed', by(closedByName, closedAt)),
            row('because', closedBecause ?? t('console/outside-requests:to-com')),
          ]),
    ],
    answer,
    outside: presentOutsideFields(days.today, t),
  }
}
