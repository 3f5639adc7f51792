import { z } from 'zod'
import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { ConcernColumn, SafetyConcern } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { presentListTable, wordsCell, type ListColumn, type ListColumns } from '../../lists/list-table'
import { pageField } from '../../lists/page-of'
import { listAddresses, presentPagedList } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField, wingItems } from '../../lists/wing-field'
import { momentInWords, shortMoment } from '../../presenting/moments'
import { personLink, placeColumns } from '../../presenting/people/person-columns'
import { presentConcern } from '../../presenting/work/concern-rows'

/** So many that wait stand on a page. */
export const concernPageSize = 50

/** The columns that the list is sorted by. */
const sorts = ['opened', 'raised', 'person', 'cell'] as const satisfies readonly ConcernColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  wing: wingField,
  state: z.literal('not-opened').nullable().catch(null),
  sort: sortField(sorts, 'opened'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

const listAddress = listAddresses('/safety', listQuery)

type Waiting = SafetyConcern & { readonly total: number }

interface ConcernList {
  readonly waiting: readonly Waiting[]
  /** Those that were acknowledged last, the newest first. */
  readonly acknowledged: readonly SafetyConcern[]
  readonly wings: readonly string[]
  readonly query: ListQuery
  readonly today: CalendarDay
}

/** A page of the concerns that wait, and those that were acknowledged last. */
export function presentList({ waiting, acknowledged, wings, query, today }: ConcernList, t: Translate) {
  const page = { rows: waiting, total: waiting[0]?.total ?? 0, query, size: concernPageSize }
  return {
    ...presentPagedList(waitingColumns(today, t), page, listAddress, t),
    pageName: t('console/safety:title'),
    what: t('console/safety:what'),
    nothing: t('console/safety:none-waiting'),
    filters: presentFilters(query, wings, t),
    acknowledged:
      acknowledged.length === 0
        ? null
        : presentListTable(acknowledgedColumns(today, t), acknowledged, null, sort =>
            listAddress.changed(query, { sort }),
          ),
  }
}

function presentFilters(query: ListQuery, wings: readonly string[], t: Translate) {
  const word = (name: WordingPart<'console/safety:filter.'>) => t(`console/safety:filter.${name}`)
  const choice = filterChoices((name: 'wing' | 'state') => `console/safety:filter.${name}`, query, t)
  const places = wingItems(query.wing, wings, word('any'))
  return presentFilterLine<'wing' | 'state'>(
    {
      action: listAddress.path,
      fields: [
        ...(places.length > 1 ? [choice('wing', places)] : []),
        choice('state', [
          { value: '', text: word('any') },
          { value: 'not-opened', text: word('not-opened') },
        ]),
      ],
      quick: [{ name: 'state', value: 'not-opened', text: word('not-opened') }],
      address: changes => listAddress.changed(query, changes),
      keep: listAddress.kept(query, 'sort'),
    },
    t,
  )
}

/** The columns of those that wait, and of their file. */
export function waitingColumns(today: CalendarDay, t: Translate): ListColumns<SafetyConcern, ConcernColumn> {
  const column = (name: WordingPart<'console/safety:columns.'>) => t(`console/safety:columns.${name}`)
  const opened = (concern: SafetyConcern) => presentConcern(concern, t).opened
  return {
    before: [
      {
        heading: column('raised'),
        sort: 'raised',
        cell: ({ raisedAt }) => wordsCell(shortMoment(raisedAt, today), { isWhole: true }),
        file: [{ heading: column('raised'), value: ({ raisedAt }) => momentInWords(raisedAt) }],
      },
    ],
    link: personColumn(t),
    after: [
      {
        heading: column('urgent'),
        sort: null,
        isShown: rows => rows.some(({ isUrgent }) => isUrgent),
        cell: ({ isUrgent }) =>
          wordsCell(isUrgent ? t('console/safety:urgent-tag') : '', { isStrong: true, isWhole: true }),
        file: [
          { heading: column('urgent'), value: ({ isUrgent }) => (isUrgent ? t('console/safety:urgent-tag') : null) },
        ],
      },
      ...concernColumns(t),
      {
        heading: column('by'),
        sort: null,
        cell: concern => wordsCell(presentConcern(concern, t).raisedBy),
        file: [{ heading: column('by'), value: concern => presentConcern(concern, t).raisedBy }],
      },
      {
        heading: column('opened'),
        sort: 'opened',
        cell: ({ openedAt, openedByName: name }) =>
          openedAt === null
            ? wordsCell(t('console/safety:opened.nobody'), { isStrong: true })
            : wordsCell(
                t(`console/safety:opened.${name === null ? 'told' : 'by'}`, {
                  name,
                  when: shortMoment(openedAt, today),
                }),
              ),
        file: [{ heading: column('opened'), value: opened }],
      },
    ],
  }
}

function acknowledgedColumns(today: CalendarDay, t: Translate): ListColumns<SafetyConcern, ConcernColumn> {
  const column = (name: WordingPart<'console/safety:columns.'>) => t(`console/safety:columns.${name}`)
  return {
    before: [
      {
        heading: column('acknowledged'),
        sort: null,
        cell: ({ acknowledgedAt, acknowledgedByName }) =>
          wordsCell(acknowledgedAt === null ? '' : shortMoment(acknowledgedAt, today), {
            isWhole: true,
            beside: acknowledgedByName,
          }),
        file: [],
      },
    ],
    link: personColumn(t),
    after: [
      ...concernColumns(t),
      {
        heading: column('acct'),
        sort: null,
        cell: ({ acct }) => wordsCell(acct === null ? '' : t(`console/safety:acct.${acct}`)),
        file: [],
      },
    ],
  }
}

/** Whom a concern is about, who leads to it. */
function personColumn(t: Translate): ListColumns<SafetyConcern, ConcernColumn>['link'] {
  const link = personLink<SafetyConcern>(concern => concern, t('console/safety:columns.person'), t)
  return { ...link, link: concern => ({ ...link.link(concern), href: `/safety/${concern.id}` }) }
}

/** What was said, about whom, and where they are. */
function concernColumns(t: Translate): readonly ListColumn<SafetyConcern, ConcernColumn>[] {
  const column = (name: WordingPart<'console/safety:columns.'>) => t(`console/safety:columns.${name}`)
  const what = (concern: SafetyConcern) => presentConcern(concern, t).what
  const about = (concern: SafetyConcern) => presentConcern(concern, t).subject
  return [
    {
      heading: column('concern'),
      sort: null,
      cell: concern => wordsCell(what(concern), { isLong: true }),
      file: [{ heading: column('concern'), value: what }],
    },
    {
      // That the person may not be safe is what a concern is about, where nothing else is said.
      heading: column('about'),
      sort: null,
      isShown: rows => rows.some(({ about: each }) => each !== null && each !== 'person'),
      cell: concern => wordsCell(about(concern) ?? ''),
      file: [{ heading: column('about'), value: about }],
    },
    ...placeColumns<SafetyConcern>(concern => concern, t),
  ]
}
