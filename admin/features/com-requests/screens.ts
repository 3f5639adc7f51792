import { comRequestPageSize, type ComRequest, type PageOfWork, type Person } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { PageError } from '../../../server/web/pages/errors'
import { dayInField } from '../../forms/day-field'
import { describeFaults } from '../../forms/form'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { download, view, type Audited, type Download } from '../../page/answers'
import type { Asker, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { listQuery, postsDay, readSpan } from './forms'
import { comRequestNote, personsNote } from './note'
import {
  columnsOf,
  listsFor,
  presentList,
  presentNotePage,
  presentOneComRequest,
  presentPersonsComRequests,
} from './presenter'

/** A list of requests in the reader's scope, or those of one colleague. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const { database, words, context } = dependencies
  const t = words.in('en')
  return async asker => {
    const { list, query: params, comRequests } = listAskedFor(dependencies, asker)
    const { staff, scope } = asker
    const [{ rows, page }, wings] = await Promise.all([
      pageOf(params.page, comRequestPageSize, page => comRequests({ page, size: comRequestPageSize })),
      scope.team === 'PRT' ? database.people.wings(scope) : [],
    ])
    const query = { ...params, page }
    const shown = { list, query, wings }
    return view('com-requests/list.njk', presentList(rows, shown, { staff, context: context() }, t), {
      action: 'tasks-listed',
      detail: { ...query, list, shown: [...new Set(rows.map(({ personId }) => personId))] },
    })
  }
}

/** The same list as a file. */
export function listFile(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return asker => {
    const { list, query, comRequests } = listAskedFor(dependencies, asker)
    const { staff } = asker
    const rows = listInParts(columnsOf(list, { staff, context: dependencies.context() }, t), comRequests, t)
    return download('requests.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'tasks-exported',
      detail: { ...query, list },
    })
  }
}

/** The list that an address asks for, of those that the reader has. */
function listAskedFor({ database, today }: ConsoleDependencies, { req, staff, scope }: Asker) {
  const params = listQuery.parse(req.query)
  const { by } = params
  const own = listsFor(staff).find(each => each === params.list) ?? 'open'
  const list = by === null ? own : 'mine'
  const reader = { scope, staffId: by ?? staff.id, today: today() }
  const listed = { list, wing: params.wing, order: params.sort }
  return {
    list,
    query: { ...params, list: by === null ? own : ('open' as const) },
    comRequests: (page: PageOfWork) => database.comRequests.list(reader, listed, page),
  }
}

/** The requests for a person, and the form to make one. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, words, context } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { staff, scope, found: person } = visit
    const comRequests = await database.comRequests.ofPersonInScope(person.id, scope)
    return view(
      'com-requests/person.njk',
      {
        ...(await frame(visit, person, 'work')),
        ...presentPersonsComRequests(person, comRequests, { staff, context: context() }, t),
      },
      { action: 'tasks-viewed', personId: person.id },
    )
  }
}

/** One request: its steps, and what the reader can do with it. */
export function comRequestScreen(dependencies: ConsoleDependencies): Screen<ComRequest> {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, staff, scope, found: comRequest, typed } = visit
    const [steps, person] = await Promise.all([
      database.comRequests.steps([comRequest.id]),
      database.people.findInScope(comRequest.prisonNumber, scope),
    ])
    const context = {
      ...(person ? await frame(visit, person, 'work') : { personPage: null }),
      ...presentOneComRequest(comRequest, steps, { staff, context: dependencies.context() }, t),
      // A day that somebody emptied stays empty.
      values: { ...(!postsDay(req.body) && { 'task-done-on': dayInField(dependencies.today()) }), ...typed },
    }
    return view('com-requests/com-request.njk', context, { action: 'task-viewed', personId: comRequest.personId })
  }
}

/** The note of one request, as a file. */
export function comRequestFile({ database, words }: ConsoleDependencies): Screen<ComRequest> {
  const t = words.in('en')
  return async ({ found: comRequest }) => {
    const steps = await database.comRequests.steps([comRequest.id])
    return textFile(comRequestNote(comRequest, steps, t), { action: 'task-note-saved', personId: comRequest.personId })
  }
}

/** The note of a person's requests over a span of days. */
export function noteScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, found: person } = visit
    const { typed, span } = readSpan(req.query, dependencies.today())
    const note = span.ok ? await noteOf(dependencies, visit, span.value) : null
    const context = {
      ...(await frame(visit, person, 'work')),
      ...presentNotePage(person, typed, note, t),
      ...(!span.ok && { errors: describeFaults(span.faults, t) }),
    }
    const audited = { action: 'tasks-viewed', personId: person.id }
    return view('com-requests/note.njk', context, audited, span.ok ? 200 : 422)
  }
}

/** The same note, as a file. */
export function noteFile(dependencies: ConsoleDependencies): Screen<Person> {
  return async visit => {
    const { span } = readSpan(visit.req.query, dependencies.today())
    if (!span.ok) throw new PageError(400, 'bad-request')
    const note = await noteOf(dependencies, visit, span.value)
    return textFile(note, { action: 'task-note-saved', personId: visit.found.id })
  }
}

async function noteOf(
  { database, words }: ConsoleDependencies,
  { scope, found: person }: Visit<Person>,
  span: { readonly from: CalendarDay; readonly to: CalendarDay },
): Promise<string> {
  const [comRequests, others] = await Promise.all([
    database.comRequests.ofPersonBetween(person.id, span, scope),
    database.workForCom.forNote(scope, person.id, span.from, span.to),
  ])
  const steps = await database.comRequests.steps(comRequests.map(({ id }) => id))
  return personsNote(person, span, comRequests, steps, others, words.in('en'))
}

function textFile(note: string, audited: Audited): Download {
  return download('ndelius-note.txt', 'text/plain; charset=utf-8', `${note.replace(/\r?\n/g, '\r\n')}\r\n`, audited)
}
