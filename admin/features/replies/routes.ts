import type { Router } from 'express'
import type { ReplyBatch } from '../../../server/database'
import { printReplies, repliesAtOnce } from '../../../server/use-cases/applications/answering/print-replies'
import { createRouter } from '../../../server/web/addresses/routers'
import { PageError } from '../../../server/web/pages/errors'
import { gone, redirect, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { Find, Screen } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { presentReplies, presentSheet } from './presenter'
import { addressOf, repliesQuery, repliesFor } from './query'

const may = 'print-replies'
const address = '/replies/print'

/** The number of batches listed to be printed again. */
const batchesShown = 10

/** Replies on paper for people who have no screen, a wing at a time. */
export function repliesRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const router = createRouter()
  router.get(address, page({ may, show: chooseScreen(dependencies) }))

  router.post(
    address,
    post({
      may,
      meta: parseKeyMeta,
      form: repliesQuery,
      run: async ({ by, scope, meta, value: query }) => {
        const criteria = repliesFor(query, by.staff, dependencies.now())
        if (!criteria) throw new PageError(400, 'bad-request')
        const batch = await perform(printReplies, { ...by, ...meta, scope, wanted: criteria })
        return redirect(batch === null ? addressOf(query) : `${address}/${batch}`)
      },
    }),
  )

  const find: Find<ReplyBatch> = async ({ req, scope }) =>
    (await database.replies.findBatch(idIn(req.params.batch), scope.prisons)) ?? gone()
  router.get(`${address}/:batch`, page({ may, find, show: sheetsScreen(dependencies) }))

  return router
}

/** The form that selects replies, with how many it found, and the latest batches. */
function chooseScreen(dependencies: ConsoleDependencies): Screen {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  return async ({ req, staff, scope }) => {
    const query = repliesQuery.parse(req.query)
    const criteria = repliesFor(query, staff, dependencies.now())
    const [prisons, found, batches] = await Promise.all([
      database.prisons.among(scope.prisons),
      criteria && database.replies.toPrint(criteria, scope, dependencies.today(), repliesAtOnce + 1),
      database.replies.latestBatches(scope, batchesShown),
    ])
    return view('replies/print.njk', presentReplies(query, { prisons, found, batches }, t), null)
  }
}

/** A batch as sheets to print. */
function sheetsScreen({ database, words }: ConsoleDependencies): Screen<ReplyBatch> {
  const t = words.in('en')
  return async ({ scope, found: batch }) => {
    const replies = await database.replies.ofBatch(batch.id, scope)
    const context = {
      pageName: t('console/replies:sheets.title'),
      back: address,
      sheets: replies.map(reply => presentSheet(reply, words)),
    }
    return view(
      'replies/sheets.njk',
      context,
      replies.map(({ personId, applicationId }) => ({ personId, applicationId, action: 'reply-printed' })),
    )
  }
}
