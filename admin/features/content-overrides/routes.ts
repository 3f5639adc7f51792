import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { entryKinds, type ContentOverride } from '../../../server/content/apply-overrides'
import type { OverrideAction, StoredOverride } from '../../../server/database'
import { overrideContent } from '../../../server/use-cases/content/override-content'
import { PageError } from '../../../server/web/errors'
import { parseFormMeta } from '../../page/form-meta'
import { parseForm, plainText, typedIn, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { may } from '../../access/permissions'
import { staffOf } from '../../access/signed-in-staff'
import {
  actsOn,
  allEntries,
  changeBack,
  changeTo,
  checkedOn,
  entryOf,
  type Entry,
} from '../../presenting/content-entries'
import { fieldsOf, readCorrection } from './form'
import {
  addressOf,
  describeEntryFaults,
  headingOf,
  presentEntries,
  presentEntry,
  presentForm,
  presentTyped,
} from './presenter'

interface Found {
  readonly entry: Entry
  /** All that was changed of it, the oldest first. */
  readonly history: readonly StoredOverride[]
}

/** What the address of the list says; anything unknown in it is as if it were not there. */
const listQuery = z.object({ words: z.string().max(100).catch('') })

const reasonForm = z.object({ 'entry-reason': plainText(500) })

/** National facts and contacts: confirmed, corrected and withdrawn for every page, without a deployment. */
export function contentOverrideRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database, published } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()
  const ofEntry = '/facts/:kind/:name'

  router.get('/facts', may('keep-facts'), async (req, res) => {
    const { words } = listQuery.parse(req.query)
    const { content } = published
    const entries = allEntries(content, await database.contentOverrides.latest())
    show(
      req,
      res,
      'console/content-overrides/list.njk',
      presentEntries(entries, words, content, dependencies.today(), t),
    )
  })

  router.get(ofEntry, may('keep-facts'), async (req, res) => {
    const { entry, history } = await find(req)
    show(req, res, 'console/content-overrides/entry.njk', {
      ...presentEntry(entry, history, published.content, dependencies.today(), t),
      idempotencyKey: randomUUID(),
    })
  })

  router.post(`${ofEntry}/confirm`, may('keep-facts'), async (req, res) => {
    const { entry } = await findFor(req, 'confirm')
    await change(req, res, entry, 'confirmed', changeTo(entry, checkedOn(entry.said, dependencies.today())), null)
  })

  router.post(`${ofEntry}/undo`, may('keep-facts'), async (req, res) => {
    const { entry, history } = await findFor(req, 'undo')
    await change(req, res, entry, 'undone', changeBack(entry, history), null)
  })

  router.get(`${ofEntry}/correct`, may('keep-facts'), async (req, res) => {
    const { entry } = await findFor(req, 'correct')
    showForm(req, res, entry, null)
  })

  router.post(`${ofEntry}/correct`, may('keep-facts'), async (req, res) => {
    const { entry } = await findFor(req, 'correct')
    const form = readCorrection(entry, req.body, dependencies.today(), published.content.withdrawn)
    if (!form.ok) return showForm(req, res, entry, form.faults)
    await change(req, res, entry, 'corrected', changeTo(entry, form.value.entry), form.value.reason)
  })

  router.get(`${ofEntry}/withdraw`, may('keep-facts'), async (req, res) => {
    const { entry } = await findFor(req, 'withdraw')
    showWithdraw(req, res, entry, [])
  })

  router.post(`${ofEntry}/withdraw`, may('keep-facts'), async (req, res) => {
    const { entry } = await findFor(req, 'withdraw')
    const form = parseForm(reasonForm, req.body)
    if (!form.ok) return showWithdraw(req, res, entry, form.faults)
    await change(req, res, entry, 'withdrawn', changeTo(entry, entry.said, true), form.value['entry-reason'])
  })

  /** @throws {PageError} 404 for what the public cannot see, as for what is not there */
  async function find(req: Request): Promise<Found> {
    const kind = entryKinds.find(each => each === req.params.kind)
    const name = String(req.params.name)
    if (!kind) throw new PageError(404, 'not-found')
    const history = await database.contentOverrides.of(kind, name)
    const entry = entryOf(published.content, kind, name, history.at(-1))
    if (!entry) throw new PageError(404, 'not-found')
    return { entry, history }
  }

  /** @throws {PageError} 404 where this cannot be done to it */
  async function findFor(req: Request, action: 'confirm' | 'undo' | 'correct' | 'withdraw'): Promise<Found> {
    const found = await find(req)
    if (!actsOn(found.entry)[action]) throw new PageError(404, 'not-found')
    return found
  }

  /** Other processes look by themselves; whoever did it sees it at once. */
  async function change(
    req: Request,
    res: Response,
    entry: Entry,
    action: OverrideAction,
    to: ContentOverride,
    reason: string | null,
  ): Promise<void> {
    const page = parseFormMeta(req.path, req.body)
    if (!page) throw new PageError(400, 'bad-request')
    const done = { staff: staffOf(res), action, change: to, reason, ...page, fromAddress: req.ip }
    const tryOut = (tried: ContentOverride) => published.tryOut(tried)
    const result = await perform(overrideContent, done, tryOut)
    if (result.kind !== 'done') {
      const context = {
        ...headingOf(entry, t),
        kind: result.kind,
        faults: result.kind === 'refused' ? result.faults : [],
        typed: presentTyped(entry, typedOf(req, entry), t),
      }
      return show(req, res, 'console/content-overrides/conflict.njk', context, result.kind === 'refused' ? 422 : 409)
    }
    await published.look()
    say(req, `entry-${action}`)
    res.redirect(303, addressOf(entry))
  }

  function typedOf(req: Request, { said }: Entry) {
    return typedIn(
      req.body,
      fieldsOf(said).map(({ name }) => name),
    )
  }

  function showForm(req: Request, res: Response, entry: Entry, faults: readonly Fault[] | null): void {
    const context = {
      ...presentForm(entry, faults && typedOf(req, entry), t),
      idempotencyKey: randomUUID(),
      errors: describeEntryFaults(entry, faults ?? [], t),
    }
    show(req, res, 'console/content-overrides/form.njk', context, faults ? 422 : 200)
  }

  function showWithdraw(req: Request, res: Response, entry: Entry, faults: readonly Fault[]): void {
    const context = {
      ...headingOf(entry, t),
      kind: entry.kind,
      version: entry.version,
      instead: published.content.withdrawn[entry.kind].en,
      values: typedIn(req.body, ['entry-reason']),
      idempotencyKey: randomUUID(),
      errors: describeEntryFaults(entry, faults, t),
    }
    show(req, res, 'console/content-overrides/withdraw.njk', context, faults.length > 0 ? 422 : 200)
  }

  return router
}
