import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { printReplies, repliesAtOnce } from '../../../server/use-cases/applications/print-replies'
import { PageError } from '../../../server/web/errors'
import { readActKey } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { may, sightOf } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentReplies, presentSheet } from './presenter'
import { addressOf, repliesQuery, wantedBy, type RepliesQuery } from './query'

/** So many batches are listed to be printed again. */
const batchesShown = 10

/** Replies on paper for people who have no screen, a wing at a time. */
export function repliesRoutes({ services, show }: ConsoleFeature): Router {
  const { database, words } = services
  const t = words.in('en')
  const router = Router()
  const address = '/replies/print'

  router.get(address, may('print-replies'), async (req, res) => showReplies(req, res, repliesQuery.parse(req.query)))

  router.post(address, may('print-replies'), async (req, res) => {
    const staff = staffOf(res)
    const query = repliesQuery.parse(req.body ?? {})
    const actKey = readActKey(req.path, req.body)
    const wanted = wantedBy(query, staff, services.now())
    if (!actKey || !wanted) throw new PageError(400, 'bad-request')
    const act = { staff, sight: sightOf(staff), wanted, actKey, fromAddress: req.ip }
    const batch = await printReplies(database, services.circumstances(), act)
    res.redirect(303, batch === null ? addressOf(query) : `${address}/${batch}`)
  })

  router.get(`${address}/:batch`, may('print-replies'), async (req, res) => {
    const sight = sightOf(staffOf(res))
    const batch = await database.replies.findBatch(idIn(req.params.batch), sight.prisons)
    if (!batch) throw new PageError(404, 'not-found')
    const replies = await database.replies.ofBatch(batch.id, sight)
    await database.audit.record(
      ...replies.map(({ personId, applicationId }) => ({
        ...auditedBy(req, res),
        personId,
        applicationId,
        act: 'reply-printed',
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
    const sight = sightOf(staff)
    const wanted = wantedBy(query, staff, services.now())
    const [prisons, found, batches] = await Promise.all([
      database.prisons.among(sight.prisons),
      wanted && database.replies.toPrint(wanted, sight, services.today(), repliesAtOnce + 1),
      database.replies.latestBatches(sight, batchesShown),
    ])
    const context = { ...presentReplies(query, { prisons, found, batches }, t), actKey: randomUUID() }
    show(req, res, 'console/replies/print.njk', context)
  }

  return router
}
