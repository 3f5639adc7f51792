import type { PageOfWork, SafetyConcern } from '../../../server/database'
import { concernScopeFor, notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { workedWith } from '../../../server/use-cases/work/safety-concerns'
import { can } from '../../access/permissions'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { download, gone, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { raiseQuery } from './forms'
import { concernPageSize, listQuery, presentList, waitingColumns, type ListQuery } from './list'
import { presentOneConcern, presentRaising } from './presenter'

const mostAcknowledged = 20

/** The safety concerns that the reader may see. */
export function listScreen({ database, words, today }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff }) => {
    const scope = concernScopeFor(staff)
    const params = listQuery.parse(req.query)
    const [{ rows: waiting, page }, acknowledged, wings] = await Promise.all([
      pageOf(params.page, concernPageSize, each =>
        database.safetyConcerns.waiting(scope, { page: each, size: concernPageSize }, filtersOf(params)),
      ),
      database.safetyConcerns.acknowledged(scope, mostAcknowledged),
      scope.team === 'PRT' ? database.people.wings(scope) : [],
    ])
    const query = { ...params, page }
    const shown = [...new Set([...waiting, ...acknowledged].map(({ personId }) => personId))]
    return view('safety/list.njk', presentList({ waiting, acknowledged, wings, query, today: today() }, t), {
      action: 'safety-concerns-listed',
      detail: { ...query, shown },
    })
  }
}

/** Those that wait as a file. */
export function listFile({ database, words, today }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return ({ req, staff }) => {
    const scope = concernScopeFor(staff)
    const query = listQuery.parse(req.query)
    const read = (page: PageOfWork) => database.safetyConcerns.waiting(scope, page, filtersOf(query))
    const rows = listInParts(waitingColumns(today(), t), read, t)
    return download('safety.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'safety-concerns-exported',
      detail: query,
    })
  }
}

function filtersOf({ sort, wing, state }: ListQuery) {
  return { order: sort, wing, isUnopened: state === 'not-opened' }
}

/** One concern, with its receipts and what the reader can do about it. */
export function concernScreen(dependencies: ConsoleDependencies): Screen<SafetyConcern> {
  const { database, words } = dependencies
  const t = words.in('en')
  return async visit => {
    const { staff, scope, found: concern } = visit
    const { applicationId, reference } = concern
    const today = dependencies.today()
    const [person, application, readable, notifications] = await Promise.all([
      database.people.find(concern.personId),
      applicationId === null ? undefined : database.applications.find(applicationId),
      reference !== null && can(staff.role, 'see-application')
        ? database.applications.findInScope(reference, scope)
        : undefined,
      database.notifications.ofConcern(concern, notificationScopeFor(staff, today)),
    ])
    if (!person) return gone()
    const record = {
      concern,
      person,
      application,
      isReadable: readable !== undefined,
      notifications,
      working: workedWith(person, today),
    }
    return view('safety/concern.njk', presentOneConcern(record, readerFrom(dependencies, visit), t), {
      action: 'safety-concern-viewed',
      personId: concern.personId,
      ...(applicationId !== null && { applicationId }),
      detail: { concern: concern.id },
    })
  }
}

/** The form to raise a concern, for the person whose number the address has. */
export function raiseScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, scope, staff }) => {
    const prisonNumber = raiseQuery.parse(req.query).person.toUpperCase()
    const isKnown = prisonNumber !== '' && can(staff.role, 'see-people')
    const person = isKnown ? await database.people.findInScope(prisonNumber, scope) : undefined
    return view(
      'safety/raise.njk',
      presentRaising(prisonNumber, person, t),
      person ? { action: 'safety-raising-viewed', personId: person.id } : null,
    )
  }
}

function readerFrom({ config, today }: ConsoleDependencies, { staff }: Asker) {
  return { staff, today: today(), extraBankHolidays: config.extraBankHolidays }
}
