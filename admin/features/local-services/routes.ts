import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import type { LocalService } from '../../../server/database'
import { subtractMonths } from '../../../server/domain/calendar'
import { monthsUntilChecked } from '../../../server/domain/content/local-services'
import { regions } from '../../../server/domain/routing'
import {
  addService,
  confirmService,
  correctService,
  putServiceBack,
  withdrawService,
  type LocalServiceCommand,
  type ServiceChange,
  type ServiceResult,
} from '../../../server/use-cases/content/local-services'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey, parseFormMeta } from '../../page/form-meta'
import { typedIn, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, looksAfter, may } from '../../access/permissions'
import { staffOf } from '../../access/signed-in-staff'
import { fieldsOf, inWelsh, readService, serviceFields } from './form'
import {
  addressOf,
  describeServiceFaults,
  needsWelsh,
  placeOf,
  presentEvents,
  presentForm,
  presentName,
  presentPlace,
  presentPrisons,
  presentService,
  type Keeper,
} from './presenter'

interface Found {
  readonly keeper: Keeper
  readonly service: LocalService
}

const fieldNames = ['chapter', 'open-to', ...serviceFields.flatMap(({ field }) => [field, inWelsh(field)])]

/**
 * What each prison, and each area for all of its prisons, adds to the booklet: seen by the staff of the prisons that show
 * it, kept by those of them who may edit.
 */
export function serviceRoutes({ dependencies, show, keptText, perform }: ConsoleFeature): Router {
  const { database, published } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/services', may('see-services'), async (req, res) => {
    const staff = staffOf(res)
    const prisons = (await database.prisons.all()).filter(({ id, active }) => active && looksAfter(staff, id))
    const [first] = prisons
    if (first && prisons.length === 1) return res.redirect(303, `/services/${first.id}`)
    const counts = await database.localServices.counts(subtractMonths(dependencies.today(), monthsUntilChecked))
    show(req, res, 'console/local-services/prisons.njk', presentPrisons(prisons, counts, t))
  })

  // An area's come first: `areas` is no prison.
  for (const ofPlace of ['/services/areas/:area', '/services/:prison']) {
    const ofService = `${ofPlace}/:service`

    router.get(ofPlace, may('see-services'), async (req, res) => {
      const keeper = await findKeeper(req, res)
      const found = await database.localServices.of(placeOf(keeper))
      show(req, res, 'console/local-services/place.njk', {
        ...presentPlace(keeper, found, dependencies.today(), published.content, t),
        mayEdit: can(staffOf(res).role, 'edit-services'),
      })
    })

    router.get(`${ofPlace}/add`, may('edit-services'), async (req, res) => {
      showForm(req, res, await findKeeper(req, res), 'add', {})
    })

    router.post(`${ofPlace}/add`, may('edit-services'), async (req, res) => {
      const keeper = await findKeeper(req, res)
      const form = readService(req.body, needsWelsh(keeper))
      if (!form.ok) return showForm(req, res, keeper, 'add', typedIn(req.body, fieldNames), form.faults)
      const idempotencyKey = parseIdempotencyKey(req.path, req.body)
      if (idempotencyKey === undefined) throw new PageError(400, 'bad-request')
      const command = {
        staff: staffOf(res),
        place: placeOf(keeper),
        idempotencyKey,
        entry: form.value,
        fromAddress: req.ip,
      }
      await finish(req, res, command, 'service-added', await perform(addService, command))
    })

    router.get(ofService, may('see-services'), async (req, res) => {
      const { keeper, service } = await find(req, res)
      const events = await database.localServices.events(service.id)
      show(req, res, 'console/local-services/service.njk', {
        ...presentService(keeper, service, events, dependencies.today(), published.content, t),
        mayEdit: can(staffOf(res).role, 'edit-services'),
        idempotencyKey: randomUUID(),
      })
    })

    router.post(`${ofService}/confirm`, may('edit-services'), async (req, res) => {
      const command = await changeOf(req, res)
      await finish(req, res, command, 'service-checked', await perform(confirmService, command))
    })

    router.get(`${ofService}/correct`, may('edit-services'), async (req, res) => {
      const { keeper, service } = await find(req, res)
      if (service.withdrawnAt !== null) return showConflict(req, res, { kind: 'withdrawn' })
      showForm(req, res, keeper, 'correct', { ...fieldsOf(service), version: String(service.version) })
    })

    router.post(`${ofService}/correct`, may('edit-services'), async (req, res) => {
      const { keeper } = await find(req, res)
      const command = await changeOf(req, res)
      const form = readService(req.body, needsWelsh(keeper))
      if (!form.ok) {
        return showForm(req, res, keeper, 'correct', typedIn(req.body, [...fieldNames, 'version']), form.faults)
      }
      const result = await perform(correctService, { ...command, entry: form.value })
      await finish(req, res, command, 'service-corrected', result)
    })

    router.get(`${ofService}/withdraw`, may('edit-services'), async (req, res) => {
      const { keeper, service } = await find(req, res)
      if (service.withdrawnAt !== null) return showConflict(req, res, { kind: 'withdrawn' })
      show(req, res, 'console/local-services/withdraw.njk', {
        ...presentName(keeper, service, t),
        name: service.english.name,
        version: service.version,
        idempotencyKey: randomUUID(),
      })
    })

    router.post(`${ofService}/withdraw`, may('edit-services'), async (req, res) => {
      const command = await changeOf(req, res)
      await finish(req, res, command, 'service-withdrawn', await perform(withdrawService, command))
    })

    router.post(`${ofService}/put-back`, may('edit-services'), async (req, res) => {
      const command = await changeOf(req, res)
      await finish(req, res, command, 'service-put-back', await perform(putServiceBack, command))
    })
  }

  /**
   * @throws {PageError} 404 for a prison that the reader does not look after, or an area without one that they do, as for
   *   one that is not there
   */
  async function findKeeper(req: Request, res: Response): Promise<Keeper> {
    const staff = staffOf(res)
    const area = regions.find(region => region === req.params.area)
    if (area !== undefined) {
      const prisons = (await database.prisons.all()).filter(({ active, region }) => active && region === area)
      if (!prisons.some(({ id }) => looksAfter(staff, id))) throw new PageError(404, 'not-found')
      return { kind: 'area', area, prisons }
    }
    const id = String(req.params.prison)
    const prison = looksAfter(staff, id) ? await database.prisons.find(id) : undefined
    if (!prison?.active) throw new PageError(404, 'not-found')
    return { kind: 'prison', prison }
  }

  async function find(req: Request, res: Response): Promise<Found> {
    const keeper = await findKeeper(req, res)
    const service = await database.localServices.find(idIn(req.params.service), placeOf(keeper))
    if (!service) throw new PageError(404, 'not-found')
    return { keeper, service }
  }

  async function changeOf(req: Request, res: Response): Promise<ServiceChange> {
    const { keeper, service } = await find(req, res)
    const page = parseFormMeta(req.path, req.body)
    if (!page) throw new PageError(400, 'bad-request')
    return { staff: staffOf(res), place: placeOf(keeper), id: service.id, ...page, fromAddress: req.ip }
  }

  async function finish(
    req: Request,
    res: Response,
    { place }: LocalServiceCommand,
    said: string,
    result: ServiceResult,
  ): Promise<void> {
    if (result.kind === 'not-found') throw new PageError(404, 'not-found')
    if (result.kind !== 'done') return showConflict(req, res, result)
    say(req, said)
    res.redirect(303, `${addressOf(place)}/${result.id}`)
  }

  function showForm(
    req: Request,
    res: Response,
    keeper: Keeper,
    kind: 'add' | 'correct',
    given: Readonly<Record<string, string>>,
    faults: readonly Fault[] = [],
  ): void {
    const form = presentForm(keeper, published.content, given, t)
    const context = {
      ...form,
      kind,
      pageName: t(`console/local-services:form.${kind}`, { place: form.place }),
      action: req.path,
      back: req.path.replace(/\/(add|correct)$/, ''),
      version: given.version,
      idempotencyKey: randomUUID(),
      ...(faults.length > 0 && { errors: describeServiceFaults(faults, t) }),
    }
    show(req, res, 'console/local-services/form.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showConflict(
    req: Request,
    res: Response,
    result: Extract<ServiceResult, { kind: 'changed' | 'withdrawn' }>,
  ): Promise<void> {
    const { keeper, service } = await find(req, res)
    const context = {
      ...presentName(keeper, service, t),
      kind: result.kind,
      since: result.kind === 'changed' ? presentEvents(result.since, published.content, t) : [],
      typed: keptText(req.body),
    }
    show(req, res, 'console/local-services/conflict.njk', context, 409)
  }

  return router
}
