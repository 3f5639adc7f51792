import { mayHaveLeftPageSize, type Person, type StaffMember } from '../../../server/database'
import { openWorkOf, workOf, type OpenWork } from '../../../server/use-cases/people/custody/open-work'
import { can } from '../../access/permissions'
import { findPerson } from '../../access/person-finder'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { download, view } from '../../page/answers'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { personFrame } from '../../presenting/people/person-frame'
import { listQuery } from './list-query'
import { fileColumns, presentLeave, presentList, presentWhereabouts } from './presenter'

/** The people whose day to leave has come, to be confirmed. */
export function listScreen({ database, today: dayNow, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff, scope, typed }) => {
    const today = dayNow()
    const params = listQuery.parse(req.query)
    const { who, somewhere } = (typed === null ? {} : req.body) as Readonly<Record<string, unknown>>
    const picked = { who: [who].flat(), somewhere }
    const listed = { wing: params.wing, order: params.sort }
    const [{ rows: people, page }, wings] = await Promise.all([
      pageOf(params.page, mayHaveLeftPageSize, page =>
        database.whereabouts.mayHaveLeft(scope, today, listed, { page, size: mayHaveLeftPageSize }),
      ),
      scope.team === 'PRT' ? database.people.wings(scope) : [],
    ])
    const query = { ...params, page }
    return view(
      'whereabouts/list.njk',
      presentList({ staff, people, query, wings, today, report: takeOnce(req, 'confirmReport'), picked }, t),
      {
        action: 'may-have-left-listed',
        detail: { ...query, shown: people.map(({ id }) => id) },
      },
    )
  }
}

/** The same list as a file. */
export function listFile({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return ({ req, scope }) => {
    const query = listQuery.parse(req.query)
    const listed = { wing: query.wing, order: query.sort }
    const rows = listInParts(
      fileColumns(today(), t),
      page => database.whereabouts.mayHaveLeft(scope, today(), listed, page),
      t,
    )
    return download('to-confirm-as-left.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'may-have-left-exported',
      detail: query,
    })
  }
}

/** Where one person is, and what was recorded of it. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, today, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { found: person, staff, scope, typed, isChanged } = visit
    const [records, left] = await Promise.all([
      database.whereabouts.ofPerson(person.id),
      database.settledWorks.leftOfPerson(person.id),
    ])
    const work = left.length === 0 ? null : await workOf(database, person, { scope, staffId: staff.id, today: today() })
    const context = presentWhereabouts(person, records, { left, work, staff, today: today() }, t)
    return view(
      'whereabouts/person.njk',
      {
        ...(await frame(visit, person, 'leaving')),
        ...context,
        isChanged,
        values: { 'moved-on': context.today, ...typed },
      },
      { action: 'whereabouts-viewed', personId: person.id },
    )
  }
}

/** Somebody who leaves, everything that is still open about them, and who can have what is kept open. */
export interface Leaver {
  readonly person: Person
  readonly open: OpenWork
  readonly owners: readonly StaffMember[]
}

/** Finds a person with their open work and the staff who can be given it. */
export function findLeaver({ database, today }: ConsoleDependencies): Find<Leaver> {
  const find = findPerson(database)
  return async asker => {
    const person = await find(asker)
    const colleagues = await database.staff.inPrisons([person.prisonId])
    const owners = colleagues.filter(({ active, role }) => active && can(role, 'act-on-application'))
    const reader = { scope: asker.scope, staffId: asker.staff.id, today: today() }
    return { person, open: await openWorkOf(database, person, reader), owners }
  }
}

/** The form that records somebody's leaving and settles what is open. */
export function leaveScreen(dependencies: ConsoleDependencies): Screen<Leaver> {
  const { database, today, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, found, staff, typed, isChanged } = visit
    const { person, open, owners } = found
    const records = await database.whereabouts.ofPerson(person.id)
    const posted = typed === null ? null : ((req.body ?? {}) as Readonly<Record<string, unknown>>)
    const seen = records[0]?.id ?? 0
    const context = presentLeave({ person, open, seen, owners, staff, today: today(), posted }, t)
    const values = { 'left-on': context.day, 'left-how': context.way, 'closing-words': null, owner: null, ...typed }
    return view(
      'whereabouts/leave.njk',
      { ...(await frame(visit, person, 'leaving')), ...context, isChanged, values },
      { action: 'whereabouts-viewed', personId: person.id },
    )
  }
}
