import type { Router } from 'express'
import { z } from 'zod'
import type { ContentOverride } from '../../../server/content/facts-and-contacts/apply-overrides'
import type { OverrideAction } from '../../../server/database'
import { overrideContent } from '../../../server/use-cases/content/override-content'
import { createRouter } from '../../../server/web/addresses/routers'
import { describeParsed, parseForm, plainText } from '../../forms/form'
import { redirect, refusalPage, type Outcome } from '../../page/answers'
import { parseFormMeta } from '../../page/form-meta'
import type { FormReader, Posted } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { changeBack, changeTo, checkedOn } from '../../presenting/content-entries'
import { findEntry, type Found } from './find'
import { readCorrection, type Correction } from './form'
import { addressOf, describeEntryFault } from './presenter'
import { conflictScreen, correctScreen, entryScreen, listScreen, withdrawScreen } from './screens'

const address = '/facts/:kind/:name'
const may = 'manage-facts'

const reasonForm = z.object({ 'entry-reason': plainText(500) })

type Change = Posted<Found, { readonly version: number; readonly idempotencyKey: string }, unknown>

/** Makes a change, and answers with the entry or with why it was not made. */
type ChangeEntry = (
  posted: Change,
  action: OverrideAction,
  change: ContentOverride,
  reason: string | null,
) => Promise<Outcome>

/** National facts and contacts: confirmed, corrected and withdrawn for every page, without a deployment. */
export function contentOverrideRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page } = feature
  const router = createRouter()
  router.get('/facts', page({ may, show: listScreen(dependencies) }))
  router.get(address, page({ may, find: findEntry(dependencies), show: entryScreen(dependencies) }))
  const change = changeEntry(feature)
  checkRoutes(feature, router, change)
  correctRoutes(feature, router, change)
  withdrawRoutes(feature, router, change)
  return router
}

/** Confirming an entry, and going back to what it said before. */
function checkRoutes({ dependencies, post }: ConsoleFeature, router: Router, change: ChangeEntry): void {
  router.post(
    `${address}/confirm`,
    post({
      may,
      find: findEntry(dependencies, 'confirm'),
      meta: parseFormMeta,
      run: posted => {
        const { entry } = posted.found
        return change(posted, 'confirmed', changeTo(entry, checkedOn(entry.inForce, dependencies.today())), null)
      },
    }),
  )

  router.post(
    `${address}/undo`,
    post({
      may,
      find: findEntry(dependencies, 'undo'),
      meta: parseFormMeta,
      run: posted => change(posted, 'undone', changeBack(posted.found.entry, posted.found.history), null),
    }),
  )
}

function correctRoutes({ dependencies, page, post }: ConsoleFeature, router: Router, change: ChangeEntry): void {
  const t = dependencies.words.in('en')
  const find = findEntry(dependencies, 'correct')
  const show = correctScreen(dependencies)
  const fields = ['entry-source', 'entry-reason']
  const form: FormReader<Correction, Found> = {
    fields,
    freeText: fields,
    read: (body, { found: { entry } }) =>
      describeParsed(
        readCorrection(entry, body, dependencies.today(), dependencies.published.content.withdrawn),
        fault => describeEntryFault(entry, fault, t),
      ),
  }

  router.get(`${address}/correct`, page({ may, find, show }))
  router.post(
    `${address}/correct`,
    post({
      may,
      find,
      meta: parseFormMeta,
      form,
      again: show,
      run: posted => {
        const { entry, reason } = posted.value
        return change(posted, 'corrected', changeTo(posted.found.entry, entry), reason)
      },
    }),
  )
}

function withdrawRoutes({ dependencies, page, post }: ConsoleFeature, router: Router, change: ChangeEntry): void {
  const t = dependencies.words.in('en')
  const find = findEntry(dependencies, 'withdraw')
  const show = withdrawScreen(dependencies)
  const form: FormReader<z.infer<typeof reasonForm>, Found> = {
    fields: ['entry-reason'],
    freeText: ['entry-reason'],
    read: (body, { found: { entry } }) =>
      describeParsed(parseForm(reasonForm, body), fault => describeEntryFault(entry, fault, t)),
  }

  router.get(`${address}/withdraw`, page({ may, find, show }))
  router.post(
    `${address}/withdraw`,
    post({
      may,
      find,
      meta: parseFormMeta,
      form,
      again: show,
      run: posted => {
        const { entry } = posted.found
        return change(posted, 'withdrawn', changeTo(entry, entry.inForce, true), posted.value['entry-reason'])
      },
    }),
  )
}

function changeEntry({ dependencies, perform }: ConsoleFeature): ChangeEntry {
  const { published } = dependencies
  const conflict = conflictScreen(dependencies)
  const tryOut = (tried: ContentOverride) => published.tryOut(tried)
  return async (posted, action, change, reason) => {
    const command = { ...posted.by, action, change, reason, ...posted.meta }
    const result = await perform(overrideContent, command, tryOut)
    if (result.kind !== 'done') return refusalPage(conflict(posted, result))
    // Other processes look by themselves; this one looks now, so that whoever made the change sees it at once.
    await published.poll()
    return redirect(addressOf(posted.found.entry), `entry-${action}`)
  }
}
