import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  comRequestLists,
  comRequestPageSize,
  isComRequestListSorted,
  type ComRequest,
  type ComRequestColumn,
  type ComRequestList,
  type ComRequestStep,
  type Person,
  type StaffMember,
} from '../../../server/database'
import { dayInWords, londonToday, shortDay } from '../../../server/domain/calendar'
import { roleEntry } from '../../../server/domain/staff/roles'
import { pathways } from '../../../server/domain/topics'
import { comRequestWork, isOfSide, type ComRequestAction } from '../../../server/domain/work/com-requests'
import { canFollow } from '../../../server/domain/work/work'
import type { Context } from '../../../server/use-cases/context'
import { isForTeamOf } from '../../../server/use-cases/work/com-requests'
import { can, type Permission } from '../../access/permissions'
import { dayInFile } from '../../lists/csv'
import { filterChoices } from '../../lists/filter-choice'
import { presentFilterLine } from '../../lists/filter-line'
import { wordsCell, type ListColumns } from '../../lists/list-table'
import { presentPagedList } from '../../lists/paged-list'
import { wingItems } from '../../lists/wing-field'
import { momentInWords } from '../../presenting/moments'
import { leavesColumn, personColumn, placeColumns } from '../../presenting/people/person-columns'
import { shortName } from '../../presenting/people/short-name'
import { askerInWords, presentComRequest } from '../../presenting/work/com-request-rows'
import { dayOf, dueColumns } from '../../presenting/work/due-columns'
import { comRequestLimits, kindsFor, listAddress, type ListQuery } from './forms'
import { stepInWords, comRequestNote } from './note'

/** Which permission each action takes. */
export const permissionFor: Readonly<Record<ComRequestAction, Permission>> = {
  taken: 'do-com-request',
  'handed-back': 'do-com-request',
  // Both sides.
  added: 'see-com-requests',
  chased: 'make-com-request',
  done: 'do-com-request',
  'not-done': 'do-com-request',
  withdrawn: 'make-com-request',
  read: 'make-com-request',
}

interface Reader {
  readonly staff: StaffMember
  readonly context: Pick<Context, 'today' | 'routing'>
}

/** The lists that concern a member of staff: whoever asks takes no requests, and the team has none to read. */
export function listsFor({ role }: StaffMember): readonly ComRequestList[] {
  const others: ComRequestList = can(role, 'make-com-request') ? 'mine' : 'to-read'
  return comRequestLists.filter(list => list !== others)
}

type Listed = ComRequest & { readonly total: number }

/** A list as it is asked for: its address, and the wings and landings to filter by. */
interface ListView {
  readonly list: ComRequestList
  readonly query: ListQuery
  readonly wings: readonly string[]
}

/** A page of a list of requests of everybody in scope. */
export function presentList(comRequests: readonly Listed[], view: ListView, reader: Reader, t: Translate) {
  const { list, query } = view
  const isSorted = isComRequestListSorted(list)
  const page = { rows: comRequests, total: comRequests[0]?.total ?? 0, query, size: comRequestPageSize, isSorted }
  return {
    ...presentPagedList(columnsOf(list, reader, t), page, listAddress, t),
    pageName: t('console/com-requests:title'),
    what: t(`console/com-requests:whose.${can(reader.staff.role, 'make-com-request') ? 'asker' : 'team'}`),
    filters: presentFilters(view, reader, t),
  }
}

/** The lists that one press leads to. */
const quickLists: readonly ComRequestList[] = ['overdue', 'waiting', 'mine', 'to-read']

function presentFilters({ query, wings }: ListView, { staff }: Reader, t: Translate) {
  const shown = { ...query, list: query.by === null ? query.list : null }
  const choice = filterChoices((name: 'list' | 'wing') => `console/com-requests:filter.${name}`, shown, t)
  const lists = listsFor(staff)
  const listItem = (value: ComRequestList) => ({ value, text: t(`console/com-requests:lists.${value}`) })
  const withoutColleague = { ...query, by: null }
  return presentFilterLine<'list' | 'wing'>(
    {
      action: listAddress.path,
      fields: [
        choice('list', lists.map(listItem)),
        choice('wing', wingItems(query.wing, wings, t('console/com-requests:filter.any'))),
      ],
      quick: quickLists.filter(each => lists.includes(each)).map(each => ({ name: 'list', ...listItem(each) })),
      address: changes => listAddress.changed(withoutColleague, changes),
      more:
        query.by === null
          ? []
          : [{ text: t('console/com-requests:by-one'), href: listAddress.changed(withoutColleague, {}) }],
      keep: listAddress.kept(query, 'sort'),
    },
    t,
  )
}

/** The columns of a list, and of its file. */
export function columnsOf(
  list: ComRequestList,
  { staff, context: { today } }: Reader,
  t: Translate,
): ListColumns<Listed, ComRequestColumn> {
  const personOf = (comRequest: Listed) => comRequest
  const column = (name: WordingPart<'console/com-requests:columns.'>) => t(`console/com-requests:columns.${name}`)
  const what = ({ kind }: Listed) => t(`console/com-requests:kinds.${kind}`)
  const state = ({ status, holderName }: Listed) => t(`console/com-requests:states.${status}`, { name: holderName })
  return {
    before: dueColumns(
      {
        hasEnded: !isComRequestListSorted(list),
        endedOn: ({ endedAt }) => dayOf(endedAt),
        due: column('due'),
        ended: column('ended'),
      },
      today,
      t,
    ),
    link: {
      heading: column('what'),
      sort: 'what',
      link: comRequest => ({
        text: what(comRequest),
        href: `/tasks/${comRequest.id}`,
        beside: null,
        about: t('console/people:name', { firstName: comRequest.firstName, lastName: comRequest.lastName }),
      }),
      file: [{ heading: column('what'), value: what }],
    },
    after: [
      personColumn(personOf, t),
      ...placeColumns(personOf, t),
      leavesColumn(personOf, today, t),
      {
        heading: column('words'),
        sort: null,
        isShown: rows => rows.some(({ words }) => words !== null),
        cell: ({ words }) => wordsCell(words ?? '', { isLong: true }),
        file: [{ heading: column('words'), value: ({ words }) => words }],
      },
      {
        heading: column('asked'),
        sort: 'asked',
        cell: comRequest =>
          wordsCell(askerInWords({ ...comRequest, askedByName: shortName(comRequest.askedByName) }, t), {
            beside: shortDay(londonToday(comRequest.askedAt), today),
          }),
        file: [
          { heading: column('asker'), value: comRequest => askerInWords(comRequest, t) },
          { heading: column('asked-on'), value: ({ askedAt }) => dayInFile(londonToday(askedAt)) },
        ],
      },
      {
        heading: column('state'),
        sort: 'owner',
        cell: comRequest => {
          const { status, holderId, holderName } = comRequest
          if (status !== 'taken' || holderName === null) return wordsCell(state(comRequest), { isLast: true })
          if (holderId === staff.id)
            return wordsCell(t('console/com-requests:lists.mine'), { isStrong: true, isLast: true })
          return wordsCell(state({ ...comRequest, holderName: shortName(holderName) }), { isLast: true })
        },
        file: [{ heading: column('state'), value: state }],
      },
    ],
  }
}

/** What was asked for a person, and the form to ask for more. */
export function presentPersonsComRequests(
  person: Person,
  comRequests: readonly ComRequest[],
  { staff, context }: Reader,
  t: Translate,
) {
  return {
    ...heading(person),
    pageName: t('console/com-requests:person.page-name'),
    back: `/people/${person.prisonNumber}`,
    address: addressOf(person),
    prison: person.prisonName,
    mayAsk: can(staff.role, 'make-com-request'),
    comRequests: comRequests.map(comRequest => presentComRequest(comRequest, context, t)),
    noteAddress: `${addressOf(person)}/note`,
    limits: comRequestLimits,
    kinds: kindsFor(staff, person).map(value => ({
      value,
      text: t(`console/com-requests:kinds.${value}`),
    })),
    pathways: [
      { value: '', text: t('console/com-requests:form.own-pathway') },
      ...pathways.map(value => ({ value, text: t(`console/com-requests:pathways.${value}`) })),
    ],
  }
}

/** What was done with a request, by whom and when. */
export function presentSteps(steps: readonly ComRequestStep[], t: Translate) {
  return steps.map(step => ({
    what: stepInWords({ ...step, words: null }, t),
    words: step.words === null ? [] : [step.words],
    by: t('console/common:by-and-when', {
      name: step.staffName ?? t('console/com-requests:the-service'),
      when: momentInWords(step.happenedAt),
    }),
  }))
}

/** One request: what was asked and why, every step of it, and what can be done with it now. */
export function presentOneComRequest(
  comRequest: ComRequest,
  steps: readonly ComRequestStep[],
  { staff, context }: Reader,
  t: Translate,
) {
  const may = (action: ComRequestAction) =>
    can(staff.role, permissionFor[action]) &&
    isOfSide(action, { isFromReader: comRequest.isFromReader, isForTeam: isForTeamOf(staff) }) &&
    canFollow(comRequestWork, comRequest, action, staff.id)
  const row = (name: WordingPart<'console/com-requests:rows.'>, text: string) => ({
    key: { text: t(`console/com-requests:rows.${name}`) },
    value: { text },
  })
  const note = comRequestNote(comRequest, steps, t)
  return {
    ...heading(comRequest),
    ...presentComRequest(comRequest, context, t),
    pageName: t('console/com-requests:com-request.page-name'),
    back: comRequest.isPersonInScope ? `/people/${comRequest.prisonNumber}/tasks` : '/tasks',
    personAddress: comRequest.isPersonInScope ? `/people/${comRequest.prisonNumber}` : null,
    address: `/tasks/${comRequest.id}`,
    version: comRequest.version,
    limits: comRequestLimits,
    rows: [
      row('state', t(`console/com-requests:states.${comRequest.status}`, { name: comRequest.holderName })),
      ...(comRequest.words === null ? [] : [row('words', comRequest.words)]),
      row('why', comRequest.why),
      row('pathway', t(`console/com-requests:pathways.${comRequest.pathway}`)),
      row('due', dayInWords(comRequest.due)),
      row(
        'person',
        t('console/com-requests:com-request.person', {
          ...comRequest,
          name: `${comRequest.firstName} ${comRequest.lastName}`,
        }),
      ),
      row(
        'asked',
        t('console/common:by-and-when', {
          name: askerInWords(comRequest, t),
          when: momentInWords(comRequest.askedAt),
        }),
      ),
    ],
    steps: presentSteps(steps, t),
    may: {
      take: may('taken'),
      handBack: may('handed-back'),
      add: may('added'),
      chase: may('chased'),
      end: may('done'),
      withdraw: may('withdrawn'),
      read: may('read'),
    },
    takeButton:
      comRequest.holderName === null
        ? t('console/com-requests:buttons.take')
        : t('console/com-requests:buttons.take-over', { name: comRequest.holderName }),
    // A probation team refers only for those for whose COM it covers, which the person's page says.
    referralsAddress:
      can(staff.role, 'make-referral') && roleEntry(staff.role).sees !== 'as-probation-team'
        ? `/people/${comRequest.prisonNumber}/referrals`
        : null,
    note,
    noteRows: rowsFor(note),
    noteAddress: `/tasks/${comRequest.id}/note`,
  }
}

/** The page of a note for nDelius over a span of days. @param note null while the days are wrong */
export function presentNotePage(
  person: Person,
  typed: { readonly from: string; readonly to: string },
  note: string | null,
  t: Translate,
) {
  return {
    ...heading(person),
    pageName: t('console/com-requests:note.page-name'),
    back: addressOf(person),
    address: `${addressOf(person)}/note`,
    typed,
    note,
    noteRows: note === null ? 0 : rowsFor(note),
    noteAddress: `${addressOf(person)}/note/text?${new URLSearchParams(typed).toString()}`,
  }
}

function heading({ firstName, lastName, prisonNumber }: Pick<Person, 'firstName' | 'lastName' | 'prisonNumber'>) {
  return { name: `${firstName} ${lastName}`, prisonNumber }
}

function addressOf({ prisonNumber }: Pick<Person, 'prisonNumber'>): string {
  return `/people/${prisonNumber}/tasks`
}

/** Long lines take more than one row. */
function rowsFor(note: string): number {
  return Math.min(
    40,
    note.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 70), 1),
  )
}
