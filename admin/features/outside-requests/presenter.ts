import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  outsideRequestLists,
  outsideRequestPageSize,
  type OutsideRequest,
  type OutsideRequestList,
  type Person,
} from '../../../server/database'
import { addWorkingDays, dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { outsideAskers } from '../../../server/domain/work/outside-requests'
import { dayInField } from '../../forms/day-field'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { dueOf, dueTag } from '../../presenting/due'
import { momentInWords } from '../../presenting/moments'
import { numberAndWhereIs } from '../../presenting/people/where-is'
import { outsideInWords, presentOutsideFields } from '../../presenting/work/outside-fields'
import { listAddress } from './forms'

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

/** A page of a list. */
export function presentList(
  requests: readonly (OutsideRequest & { readonly total: number })[],
  { list, page }: { readonly list: OutsideRequestList; readonly page: number },
  counts: Readonly<Record<OutsideRequestList, number>>,
  days: Days,
  t: Translate,
) {
  return {
    pageName: t('console/outside-requests:title'),
    lists: outsideRequestLists.map(each => ({
      text: t(`console/outside-requests:lists.${each}`),
      count: counts[each],
      href: listAddress(each),
      current: each === list ? 'page' : null,
    })),
    rows: requests.map(each => presentRow(each, days, t)),
    pagination: presentPagination(
      page,
      pagesFor(requests[0]?.total ?? 0, outsideRequestPageSize),
      at => listAddress(list, at),
      t,
    ),
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
