import { Router, type Request, type RequestHandler, type Response } from 'express'
import { enquiryPageSize, type Enquiry, type Person } from '../../../server/database'
import type { EnquiryAction } from '../../../server/domain/work/enquiries'
import { makeEnquiry, moveEnquiry } from '../../../server/use-cases/work/enquiries'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey, parseFormMeta } from '../../page/form-meta'
import { formContext, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { pageOf } from '../../lists/page-of'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, enquiryScopeFor, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { applicationQuery, listQuery, readAsked, readSaid, shownAgain } from './forms'
import { listsFor, permissionFor, presentList, presentOneEnquiry, presentPersonsEnquiries } from './presenter'

/** The last part of the address of each action. */
const actions: Readonly<Record<string, EnquiryAction>> = {
  answer: 'answered',
  correct: 'corrected',
  withdraw: 'withdrawn',
  read: 'read',
  take: 'taken',
}

/** Enquiries to other bodies in a prison: made by the team and COMs, answered by those bodies, who see nothing else. */
export function enquiryRoutes({ dependencies, show, keptText, perform }: ConsoleFeature): Router {
  const { database, config } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/questions'

  router.get('/questions', may('see-enquiries'), async (req, res) => {
    const staff = staffOf(res)
    const asked = listQuery.parse(req.query)
    const lists = listsFor(staff)
    const by = can(staff.role, 'make-enquiry') ? asked.by : null
    const list = by === null ? (lists.find(each => each === asked.list) ?? lists[0]) : 'held'
    const reader = { scope: enquiryScopeFor(staff), staffId: by ?? staff.id, today: dependencies.today() }
    const { rows: enquiries, page } = await pageOf(asked.page, enquiryPageSize, each =>
      database.enquiries.list(reader, list, each),
    )
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'questions-listed',
      detail: { list, by, page, shown: [...new Set(enquiries.map(({ personId }) => personId))] },
    })
    show(req, res, 'console/enquiries/list.njk', presentList(enquiries, { list, by, page }, readerOf(res), t))
  })

  router.get('/questions/:id', may('see-enquiries'), async (req, res) => showOne(req, res, await findEnquiry(req, res)))

  for (const [name, action] of Object.entries(actions)) {
    router.post(`/questions/:id/${name}`, may(permissionFor[action]), act(action))
  }

  router.get(address, may('make-enquiry'), async (req, res) => showPersons(req, res, await find(req, res)))

  router.post(address, may('make-enquiry'), async (req, res) => {
    const person = await find(req, res)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!idempotencyKey) throw new PageError(400, 'bad-request')
    const asked = readAsked(req.body, dependencies.today(), config.extraBankHolidays)
    if (!asked.ok) return showPersons(req, res, person, asked.faults)
    const staff = staffOf(res)
    const command = { staff, scope: scopeFor(staff), person, asked: asked.value, idempotencyKey, fromAddress: req.ip }
    const result = await perform(makeEnquiry, command)
    if (result.kind !== 'done') throw new PageError(404, 'not-found')
    say(req, 'question-asked')
    res.redirect(303, `/questions/${result.id}`)
  })

  function act(action: EnquiryAction): RequestHandler {
    return async (req, res) => {
      const page = parseFormMeta(req.path, req.body)
      if (!page) throw new PageError(400, 'bad-request')
      const enquiry = await findEnquiry(req, res)
      const said = readSaid(action, req.body)
      if (!said.ok) return showOne(req, res, enquiry, { faults: said.faults })
      const staff = staffOf(res)
      const result = await perform(moveEnquiry, {
        staff,
        scope: enquiryScopeFor(staff),
        fromAddress: req.ip,
        id: enquiry.id,
        action,
        ...page,
        words: said.value,
      })
      if (result.kind === 'changed') return showOne(req, res, await findEnquiry(req, res), { isChanged: true })
      if (result.kind === 'gone') throw new PageError(404, 'not-found')
      say(req, `question-${action}`)
      res.redirect(303, `/questions/${enquiry.id}`)
    }
  }

  /** @throws {PageError} 404 when there is no such enquiry in the reader's scope */
  async function findEnquiry(req: Request, res: Response): Promise<Enquiry> {
    const enquiry = await database.enquiries.findInScope(idIn(req.params.id), enquiryScopeFor(staffOf(res)))
    if (!enquiry) throw new PageError(404, 'not-found')
    return enquiry
  }

  async function showPersons(req: Request, res: Response, person: Person, faults: readonly Fault[] = []) {
    const staff = staffOf(res)
    const [enquiries, applications, bodies] = await Promise.all([
      database.enquiries.ofPerson(person.id, enquiryScopeFor(staff)),
      database.applications.ofPersonInSight(person.id, scopeFor(staff)),
      database.enquiries.bodiesIn(person.prisonId),
    ])
    await database.audit.record({ ...auditedBy(req, res), personId: person.id, action: 'questions-viewed' })
    const { application } = applicationQuery.parse({ ...req.query, ...(req.body as object | undefined) })
    const context = {
      ...presentPersonsEnquiries(person, enquiries, { applications, application, bodies }, readerOf(res), t),
      ...formContext(req.body, shownAgain, faults, t),
    }
    show(req, res, 'console/enquiries/person.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showOne(
    req: Request,
    res: Response,
    enquiry: Enquiry,
    { faults = [], isChanged = false }: { readonly faults?: readonly Fault[]; readonly isChanged?: boolean } = {},
  ): Promise<void> {
    const steps = await database.enquiries.steps([enquiry.id])
    await database.audit.record({
      ...auditedBy(req, res),
      personId: enquiry.personId,
      ...(enquiry.applicationId !== null && { applicationId: enquiry.applicationId }),
      action: 'question-viewed',
    })
    const consoleUrl = config.staffUrl ?? `${req.protocol}://${req.get('host')}`
    const context = {
      ...presentOneEnquiry(enquiry, steps, consoleUrl, readerOf(res), t),
      ...formContext(req.body, shownAgain, faults, t),
      isChanged,
      typed: isChanged ? keptText(req.body) : [],
    }
    show(req, res, 'console/enquiries/enquiry.njk', context, faults.length > 0 ? 422 : isChanged ? 409 : 200)
  }

  function readerOf(res: Response) {
    return { staff: staffOf(res), today: dependencies.today(), extraBankHolidays: config.extraBankHolidays }
  }

  return router
}
