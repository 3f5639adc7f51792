import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import type { KeptNotice } from '../../../server/database'
import { addNotice, withdrawNotice } from '../../../server/use-cases/content/service-notices'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { describeFaults, typedIn, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { may } from '../../access/permissions'
import { staffOf } from '../../access/signed-in-staff'
import { noticeLimit, readMaintenance, readNotice } from './form'
import { presentForm, presentNotices, valuesAtFirst, wordsOf } from './presenter'

const typedFields = ['notice-english', 'notice-welsh', 'from-day', 'from-time', 'until-day', 'until-time', 'shown-day']
const readers = { add: readNotice, maintenance: readMaintenance }

/** What the service owner says on every page of the sites: notices, and planned maintenance. */
export function serviceNoticeRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database, published } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/service-notices', may('keep-service-notices'), async (req, res) => {
    const notices = await database.serviceNotices.list()
    show(req, res, 'console/service-notices/list.njk', presentNotices(notices, dependencies.now(), t))
  })

  for (const kind of ['add', 'maintenance'] as const) {
    const address = `/service-notices/${kind}`

    router.get(address, may('keep-service-notices'), (req, res) => {
      showForm(req, res, kind, valuesAtFirst(kind, dependencies.now()))
    })

    router.post(address, may('keep-service-notices'), async (req, res) => {
      const form = readers[kind](req.body, dependencies.now())
      if (!form.ok) return showForm(req, res, kind, typedIn(req.body, typedFields), form.faults)
      const idempotencyKey = parseIdempotencyKey(req.path, req.body)
      if (idempotencyKey === undefined) throw new PageError(400, 'bad-request')
      const command = { staff: staffOf(res), notice: form.value, idempotencyKey, fromAddress: req.ip }
      await perform(addNotice, command)
      await finish(req, res, 'service-notice-added')
    })
  }

  router.get('/service-notices/:id/withdraw', may('keep-service-notices'), async (req, res) => {
    const notice = await find(req)
    show(req, res, 'console/service-notices/withdraw.njk', {
      pageName: t('console/service-notices:withdraw.title'),
      words: wordsOf(notice, t),
      action: req.path,
    })
  })

  router.post('/service-notices/:id/withdraw', may('keep-service-notices'), async (req, res) => {
    const { id } = await find(req)
    const command = { staff: staffOf(res), id, fromAddress: req.ip }
    const isEnded = await perform(withdrawNotice, command)
    await finish(req, res, isEnded ? 'service-notice-withdrawn' : 'service-notice-over')
  })

  async function find(req: Request): Promise<KeptNotice> {
    const notice = await database.serviceNotices.find(idIn(req.params.id))
    if (!notice) throw new PageError(404, 'not-found')
    return notice
  }

  /** Other processes look by themselves; whoever did it sees it at once. */
  async function finish(req: Request, res: Response, said: string): Promise<void> {
    await published.look()
    say(req, said)
    res.redirect(303, '/service-notices')
  }

  function showForm(
    req: Request,
    res: Response,
    kind: 'add' | 'maintenance',
    values: Readonly<Record<string, string>>,
    faults: readonly Fault[] = [],
  ): void {
    const { sites = [] } = (req.body ?? {}) as { sites?: unknown }
    const context = {
      ...presentForm(kind, values, [sites].flat().map(String), t),
      limit: noticeLimit,
      idempotencyKey: randomUUID(),
      errors: describeFaults(faults, t),
    }
    show(req, res, 'console/service-notices/form.njk', context, faults.length > 0 ? 422 : 200)
  }

  return router
}
