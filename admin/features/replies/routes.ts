import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { printReplies, repliesAtOnce } from '../../../server/use-cases/applications/print-replies'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentReplies, presentSheet } from './presenter'
import { addressOf, repliesQuery, wantedBy, type RepliesQuery } from './query'

/** So many batches are listed to be printed again. */
const batchesShown = 10

/** Replies on paper for people who have no screen, a wing at a time. */
export function repliesRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database, words } = dependencies
  const t = words.in('en')
  const router = Router()
  const address = '/replies/print'

  router.get(address, may('print-replies'), async (req, res) => showReplies(req, res, repliesQuery.parse(req.query)))

  router.post(address, may('print-replies'), async (req, res) => {
    const staff = staffOf(res)
    const query = repliesQuery.parse(req.body ?? {})
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    const wanted = wantedBy(query, staff, dependencies.now())
    if (!idempotencyKey || !wanted) throw new PageError(400, 'bad-request')
    const command = { staff, scope: scopeFor(staff), wanted, idempotencyKey, fromAddress: req.ip }
    const batch = await perform(printReplies, command)
    res.redirect(303, batch === null ? addressOf(query) : `${address}/${batch}`)
  })

  router.get(`${address}/:batch`, may('print-replies'), async (req, res) => {
    const scope = scopeFor(staffOf(res))
    const batch = await database.replies.findBatch(idIn(req.params.batch), scope.prisons)
    if (!batch) throw new PageError(404, 'not-found')
    const replies = await database.replies.ofBatch(batch.id, scope)
    await database.audit.record(
      ...replies.map(({ personId, applicationId }) => ({
        ...auditedBy(req, res),
        personId,
        applicationId,
        action: 'reply-printed',
      })),
    )
    show(req, res, 'console/replies/sheets.njk', {
      pageName: t('console/replies:sheets.title'),
      back: address,
      sheets: replies.map(reply => presentSheet(reply, words)),
    })
  })

  async function showReplies(req: Request, res: Response, query: RepliesQuery): Promise<void> {
    const staff = staffOf(res)
    const scope = scopeFor(staff)
    const wanted = wantedBy(query, staff, dependencies.now())
    const [prisons, found, batches] = await Promise.all([
      database.prisons.among(scope.prisons),
      wanted && database.replies.toPrint(wanted, scope, dependencies.today(), repliesAtOnce + 1),
      database.replies.latestBatches(scope, batchesShown),
    ])
    const context = { ...presentReplies(query, { prisons, found, batches }, t), idempotencyKey: randomUUID() }
    show(req, res, 'console/replies/print.njk', context)
  }

  return router
}
