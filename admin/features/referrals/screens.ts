import { z } from 'zod'
import { referralPageSize, type Person } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { referralKinds, type ReferralKind } from '../../../server/domain/work/referrals'
import { askingScopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { dayInField } from '../../forms/day-field'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { download, gone, view } from '../../page/answers'
import { idIn } from '../../page/id-in-address'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { listQuery, postsDay, type ListQuery } from './forms'
import { columnsOf, presentOneReferral, presentPersonsReferrals, presentWaiting } from './presenter'

/** What a page that leads here has chosen already. */
const begunQuery = z.object({
  application: z.string().max(20).catch(''),
  kind: z
    .enum(referralKinds as [ReferralKind, ...ReferralKind[]])
    .nullable()
    .catch(null),
})

/** The referrals of everybody in scope that wait for an answer, with filters. */
export function waitingScreen({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff }) => {
    const scope = askingScopeFor(staff)
    const params = listQuery.parse(req.query)
    const [{ rows, page }, colleagues, wings] = await Promise.all([
      pageOf(params.page, referralPageSize, page =>
        database.referrals.waiting(scope, filtersOf(params), params.sort, today(), { page, size: referralPageSize }),
      ),
      database.staff.inPrisons(staff.prisons),
      scope.team === 'PRT' ? database.people.wings(scope) : [],
    ])
    const query = { ...params, page }
    const shown = presentWaiting(rows, query, { staff, today: today(), colleagues, wings }, t)
    return view('referrals/waiting.njk', shown, {
      action: 'referrals-listed',
      detail: { ...query, shown: [...new Set(rows.map(({ personId }) => personId))] },
    })
  }
}

/** The same list as a file. */
export function waitingFile({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return ({ req, staff }) => {
    const scope = askingScopeFor(staff)
    const query = listQuery.parse(req.query)
    const rows = listInParts(
      columnsOf({ staff, today: today() }, t),
      page => database.referrals.waiting(scope, filtersOf(query), query.sort, today(), page),
      t,
    )
    return download('referrals.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'referrals-exported',
      detail: query,
    })
  }
}

function filtersOf({ state, owner, wing }: ListQuery) {
  return { status: state, owner, wing }
}

/** A person's referrals, and the form to begin one. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const t = dependencies.words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, staff, found: person } = visit
    const scope = askingScopeFor(staff)
    const today = dependencies.today()
    const referrals = await dependencies.database.referrals.ofPerson(person.id, scope)
    const { application, kind } = begunQuery.parse(req.query)
    const preset = { application, ...(kind !== null && { 'referral-kind': kind }) }
    const context = {
      ...(await frame(visit, person, 'work')),
      ...presentPersonsReferrals(person, referrals, { staff, today }, t),
      values: { ...usualDay(visit, today), ...(visit.typed ?? preset) },
    }
    return view('referrals/person.njk', context, { action: 'referrals-viewed', personId: person.id })
  }
}

/** One referral with its steps, and the form to record the next. */
export function referralScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, staff, found: person } = visit
    const scope = askingScopeFor(staff)
    const today = dependencies.today()
    const id = idIn(req.params.id)
    const referral = (await database.referrals.ofPerson(person.id, scope)).find(each => each.id === id) ?? gone()
    const steps = await database.referrals.steps([referral.id])
    const context = {
      ...(await frame(visit, person, 'work')),
      ...presentOneReferral(person, referral, steps, { staff, today }, t),
      values: { ...usualDay(visit, today), ...visit.typed },
    }
    return view('referrals/referral.njk', context, { action: 'referrals-viewed', personId: person.id })
  }
}

/** Today, unless a form was posted with the day: one that somebody emptied stays empty. */
function usualDay({ req }: Visit<Person>, today: CalendarDay) {
  return postsDay(req.body) ? {} : { 'happened-on': dayInField(today) }
}
