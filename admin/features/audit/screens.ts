import type { Request } from 'express'
import type { AuditQuery, AuditScope, Person, StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { can } from '../../access/permissions'
import { findSearch } from '../../lists/searches'
import { download, gone, view } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { auditQuery, nothingTyped, queryOf, parseSavedSearch, readTyped, type TypedSearch } from './form'
import { actionInWords, entriesCsv, presentEntries, presentLookers, presentUnusual } from './presenter'

const pageSize = 50
const mostExported = 10_000

/** More people than this whom somebody looked at without having work of theirs is unusual (decision 51). */
const unusualInADay = 20
const unusualInAWeek = 60
const week = 7 * 24 * 60 * 60 * 1000

/** The audit, searched by what the session holds of the search in the address. */
export function searchScreen(dependencies: ConsoleDependencies): Screen {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  return async ({ req, staff }) => {
    const { search, before } = auditQuery.parse(req.query)
    const typed = typedIn(req, search)
    const query = await readQuery(database, staff, typed ?? nothingTyped)
    const found = await database.auditTrail.search(scopeOf(staff), query, before, pageSize + 1)
    const entries = found.slice(0, pageSize)
    const place = (at: number | undefined) => addressOf('/audit', typed && search, at)
    const context = {
      ...(await presentSearch(dependencies, staff, typed ?? nothingTyped)),
      searchId: typed && search,
      isOver: search !== null && !typed,
      entries: presentEntries(entries, t),
      older: found.length > pageSize ? place(entries.at(-1)?.id) : null,
      newest: before === null ? null : place(undefined),
      exportAddress: addressOf('/audit/export', typed && search),
    }
    return view('audit/audit.njk', context, { action: 'audit-searched', detail: { ...query, before } })
  }
}

/** The form of a search that was refused; it shows nothing of the audit. */
export function refusedSearchScreen(dependencies: ConsoleDependencies): Screen {
  return async ({ req, staff }) =>
    view(
      'audit/audit.njk',
      {
        ...(await presentSearch(dependencies, staff, readTyped(req.body))),
        searchId: null,
        isOver: false,
        entries: null,
      },
      null,
    )
}

/** What a search finds, as a file. */
export function exportScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff }) => {
    const { search } = auditQuery.parse(req.query)
    const typed = typedIn(req, search)
    if (search !== null && !typed) return gone()
    const query = await readQuery(database, staff, typed ?? nothingTyped)
    const found = await database.auditTrail.search(scopeOf(staff), query, null, mostExported)
    return download('audit.csv', 'text/csv; charset=utf-8', entriesCsv(found, t), {
      action: 'audit-exported',
      detail: { ...query, rows: found.length },
    })
  }
}

/** Staff who looked at unusually many people. */
export function unusualScreen({ database, words, now }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ staff }) => {
    const since = new Date(now().getTime() - week)
    const limits = { inADay: unusualInADay, inAll: unusualInAWeek }
    const found = await database.auditTrail.unusual(scopeOf(staff), since, limits)
    const context = {
      back: '/audit',
      pageName: t('console/audit:unusual.title'),
      rule: t('console/audit:unusual.rule', limits),
      rows: presentUnusual(found, t),
    }
    return view('audit/unusual.njk', context, {
      action: 'unusual-access-listed',
      detail: { listed: found.map(({ staffId }) => staffId) },
    })
  }
}

/** Staff who looked at a person. */
export function whoLookedScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { found: person } = visit
    const context = {
      ...(await frame(visit, person, 'history')),
      back: `/people/${person.prisonNumber}`,
      pageName: t('console/audit:who-looked.title'),
      rows: presentLookers(await database.auditTrail.lookersOf(person.id), t),
    }
    return view('audit/who-looked.njk', context, { personId: person.id, action: 'who-looked-viewed' })
  }
}

/** Managers read the audit of their prisons; system administrators that of all, and know people only by number. */
export function scopeOf({ role, prisons }: StaffMember): AuditScope {
  return can(role, 'see-who-looked') ? prisons : null
}

/** The address of a search, and of a page of what it finds. */
export function addressOf(path: string, search: string | null | undefined, before?: number): string {
  const parameters = new URLSearchParams()
  if (search) parameters.set('search', search)
  if (before !== undefined) parameters.set('before', String(before))
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

async function readQuery({ auditTrail }: Reads, staff: StaffMember, typed: TypedSearch): Promise<AuditQuery> {
  const staffId = typed.staff === '' ? null : await auditTrail.staffOfAddress(scopeOf(staff), typed.staff)
  // An account that has left the reader's prisons since the search matches no events, instead of those of everybody.
  return queryOf(typed, staffId ?? (typed.staff === '' ? null : -1))
}

async function presentSearch({ database, words }: ConsoleDependencies, staff: StaffMember, typed: TypedSearch) {
  const t = words.in('en')
  const actions = await database.auditTrail.actions()
  return {
    pageName: t('console/audit:title'),
    what: t(`console/audit:what.${scopeOf(staff) === null ? 'all' : 'of-prisons'}`),
    most: mostExported,
    typed,
    actions: [
      { value: '', text: t('console/audit:search.any-action') },
      ...actions
        .map(action => ({ value: action, text: actionInWords(action, t), selected: action === typed.action }))
        .sort((left, right) => left.text.localeCompare(right.text)),
    ],
  }
}

/** The search that the address names; undefined when there is none, or the session no longer holds it. */
function typedIn(req: Request, search: string | null): TypedSearch | undefined {
  const saved = search === null ? undefined : findSearch(req, search)
  return saved === undefined ? undefined : parseSavedSearch(saved)
}
