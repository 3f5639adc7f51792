import type { Translate } from '../../../server/content/words/words'
import type { FoundPerson, PinRequest } from '../../../server/database'
import { longDayOf } from '../../../server/web/pages/days'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { leavesInList, whereNow } from '../../presenting/people/where-is'
import { addressOf, peoplePageSize } from './search'

/** The list of people, or what a search found. */
export function presentPeople(
  search: { readonly name: string | null; readonly words: string | null; readonly isOver: boolean },
  people: readonly FoundPerson[],
  page: number,
  t: Translate,
) {
  const total = people[0]?.total ?? 0
  const pages = pagesFor(total, peoplePageSize)
  return {
    pageName:
      pages > 1
        ? t('console/people:page-name', { title: t('console/people:title'), page, pages })
        : t('console/people:title'),
    search: search.words,
    isOver: search.isOver,
    count: t('console/people:count', { count: total }),
    alike: people[0]?.isAlike === true ? t('console/people:search.alike') : null,
    showing: pages > 1 ? t('console/people:showing', { page, pages }) : null,
    empty: total > 0 ? null : t(search.words !== null ? 'console/people:empty.search' : 'console/people:empty.nobody'),
    people: people.map(person => ({
      href: `/people/${person.prisonNumber}`,
      name: t('console/people:name', { firstName: person.firstName, lastName: person.lastName }),
      prisonNumber: person.prisonNumber,
      where: whereNow(person, t),
      status: t(`console/person:values.custodyStatus.${person.custodyStatus}`),
      leaves: leavesInList(person, t),
    })),
    pagination: presentPagination(page, pages, each => addressOf(search.name, each), t),
  }
}

/** Who has asked for a new PIN and waits for a slip. */
export function presentPinRequests(requests: readonly PinRequest[], t: Translate) {
  return requests.map(({ prisonNumber, firstName, lastName, location, askedAt }) => ({
    href: `/people/${prisonNumber}/pin-slip`,
    dismiss: `/people/${prisonNumber}/pin-request`,
    name: t('console/people:name', { firstName, lastName }),
    where: [prisonNumber, location].filter(each => each !== null).join(', '),
    asked: t('console/people:pin-requests.asked', { day: longDayOf(askedAt, 'en') }),
  }))
}
