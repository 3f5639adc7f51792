import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import type { LocalService, Prison } from '../../../server/database'
import { subtractMonths } from '../../../server/domain/calendar'
import { monthsUntilChecked } from '../../../server/domain/local-services'
import {
  addService,
  confirmService,
  correctService,
  putServiceBack,
  withdrawService,
  type ServiceChange,
  type ServiceResult,
} from '../../../server/use-cases/keep-local-services'
import { PageError } from '../../../server/web/errors'
import { readActKey, readPage } from '../../acts'
import { typedIn, type Fault } from '../../form'
import { idIn } from '../../id-in-address'
import { say, type ConsoleFeature } from '../../pages'
import { can, looksAfter, may } from '../../permissions'
import { staffOf } from '../../signed-in-staff'
import { typedText } from '../../typed-text'
import { fieldsOf, inWelsh, readService, serviceFields } from './form'
import {
  describeServiceFaults,
  presentEvents,
  presentForm,
  presentName,
  presentPrison,
  presentPrisons,
  presentService,
} from './presenter'

interface Found {
  readonly prison: Prison
  readonly service: LocalService
}

const fieldNames = ['chapter', 'open-to', ...serviceFields.flatMap(({ field }) => [field, inWelsh(field)])]

/** What each prison adds to the booklet: seen by its staff, kept by those who may edit. */
export function serviceRoutes({ services, show }: ConsoleFeature): Router {
  const { database, published } = services
  const t = services.words.in('en')
  const router = Router()
  const ofPrison = '/services/:prison'
  const ofService = '/services/:prison/:service'

  router.get('/services', may('see-services'), async (req, res) => {
    const staff = staffOf(res)
    const prisons = (await database.prisons.all()).filter(({ id, active }) => active && looksAfter(staff, id))
    const [first] = prisons
    if (first && prisons.length === 1) return res.redirect(303, `/services/${first.id}`)
    const counts = await database.localServices.counts(subtractMonths(services.today(), monthsUntilChecked))
    show(req, res, 'staff/services/prisons.njk', presentPrisons(prisons, counts, t))
  })

  router.get(ofPrison, may('see-services'), async (req, res) => {
    const prison = await findPrison(req, res)
    const found = await database.localServices.ofPrison(prison.id)
    show(req, res, 'staff/services/prison.njk', {
      ...presentPrison(prison, found, services.today(), published.content, t),
      mayEdit: can(staffOf(res).role, 'edit-services'),
    })
  })

  router.get(`${ofPrison}/add`, may('edit-services'), async (req, res) => {
    showForm(req, res, await findPrison(req, res), 'add', {})
  })

  router.post(`${ofPrison}/add`, may('edit-services'), async (req, res) => {
    const prison = await findPrison(req, res)
    const form = readService(req.body, prison)
    if (!form.ok) return showForm(req, res, prison, 'add', typedIn(req.body, fieldNames), form.faults)
    const actKey = readActKey(req.path, req.body)
    if (actKey === undefined) throw new PageError(400, 'bad-request')
    const act = { staff: staffOf(res), prisonId: prison.id, actKey, entry: form.value, fromAddress: req.ip }
    await finish(req, res, 'service-added', await addService(database, services.circumstances(), act))
  })

  router.get(ofService, may('see-services'), async (req, res) => {
    const { prison, service } = await find(req, res)
    const events = await database.localServices.events(service.id)
    show(req, res, 'staff/services/service.njk', {
      ...presentService(prison, service, events, services.today(), published.content, t),
      mayEdit: can(staffOf(res).role, 'edit-services'),
      actKey: randomUUID(),
    })
  })

  router.post(`${ofService}/confirm`, may('edit-services'), async (req, res) => {
    const act = await changeOf(req, res)
    await finish(req, res, 'service-checked', await confirmService(database, services.circumstances(), act))
  })

  router.get(`${ofService}/correct`, may('edit-services'), async (req, res) => {
    const { prison, service } = await find(req, res)
    if (service.withdrawnAt !== null) return showConflict(req, res, { kind: 'withdrawn' })
    showForm(req, res, prison, 'correct', { ...fieldsOf(service), version: String(service.version) })
  })

  router.post(`${ofService}/correct`, may('edit-services'), async (req, res) => {
    const { prison } = await find(req, res)
    const act = await changeOf(req, res)
    const form = readService(req.body, prison)
    if (!form.ok) {
      return showForm(req, res, prison, 'correct', typedIn(req.body, [...fieldNames, 'version']), form.faults)
    }
    const result = await correctService(database, services.circumstances(), { ...act, entry: form.value })
    await finish(req, res, 'service-corrected', result)
  })

  router.get(`${ofService}/withdraw`, may('edit-services'), async (req, res) => {
    const { prison, service } = await find(req, res)
    if (service.withdrawnAt !== null) return showConflict(req, res, { kind: 'withdrawn' })
    show(req, res, 'staff/services/withdraw.njk', {
      ...presentName(prison, service, t),
      name: service.english.name,
      version: service.version,
      actKey: randomUUID(),
    })
  })

  router.post(`${ofService}/withdraw`, may('edit-services'), async (req, res) => {
    const act = await changeOf(req, res)
    await finish(req, res, 'service-withdrawn', await withdrawService(database, services.circumstances(), act))
  })

  router.post(`${ofService}/put-back`, may('edit-services'), async (req, res) => {
    const act = await changeOf(req, res)
    await finish(req, res, 'service-put-back', await putServiceBack(database, services.circumstances(), act))
  })

  /** @throws {PageError} 404 for a prison that the reader does not look after, as for one that is not there */
  async function findPrison(req: Request, res: Response): Promise<Prison> {
    const id = String(req.params.prison)
    const prison = looksAfter(staffOf(res), id) ? await database.prisons.find(id) : undefined
    if (!prison?.active) throw new PageError(404, 'not-found')
    return prison
  }

  async function find(req: Request, res: Response): Promise<Found> {
    const prison = await findPrison(req, res)
    const service = await database.localServices.find(idIn(req.params.service), prison.id)
    if (!service) throw new PageError(404, 'not-found')
    return { prison, service }
  }

  async function changeOf(req: Request, res: Response): Promise<ServiceChange> {
    const { prison, service } = await find(req, res)
    const page = readPage(req.path, req.body)
    if (!page) throw new PageError(400, 'bad-request')
    return { staff: staffOf(res), prisonId: prison.id, id: service.id, ...page, fromAddress: req.ip }
  }

  async function finish(req: Request, res: Response, said: string, result: ServiceResult): Promise<void> {
    if (result.kind === 'not-found') throw new PageError(404, 'not-found')
    if (result.kind !== 'done') return showConflict(req, res, result)
    say(req, said)
    res.redirect(303, `/services/${String(req.params.prison)}/${result.id}`)
  }

  function showForm(
    req: Request,
    res: Response,
    prison: Prison,
    kind: 'add' | 'correct',
    given: Readonly<Record<string, string>>,
    faults: readonly Fault[] = [],
  ): void {
    const context = {
      ...presentForm(prison, published.content, given, t),
      kind,
      pageName: t(`staff/services:form.${kind}`, { prison: prison.name }),
      action: req.path,
      back: req.path.replace(/\/(add|correct)$/, ''),
      version: given.version,
      actKey: randomUUID(),
      ...(faults.length > 0 && { errors: describeServiceFaults(faults, t) }),
    }
    show(req, res, 'staff/services/form.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showConflict(
    req: Request,
    res: Response,
    result: Extract<ServiceResult, { kind: 'changed' | 'withdrawn' }>,
  ): Promise<void> {
    const { prison, service } = await find(req, res)
    const context = {
      ...presentName(prison, service, t),
      kind: result.kind,
      since: result.kind === 'changed' ? presentEvents(result.since, published.content, t) : [],
      typed: typedText(req.body, t),
    }
    show(req, res, 'staff/services/conflict.njk', context, 409)
  }

  return router
}
