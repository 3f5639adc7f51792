import type { Router } from 'express'
import { z } from 'zod'
import { allocateAssessments, type Share } from '../../../../server/use-cases/assessments/assessments'
import { recordDifferentPeople, settleRefusedRow } from '../../../../server/use-cases/people/custody/receptions'
import { makePinSlipsOnce } from '../../../../server/use-cases/people/in-cell/pins'
import { createRouter } from '../../../../server/web/addresses/routers'
import { gone, redirect, view } from '../../../page/answers'
import { hidden, parseKeyMeta, withHidden } from '../../../page/form-meta'
import { idIn } from '../../../page/id-in-address'
import type { Screen } from '../../../page/kernel'
import type { ConsoleFeature } from '../../../page/pages'
import { shownOnce } from '../../../page/shown-once'
import { presentSlip } from '../../../presenting/people/pin-slip'
import { addressOf, receptionsQuery, samePeopleAddress, samePeopleQuery, type ReceptionsQuery } from './query'
import { exportScreen, listScreen, packsScreen, readReceptions, refusedScreen, samePeopleScreen } from './screens'

const may = 'import'

const officerOrNobody = z.union([
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  z.literal('').transform(() => null),
])
const pinMeta = withHidden(
  parseKeyMeta,
  z.object({
    replace: z
      .literal('yes')
      .optional()
      .catch(undefined)
      .transform(value => value === 'yes'),
  }),
)
const number = z.string().max(10)
const pairMeta = hidden(z.object({ person: number, other: number }))

/** The receptions of the latest days as work: officers for their BCST2, PIN slips, packs, and who may have two records. */
export function receptionRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, perform } = feature
  const router = createRouter()
  const list = listScreen(dependencies)
  router.get('/receptions', page({ may, show: list }))
  router.get('/receptions/csv', page({ may, show: exportScreen(dependencies) }))
  router.get('/receptions/packs', page({ may: 'print-plans', show: packsScreen(dependencies, perform) }))
  router.get('/receptions/same-people', page({ may, show: samePeopleScreen(dependencies) }))
  router.get('/imports/refused', page({ may, show: refusedScreen(dependencies) }))
  assigningRoute(router, feature, list)
  printingRoutes(router, feature, list)
  settlingRoutes(router, feature)
  return router
}

/** Assigns the BCST2 of those who are selected in the list, as the list proposed it or as it was changed there. */
function assigningRoute(router: Router, { dependencies, post, perform }: ConsoleFeature, list: Screen<unknown>): void {
  router.post(
    '/receptions/bcst2',
    post({
      may: 'allocate-assessments',
      again: list,
      find: asker => readReceptions(dependencies, asker),
      run: async ({ req, by, found: { people, officers, toGive, query, prison } }) => {
        const body = (req.body ?? {}) as Readonly<Record<string, unknown>>
        const chosen = new Set(query.person)
        const shares = people.flatMap(({ id, prisonNumber }): Share[] => {
          const to = officerOrNobody.safeParse(body[`to-${prisonNumber}`])
          // Whoever was assigned since the page was made is in the form, and the use case leaves them as they are.
          const isAsked = chosen.has(prisonNumber) && to.success && to.data !== null && toGive.has(id)
          return isAsked ? [{ prisonNumber, from: null, to: to.data }] : []
        })
        const none = { given: 0, changedMeanwhile: [] }
        const result =
          prison && shares.length > 0
            ? await perform(allocateAssessments, { ...by, prisonId: prison.id, shares })
            : none
        const left = new Set(result.changedMeanwhile.map(({ prisonNumber }) => prisonNumber))
        const given = shares.filter(({ prisonNumber }) => !left.has(prisonNumber))
        req.session.receptionsReport = {
          kind: 'given',
          to: officers.flatMap(({ id, name }) => {
            const count = given.filter(({ to }) => to === id).length
            return count > 0 ? [{ name, count }] : []
          }),
          changed: [...left],
        }
        return redirect(addressOf(query))
      },
    }),
  )
}

/** What is printed for those who are selected in the list. */
function printingRoutes(
  router: Router,
  { dependencies, page, post, perform }: ConsoleFeature,
  list: Screen<unknown>,
): void {
  const { config, words } = dependencies
  const once = shownOnce(dependencies)
  const slipsMade = '/receptions/pin-slips/made'
  const t = words.in('en')

  router.post(
    '/receptions/pin-slips',
    post({
      may: 'make-pin-slip',
      again: list,
      find: asker => readReceptions(dependencies, asker, { sort: 'wing' }),
      meta: pinMeta,
      run: async ({ req, by, found: { people, query }, meta: { idempotencyKey, replace: isReplacing } }) => {
        const selected = people.filter(({ prisonNumber }) => query.person.includes(prisonNumber))
        const made =
          selected.length > 0
            ? await perform(makePinSlipsOnce, { ...by, people: selected, isReplacing, idempotencyKey })
            : { slips: [], kept: [] }
        if (!made || made.slips.length === 0) {
          req.session.receptionsReport = { kind: made ? 'pins-none' : 'pins-made' }
          return redirect(addressOf(query))
        }
        const { slips, kept } = made
        await once.keep(req, slipsMade, {
          pageName: t('console/receptions:slips.page-name'),
          title: t('console/receptions:slips.title', { count: slips.length }),
          back: addressOf(query),
          kept:
            kept.length > 0
              ? t('console/receptions:slips.kept', {
                  count: kept.length,
                  names: kept.map(({ firstName, lastName }) => `${firstName} ${lastName}`).join(', '),
                })
              : null,
          people: slips.map(({ person, ...pin }) => presentSlip(person, pin, config.portalUrl, words)),
        })
        return redirect(slipsMade)
      },
    }),
  )

  router.get(
    slipsMade,
    page({
      may: 'make-pin-slip',
      show: async ({ req }) => {
        const slips = await once.take(req)
        if (slips) return view('receptions/slips.njk', slips, null)
        req.session.receptionsReport = { kind: 'pins-made' }
        return redirect('/receptions')
      },
    }),
  )

  router.post(
    '/receptions/packs',
    post({
      may: 'print-plans',
      again: list,
      find: asker => readReceptions(dependencies, asker),
      run: ({ req, found: { query } }) => {
        if (query.person.length > 0) return redirect(packsAddress(query))
        req.session.receptionsReport = { kind: 'packs-none' }
        return redirect(addressOf(query))
      },
    }),
  )
}

/** What the list asks somebody to look at: refused rows, and people who may have two records. */
function settlingRoutes(router: Router, { dependencies, post, perform }: ConsoleFeature): void {
  const { database } = dependencies
  router.post(
    '/imports/refused/:id/settle',
    post({
      may,
      run: async ({ req, by, scope }) => {
        const isSettled = await perform(settleRefusedRow, { ...by, scope, id: idIn(req.params.id) })
        req.session.receptionsReport = { kind: isSettled ? 'settled' : 'settled-before' }
        return redirect('/imports/refused')
      },
    }),
  )

  router.post(
    '/receptions/same-people',
    post({
      may,
      meta: pairMeta,
      run: async ({ req, by, scope, meta }) => {
        const [person, other] = await Promise.all([
          database.people.findInScope(meta.person, scope),
          database.people.findInScope(meta.other, scope),
        ])
        if (!person || !other || person.id === other.id) return gone()
        const isNew = await perform(recordDifferentPeople, { ...by, person, other })
        req.session.receptionsReport = { kind: isNew ? 'different' : 'different-before' }
        const compared = samePeopleQuery.parse(req.body ?? {})
        return redirect(samePeopleAddress(compared, receptionsQuery.parse(req.body ?? {})))
      },
    }),
  )
}

function packsAddress({ prison, since, run, person }: ReceptionsQuery): string {
  const parameters = new URLSearchParams({ prison, since, ...(run !== null && { run: String(run) }) })
  for (const each of person) parameters.append('person', each)
  return `/receptions/packs?${parameters.toString()}`
}
