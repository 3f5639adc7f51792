import { Router, type Request, type RequestHandler, type Response } from 'express'
import { comRequestPageSize, type ComRequest, type Person } from '../../../server/database'
import type { ComRequestAction } from '../../../server/domain/work/com-requests'
import { makeComRequest, moveComRequest } from '../../../server/use-cases/work/com-requests'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey, parseFormMeta } from '../../page/form-meta'
import { dayInField } from '../../forms/day-field'
import { describeFaults, formContext, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { pageOf } from '../../lists/page-of'
import { may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { listQuery, postsDay, readAsked, readSaid, readSpan, shownAgain } from './forms'
import { personsNote, comRequestNote } from './note'
import {
  listsFor,
  permissionFor,
  presentList,
  presentNotePage,
  presentOneComRequest,
  presentPersonsComRequests,
} from './presenter'

/** The last part of the address of each action. */
const actions: Readonly<Record<string, ComRequestAction>> = {
  take: 'taken',
  'hand-back': 'handed-back',
  done: 'done',
  'not-done': 'not-done',
  withdraw: 'withdrawn',
  read: 'read',
}

/** What COMs ask the pre-release team to do for people, what became of it, and notes of it for nDelius. */
export function comRequestRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/tasks'

  router.get('/tasks', may('see-com-requests'), async (req, res) => {
    const staff = staffOf(res)
    const asked = listQuery.parse(req.query)
    const { by } = asked
    const list = by === null ? (listsFor(staff).find(each => each === asked.list) ?? 'open') : 'mine'
    const reader = { scope: scopeFor(staff), staffId: by ?? staff.id, today: dependencies.today() }
    const { rows: comRequests, page } = await pageOf(asked.page, comRequestPageSize, each =>
      database.comRequests.list(reader, list, each),
    )
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'tasks-listed',
      detail: { list, by, page, shown: [...new Set(comRequests.map(({ personId }) => personId))] },
    })
    show(req, res, 'console/com-requests/list.njk', presentList(comRequests, { list, by, page }, readerOf(res), t))
  })

  router.get('/tasks/:id', may('see-com-requests'), async (req, res) =>
    showOne(req, res, await findComRequest(req, res)),
  )

  router.get('/tasks/:id/note', may('see-com-requests'), async (req, res) => {
    const comRequest = await findComRequest(req, res)
    const steps = await database.comRequests.steps([comRequest.id])
    await audit(req, res, comRequest.personId, 'task-note-saved')
    sendText(res, comRequestNote(comRequest, steps, t))
  })

  for (const [name, action] of Object.entries(actions)) {
    router.post(`/tasks/:id/${name}`, may(permissionFor[action]), act(action))
  }

  router.get(address, may('see-com-requests'), async (req, res) => showPersons(req, res, await find(req, res)))

  router.post(address, may('make-com-request'), async (req, res) => {
    const person = await find(req, res)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!idempotencyKey) throw new PageError(400, 'bad-request')
    const asked = readAsked(req.body, person.prisonEstate, dependencies.today())
    if (!asked.ok) return showPersons(req, res, person, asked.faults)
    const command = { staff: staffOf(res), fromAddress: req.ip, person, asked: asked.value, idempotencyKey }
    const result = await perform(makeComRequest, command)
    if (result.kind !== 'done') throw new PageError(404, 'not-found')
    say(req, 'task-asked')
    res.redirect(303, `/tasks/${result.id}`)
  })

  router.get(`${address}/note`, may('see-com-requests'), async (req, res) => {
    const person = await find(req, res)
    const { typed, span } = readSpan(req.query, dependencies.today())
    const note = span.ok ? await noteOf(res, person, span.value) : null
    await audit(req, res, person.id, 'tasks-viewed')
    const context = {
      ...presentNotePage(person, typed, note, t),
      ...(!span.ok && { errors: describeFaults(span.faults, t) }),
    }
    show(req, res, 'console/com-requests/note.njk', context, span.ok ? 200 : 422)
  })

  router.get(`${address}/note/text`, may('see-com-requests'), async (req, res) => {
    const person = await find(req, res)
    const { span } = readSpan(req.query, dependencies.today())
    if (!span.ok) throw new PageError(400, 'bad-request')
    await audit(req, res, person.id, 'task-note-saved')
    sendText(res, await noteOf(res, person, span.value))
  })

  function act(action: ComRequestAction): RequestHandler {
    return async (req, res) => {
      const page = parseFormMeta(req.path, req.body)
      if (!page) throw new PageError(400, 'bad-request')
      const comRequest = await findComRequest(req, res)
      const said = readSaid(action, req.body, dependencies.today())
      if (!said.ok) return showOne(req, res, comRequest, { faults: said.faults })
      const staff = staffOf(res)
      const result = await perform(moveComRequest, {
        staff,
        scope: scopeFor(staff),
        fromAddress: req.ip,
        id: comRequest.id,
        action,
        ...page,
        ...said.value,
      })
      if (result.kind === 'changed') return showOne(req, res, await findComRequest(req, res), { isChanged: true })
      if (result.kind === 'gone') throw new PageError(404, 'not-found')
      say(req, `task-${action}`)
      res.redirect(303, `/tasks/${comRequest.id}`)
    }
  }

  async function noteOf(
    res: Response,
    person: Person,
    span: { readonly from: ComRequest['due']; readonly to: ComRequest['due'] },
  ): Promise<string> {
    const [comRequests, others] = await Promise.all([
      database.comRequests.ofPersonBetween(person.id, span.from, span.to),
      database.workForCom.forNote(scopeFor(staffOf(res)), person.id, span.from, span.to),
    ])
    const steps = await database.comRequests.steps(comRequests.map(({ id }) => id))
    return personsNote(person, span, comRequests, steps, others, t)
  }

  async function findComRequest(req: Request, res: Response): Promise<ComRequest> {
    const comRequest = await database.comRequests.findInScope(idIn(req.params.id), scopeFor(staffOf(res)))
    if (!comRequest) throw new PageError(404, 'not-found')
    return comRequest
  }

  async function showPersons(req: Request, res: Response, person: Person, faults: readonly Fault[] = []) {
    const comRequests = await database.comRequests.ofPerson(person.id)
    await audit(req, res, person.id, 'tasks-viewed')
    const context = {
      ...presentPersonsComRequests(person, comRequests, readerOf(res), t),
      ...formContext(req.body, shownAgain, faults, t),
    }
    show(req, res, 'console/com-requests/person.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showOne(
    req: Request,
    res: Response,
    comRequest: ComRequest,
    { faults = [], isChanged = false }: { readonly faults?: readonly Fault[]; readonly isChanged?: boolean } = {},
  ): Promise<void> {
    const steps = await database.comRequests.steps([comRequest.id])
    await audit(req, res, comRequest.personId, 'task-viewed')
    const form = formContext(req.body, shownAgain, faults, t)
    const context = {
      ...presentOneComRequest(comRequest, steps, readerOf(res), t),
      ...form,
      // A day that somebody emptied stays empty.
      values: { ...(!postsDay(req.body) && { 'task-done-on': dayInField(dependencies.today()) }), ...form.values },
      isChanged,
    }
    show(req, res, 'console/com-requests/com-request.njk', context, faults.length > 0 ? 422 : isChanged ? 409 : 200)
  }

  function readerOf(res: Response) {
    return { staff: staffOf(res), context: dependencies.context() }
  }

  async function audit(req: Request, res: Response, personId: number, action: string): Promise<void> {
    await database.audit.record({ ...auditedBy(req, res), personId, action })
  }

  return router
}

function sendText(res: Response, note: string): void {
  res
    .set('Cache-Control', 'no-store')
    .attachment('ndelius-note.txt')
    .type('text/plain; charset=utf-8')
    .send(`${note.replace(/\r?\n/g, '\r\n')}\r\n`)
}
