import { Router, type Request, type Response } from 'express'
import type { WordingPart } from '../../../server/content/words'
import type { AuditQuery, AuditScope } from '../../../server/database'
import { PageError } from '../../../server/web/errors'
import { describeFaults, parseForm, type Fault } from '../../forms/form'
import type { ConsoleFeature } from '../../page/pages'
import { can, may } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { findSearch, keepSearch } from '../../lists/searches'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { auditQuery, nothingTyped, queryOf, readKept, readTyped, searchForm, type TypedSearch } from './form'
import { actionInWords, entriesCsv, presentEntries, presentLookers, presentUnusual } from './presenter'

const pageSize = 50
const mostExported = 10_000

/** More people than this whom somebody looked at without having work of theirs is unusual (decision 51). */
const unusualInADay = 20
const unusualInAWeek = 60
const week = 7 * 24 * 60 * 60 * 1000

/** Who did what: the audit, who looked at a person, and who looked at unusually many. */
export function auditRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/audit', may('see-audit'), async (req, res) => {
    const { search, before } = auditQuery.parse(req.query)
    const typed = typedIn(req, search)
    const query = await readQuery(res, typed ?? nothingTyped)
    const found = await database.auditTrail.search(scopeOf(res), query, before, pageSize + 1)
    await record(req, res, 'audit-searched', { ...query, before })
    const entries = found.slice(0, pageSize)
    const place = (at: number | undefined) => addressOf('/audit', typed && search, at)
    await showSearch(req, res, typed ?? nothingTyped, {
      searchId: typed && search,
      isOver: search !== null && !typed,
      entries: presentEntries(entries, t),
      older: found.length > pageSize ? place(entries.at(-1)?.id) : null,
      newest: before === null ? null : place(undefined),
      exportAddress: addressOf('/audit/export', typed && search),
    })
  })

  router.post('/audit/search', may('see-audit'), async (req, res) => {
    const typed = readTyped(req.body)
    const form = parseForm(searchForm, typed)
    const faults: Fault[] = form.ok ? [] : [...form.faults].map(fault => ({ ...fault, field: `audit-${fault.field}` }))
    if (typed.staff !== '' && (await database.auditTrail.staffOfAddress(scopeOf(res), typed.staff)) === undefined) {
      faults.unshift({ field: 'audit-staff', problem: 'unknown' })
    }
    if (faults.length > 0) return showSearch(req, res, typed, { errors: describeFaults(faults, t) }, 422)
    res.redirect(303, addressOf('/audit', keepSearch(req, JSON.stringify(typed))))
  })

  router.get('/audit/export', may('see-audit'), async (req, res) => {
    const { search } = auditQuery.parse(req.query)
    const typed = typedIn(req, search)
    if (search !== null && !typed) throw new PageError(404, 'not-found')
    const query = await readQuery(res, typed ?? nothingTyped)
    const found = await database.auditTrail.search(scopeOf(res), query, null, mostExported)
    await record(req, res, 'audit-exported', { ...query, rows: found.length })
    res
      .set('Cache-Control', 'no-store')
      .attachment('audit.csv')
      .type('text/csv; charset=utf-8')
      .send(entriesCsv(found, t))
  })

  router.get('/audit/unusual', may('see-audit'), async (req, res) => {
    const since = new Date(dependencies.now().getTime() - week)
    const limits = { inADay: unusualInADay, inAll: unusualInAWeek }
    const found = await database.auditTrail.unusual(scopeOf(res), since, limits)
    await record(req, res, 'unusual-access-listed', { listed: found.map(({ staffId }) => staffId) })
    show(req, res, 'console/audit/unusual.njk', {
      back: '/audit',
      pageName: t('console/audit:unusual.title'),
      rule: t('console/audit:unusual.rule', limits),
      rows: presentUnusual(found, t),
    })
  })

  router.get('/people/:prisonNumber/who-looked', may('see-who-looked'), async (req, res) => {
    const person = await find(req, res)
    const lookers = await database.auditTrail.lookersOf(person.id)
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'who-looked-viewed',
    })
    show(req, res, 'console/audit/who-looked.njk', {
      back: `/people/${person.prisonNumber}`,
      pageName: t('console/audit:who-looked.title'),
      name: `${person.firstName} ${person.lastName}`,
      rows: presentLookers(lookers, t),
    })
  })

  /** A manager reads of their prisons; a system administrator of all, and knows people by number alone. */
  function scopeOf(res: Response): AuditScope {
    const { role, prisons } = staffOf(res)
    return can(role, 'see-who-looked') ? prisons : null
  }

  async function readQuery(res: Response, typed: TypedSearch): Promise<AuditQuery> {
    const staffId = typed.staff === '' ? null : await database.auditTrail.staffOfAddress(scopeOf(res), typed.staff)
    // Whoever has left the reader's prisons since: nobody's acts, and not everybody's.
    return queryOf(typed, staffId ?? (typed.staff === '' ? null : -1))
  }

  function record(req: Request, res: Response, action: string, detail: Record<string, unknown>): Promise<void> {
    return database.audit.record({ ...auditedBy(req, res), action, detail })
  }

  async function showSearch(
    req: Request,
    res: Response,
    typed: TypedSearch,
    context: object,
    status = 200,
  ): Promise<void> {
    const actions = await database.auditTrail.actions()
    const page = {
      pageName: t('console/audit:title'),
      what: t(`console/audit:what.${staffOf(res).role as WordingPart<'console/audit:what.'>}`),
      most: mostExported,
      typed,
      actions: [
        { value: '', text: t('console/audit:search.any-action') },
        ...actions
          .map(action => ({ value: action, text: actionInWords(action, t), selected: action === typed.action }))
          .sort((left, right) => left.text.localeCompare(right.text)),
      ],
    }
    show(req, res, 'console/audit/audit.njk', { ...page, ...context }, status)
  }

  return router
}

/** What the search that the address names was; undefined when there is none, or the session holds it no longer. */
function typedIn(req: Request, search: string | null): TypedSearch | undefined {
  const kept = search === null ? undefined : findSearch(req, search)
  return kept === undefined ? undefined : readKept(kept)
}

function addressOf(path: string, search: string | null | undefined, before?: number): string {
  const parameters = new URLSearchParams()
  if (search) parameters.set('search', search)
  if (before !== undefined) parameters.set('before', String(before))
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}
