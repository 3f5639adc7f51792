import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { planFrom } from '../../../server/domain/assessments'
import { assessmentsOf } from '../../../server/use-cases/assessments/assessments'
import { personsChecklist, shownToStaff } from '../../../server/use-cases/people/checklist'
import { dismissPinRequest, makePinSlip } from '../../../server/use-cases/people/pins'
import { PageError } from '../../../server/web/errors'
import { describeFaults, parseForm, plainText, typedIn, type Fault } from '../../forms/form'
import type { ConsoleFeature } from '../../page/pages'
import { pageOf } from '../../lists/page-of'
import { can, may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { findSearch, keepSearch, searchForm } from '../../lists/searches'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { mostMessages, nameOf, presentPeople, presentPerson, presentPinRequests } from './presenter'
import { addressOf, peoplePageSize, peopleQuery, type PeopleQuery } from './search'
import { presentSlip } from './slip'

const slipForm = z.object({ idempotencyKey: z.uuid() })
const becauseLimit = 200
const dismissForm = z.object({ because: plainText(becauseLimit) })

/** The people whom the reader may see, what is known of each, and PIN slips for them. */
export function peopleRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database, config, words } = dependencies
  const find = personFinder(database)
  const t = words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber'

  router.get('/people', may('see-people'), async (req, res) => showPeople(req, res, peopleQuery.parse(req.query)))

  router.post('/people/search', may('see-people'), async (req, res) => {
    const form = parseForm(searchForm, req.body)
    if (!form.ok) return showPeople(req, res, peopleQuery.parse({}), form.faults)
    res.redirect(303, addressOf(keepSearch(req, form.value.search)))
  })

  router.get(address, may('see-people'), async (req, res) => {
    const staff = staffOf(res)
    const person = await find(req, res)
    const applications = can(staff.role, 'see-application')
      ? await database.applications.ofPersonInSight(person.id, scopeFor(staff))
      : []
    const context = dependencies.context()
    const [said, consents, messages, assessments, referrals, written, checklist] = await Promise.all([
      database.aboutMe.of(person.id),
      database.consents.ofPerson(person.id),
      database.messages.newestOf(
        applications.map(({ id }) => id),
        mostMessages,
      ),
      can(staff.role, 'see-assessments') ? database.assessments.ofPerson(person.id) : null,
      can(staff.role, 'see-referrals') ? database.referrals.ofPerson(person.id, scopeFor(staff)) : null,
      can(staff.role, 'see-plan') ? database.plans.entries(person.id, person.custodyBegan) : null,
      personsChecklist(database, context, person),
    ])
    await audit(req, res, person)
    const reader = { staff, today: dependencies.today(), policy: config.policy }
    const record = {
      said,
      applications,
      consents,
      messages,
      assessments: assessments && assessmentsOf(person, assessments, context),
      referrals: referrals && referrals.filter(({ endedAt }) => endedAt === null),
      plan: written && planFrom(written),
      checklist: shownToStaff(checklist),
    }
    show(req, res, 'console/people/person.njk', { back: '/people', ...presentPerson(person, record, reader, t) })
  })

  router.get(`${address}/pin-slip`, may('make-pin-slip'), async (req, res) => {
    const person = await find(req, res)
    const hasPin = (await database.pins.find(person.id)) !== undefined
    await audit(req, res, person)
    showConfirmation(req, res, person, hasPin, false)
  })

  router.post(`${address}/pin-slip`, may('make-pin-slip'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(slipForm, req.body)
    if (!form.ok) throw new PageError(400, 'bad-request')
    // A page loaded again, or a second click, would end the PIN of the slip that was just printed.
    const isFirst = await database.signInTries.useOnce(`pin-slip:${form.value.idempotencyKey}`)
    if (!isFirst) return showConfirmation(req, res, person, true, true)
    const pin = await makePinSlip(database, dependencies.context(), {
      person,
      staff: staffOf(res),
      fromAddress: req.ip,
    })
    show(req, res, 'console/people/pin-slip.njk', {
      pageName: t('console/people:slip.made.page-name'),
      back: `/people/${person.prisonNumber}`,
      ...presentSlip(person, pin, config.portalUrl, words),
    })
  })

  router.get(`${address}/pin-request`, may('make-pin-slip'), async (req, res) => {
    const person = await find(req, res)
    await audit(req, res, person)
    if (!(await database.pins.hasRequest(person.id))) return res.redirect(303, '/people')
    showDismissal(req, res, person)
  })

  router.post(`${address}/pin-request`, may('make-pin-slip'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(dismissForm, req.body)
    if (!form.ok) return showDismissal(req, res, person, form.faults)
    const { because } = form.value
    const staff = staffOf(res)
    await dismissPinRequest(database, dependencies.context(), { person, staff, because, fromAddress: req.ip })
    res.redirect(303, '/people')
  })

  async function showPeople(
    req: Request,
    res: Response,
    asked: PeopleQuery,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const words = asked.search === null ? null : (findSearch(req, asked.search) ?? null)
    const { rows: people, page } = await pageOf(asked.page, peoplePageSize, each =>
      database.people.search(scopeFor(staffOf(res)), words ?? '', each),
    )
    await database.audit.record({
      ...auditedBy(req, res),
      action: words === null ? 'people-listed' : 'people-searched',
      detail: { ...(words !== null && { search: words }), page, shown: people.map(({ id }) => id) },
    })
    const staff = staffOf(res)
    const pinRequests = can(staff.role, 'make-pin-slip') ? await database.pins.requests(scopeFor(staff)) : []
    const search = {
      name: words === null ? null : asked.search,
      words,
      isOver: asked.search !== null && words === null,
    }
    const context = {
      ...presentPeople(search, people, page, t),
      pinRequests: presentPinRequests(pinRequests, t),
      typed: typedIn(req.body, ['search']),
      errors: describeFaults(faults, t),
    }
    show(req, res, 'console/people/people.njk', context, faults.length > 0 ? 422 : 200)
  }

  function showDismissal(req: Request, res: Response, person: Person, faults?: readonly Fault[]): void {
    const context = {
      pageName: t('console/people:dismiss.page-name'),
      back: '/people',
      name: nameOf(person),
      address: `/people/${person.prisonNumber}/pin-request`,
      limit: becauseLimit,
      typed: typedIn(req.body, ['because']),
      errors: faults && describeFaults(faults, t),
    }
    show(req, res, 'console/people/dismiss-pin-request.njk', context, faults ? 422 : 200)
  }

  function showConfirmation(req: Request, res: Response, person: Person, hasPin: boolean, again: boolean): void {
    const context = {
      pageName: t('console/people:slip.confirm.page-name'),
      back: `/people/${person.prisonNumber}`,
      name: nameOf(person),
      prisonNumber: person.prisonNumber,
      hasPin,
      again,
      idempotencyKey: randomUUID(),
    }
    show(req, res, 'console/people/confirm-pin-slip.njk', context, again ? 409 : 200)
  }

  async function audit(req: Request, res: Response, person: Person): Promise<void> {
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'person-viewed',
    })
  }

  return router
}
