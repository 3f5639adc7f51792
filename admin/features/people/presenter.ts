import type { Translate } from '../../../server/content/words/words'
import { peoplePageSize, type FoundPerson, type PeopleColumn, type PinRequest } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { longDayOf } from '../../../server/web/pages/days'
import { dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { leavesColumn, personLink, placeColumns } from '../../presenting/people/person-columns'
import { leavesInList } from '../../presenting/people/where-is'
import { listAddress, type PeopleQuery } from './search'

interface PeopleView {
  readonly query: PeopleQuery
  /** The words that were searched for; null for the list of everybody. */
  readonly words: string | null
  /** The search of the address is not in the session any more. */
  readonly isOver: boolean
  /** The wings and landings to filter by. */
  readonly wings: readonly string[]
  readonly today: CalendarDay
}

/** The list of people, or what a search found. */
export function presentPeople(people: readonly FoundPerson[], view: PeopleView, t: Translate) {
  const { query, words, isOver, wings, today } = view
  const total = people[0]?.total ?? 0
  const title = t('console/people:title')
  const pages = Math.ceil(total / peoplePageSize)
  const choice = filterChoices((name: 'wing') => `console/people:filter.${name}`, query, t)
  return {
    ...presentPagedList(columnsOf(today, t), { rows: people, total, query, size: peoplePageSize }, listAddress, t),
    title,
    pageName: pages > 1 ? t('console/people:page-name', { title, page: query.page, pages }) : title,
    filters: presentFilterLine(
      {
        action: listAddress.path,
        fields: [choice('wing', wingItems(query.wing, wings, t('console/people:filter.any')))],
        address: changes => listAddress.changed(query, changes),
        keep: listAddress.kept(query, 'search', 'sort'),
      },
      t,
    ),
    search: words,
    withoutSearch: listAddress.changed({ ...query, search: null }, {}),
    isOver,
    alike: people[0]?.isAlike === true ? t('console/people:search.alike') : null,
    empty: t(words !== null ? 'console/people:empty.search' : 'console/people:empty.nobody'),
  }
}

/** The columns of the list, and of its file. */
export function columnsOf(today: CalendarDay, t: Translate): ListColumns<FoundPerson, PeopleColumn> {
  const personOf = (person: FoundPerson) => person
  const status = ({ custodyStatus }: FoundPerson) => t(`console/person:values.custodyStatus.${custodyStatus}`)
  const leaves = leavesColumn(personOf, today, t)
  return {
    before: [],
    link: personLink(personOf, t('console/people:columns.name'), t),
    after: [
      ...placeColumns(personOf, t),
      {
        heading: t('console/people:columns.status'),
        sort: 'status',
        cell: person => wordsCell(status(person)),
        file: [{ heading: t('console/people:columns.status'), value: status }],
      },
      {
        ...leaves,
        cell: person => (person.whereabouts === 'left' ? wordsCell(leavesInList(person, t)) : leaves.cell(person)),
        file: [
          ...leaves.file,
          {
            heading: t('console/people:columns.left'),
            value: ({ whereabouts, whereaboutsSince }) => (whereabouts === 'left' ? dayInFile(whereaboutsSince) : null),
          },
        ],
      },
    ],
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
