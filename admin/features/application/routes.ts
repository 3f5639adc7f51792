import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { readNames } from '../../../server/content/reading'
import type { ReviewRequest, Application, Person, StaffMember } from '../../../server/database'
import { parseReference, type ConsentBody } from '../../../server/domain/applications'
import { chapterOfTopic } from '../../../server/domain/content/local-services'
import { actions } from '../../../server/domain/routing'
import {
  acknowledgeSafetyConcern,
  addNote,
  claim,
  giveOutcome,
  handBack,
  override,
  sendMessage,
  tickAction,
  type CommandResult,
  type StaffCommand,
} from '../../../server/use-cases/applications/handle-application'
import { contentDir } from '../../../server/dependencies'
import { answerReviewRequest } from '../../../server/use-cases/applications/review-request'
import { recordConsent, recordTakenBack } from '../../../server/use-cases/people/record-consent'
import { PageError } from '../../../server/web/errors'
import { parseFormMeta } from '../../page/form-meta'
import { bodyForm, consentFields, consentForm, presentConsentForm } from '../../forms/consent-form'
import { describeFaults, parseForm, typedIn, type Fault, type FieldError } from '../../forms/form'
import { listToGoBackTo } from '../../lists/list-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentReviewRequestForm } from './review-request'
import { bodiesInWords, bodiesNeeded } from './consents'
import { reviewRequestForm, messageForm, noteForm, outcomeForm, overrideForm, safetyForm, tickForm } from './forms'
import { presentHeading } from './heading'
import {
  commandsFrom,
  presentCheck,
  presentTemplates,
  whatIsAsked,
  withTemplate,
  type ChosenTemplate,
  type ReplyDraft,
} from './replies'
import {
  othersShown,
  presentApplication,
  presentConflict,
  presentOutcomeForm,
  presentOverrideForm,
  type ApplicationRecord,
} from './presenter'

/** What is shown again of a form that was not taken. */
const typedFields = ['note', 'message', 'answer', 'reason', 'what-was-done', 'look-answer', ...consentFields]

interface InSight {
  readonly application: Application
  readonly person: Person
}

/** One application: all that is known of it, and what staff can do with it. */
export function applicationRoutes({ dependencies, show, keptText }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/applications/:reference'
  const names = readNames(contentDir)

  router.get(address, may('see-application'), async (req, res) => {
    await showApplication(req, res, await find(req, res))
  })

  router.post(`${address}/claim`, may('act-on-application'), async (req, res) => {
    await finish(req, res, 'claimed', 'top', await claim(database, dependencies.context(), commandFrom(req, res)))
  })

  router.post(`${address}/hand-back`, may('act-on-application'), async (req, res) => {
    await finish(
      req,
      res,
      'handed-back',
      'top',
      await handBack(database, dependencies.context(), commandFrom(req, res)),
    )
  })

  router.post(`${address}/actions/:action`, may('act-on-application'), async (req, res) => {
    const form = parseForm(tickForm, req.body)
    if (!form.ok) throw new PageError(400, 'bad-request')
    const { application } = await find(req, res)
    const action = actions.find(each => each === req.params.action)
    const listed = await database.applications.actions(application.id)
    if (!action || !listed.some(each => each.action === action)) throw new PageError(404, 'not-found')
    const command = { ...commandFrom(req, res), action, done: form.value.done }
    const result = await tickAction(database, dependencies.context(), command)
    if (result.kind === 'needs-consent') return showConsentNeeded(req, res, result.bodies)
    await finish(req, res, command.done ? 'action-done' : 'action-undone', 'actions', result)
  })

  router.get(`${address}/consents/new`, may('act-on-application'), async (req, res) => {
    await showConsentForm(req, res, await find(req, res))
  })

  router.post(`${address}/consents`, may('act-on-application'), async (req, res) => {
    const form = parseForm(consentForm(dependencies.today), req.body)
    if (!form.ok) return showConsentForm(req, res, await find(req, res), form.faults)
    const result = await recordConsent(database, dependencies.context(), { ...commandFrom(req, res), ...form.value })
    await finish(req, res, 'consent-recorded', 'consents', result)
  })

  router.post(`${address}/consents/taken-back`, may('act-on-application'), async (req, res) => {
    await find(req, res)
    const form = parseForm(bodyForm, req.body)
    if (!form.ok) throw new PageError(400, 'bad-request')
    const result = await recordTakenBack(database, dependencies.context(), { ...commandFrom(req, res), ...form.value })
    await finish(req, res, 'consent-taken-back', 'consents', result)
  })

  router.post(`${address}/notes`, may('act-on-application'), async (req, res) => {
    const form = parseForm(noteForm, req.body)
    if (!form.ok) return showApplication(req, res, await find(req, res), form.faults)
    const command = { ...commandFrom(req, res), body: form.value.note }
    await finish(req, res, 'note', 'notes', await addNote(database, dependencies.context(), command))
  })

  router.post(`${address}/messages`, may('act-on-application'), async (req, res) => {
    const asked = whatIsAsked(req.body)
    if (asked.kind === 'write') return showApplication(req, res, await find(req, res), asked.faults, [], asked.use)
    const form = parseForm(messageForm, req.body)
    if (!form.ok) return showApplication(req, res, await find(req, res), form.faults)
    if (asked.kind === 'check') return showCheck(req, res, { field: 'message', body: form.value.message })
    const command = { ...commandFrom(req, res), body: form.value.message }
    await finish(req, res, 'message', 'messages', await sendMessage(database, dependencies.context(), command))
  })

  router.post(`${address}/safety`, may('acknowledge-safety'), async (req, res) => {
    const found = await find(req, res)
    if (!found.application.safetyConcern) throw new PageError(404, 'not-found')
    const form = parseForm(safetyForm, req.body)
    if (!form.ok) return showApplication(req, res, found, form.faults)
    const command = { ...commandFrom(req, res), whatWasDone: form.value['what-was-done'] }
    await finish(
      req,
      res,
      'safety',
      'safety',
      await acknowledgeSafetyConcern(database, dependencies.context(), command),
    )
  })

  router.get(`${address}/outcome`, may('give-outcome'), async (req, res) => {
    const found = await find(req, res)
    if (isClosed(found)) return showConflict(req, res, found, { kind: 'closed' })
    await showOutcomeForm(req, res, found)
  })

  router.post(`${address}/outcome`, may('give-outcome'), async (req, res) => {
    const asked = whatIsAsked(req.body)
    if (asked.kind === 'write') return showOutcomeForm(req, res, await find(req, res), asked.faults, asked.use)
    const form = parseForm(outcomeForm, req.body)
    if (!form.ok) return showOutcomeForm(req, res, await find(req, res), form.faults)
    const { outcome, answer: body } = form.value
    if (asked.kind === 'check') return showCheck(req, res, { field: 'answer', outcome, body })
    const command = { ...commandFrom(req, res), outcome, body }
    await finish(req, res, 'outcome', 'top', await giveOutcome(database, dependencies.context(), command))
  })

  router.get(`${address}/another-look`, may('answer-another-look'), async (req, res) => {
    const found = await find(req, res)
    const look = await database.reviewRequests.ofApplication(found.application.id)
    if (!look) throw new PageError(404, 'not-found')
    if (look.answer !== null) return res.redirect(303, `/applications/${found.application.reference}`)
    await showAnotherLookForm(req, res, found, look)
  })

  router.post(`${address}/another-look`, may('answer-another-look'), async (req, res) => {
    const found = await find(req, res)
    const look = await database.reviewRequests.ofApplication(found.application.id)
    if (!look) throw new PageError(404, 'not-found')
    const asked = whatIsAsked(req.body)
    if (asked.kind === 'write') return showAnotherLookForm(req, res, found, look, asked.faults, asked.use)
    const form = parseForm(reviewRequestForm, req.body)
    if (!form.ok) return showAnotherLookForm(req, res, found, look, form.faults)
    const { 'look-outcome': answer, 'look-answer': body } = form.value
    if (asked.kind === 'check') return showCheck(req, res, { field: 'look-answer', lookAnswer: answer, body })
    const command = { ...commandFrom(req, res), answer, body }
    await finish(req, res, answer, 'top', await answerReviewRequest(database, dependencies.context(), command))
  })

  router.get(`${address}/override`, may('override'), async (req, res) => {
    const found = await find(req, res)
    if (isClosed(found)) return showConflict(req, res, found, { kind: 'closed' })
    await showOverrideForm(req, res, found)
  })

  router.post(`${address}/override`, may('override'), async (req, res) => {
    const found = await find(req, res)
    const command = commandFrom(req, res)
    const form = parseForm(overrideForm, req.body)
    if (!form.ok) return showOverrideForm(req, res, found, form.faults)
    const { destination, reason } = form.value
    // On an older page the other place may be where it is now; what changed is then the answer.
    if (destination === found.application.destination && command.version === found.application.version) {
      return showOverrideForm(req, res, found, [{ field: 'destination', problem: 'there-already' }])
    }
    // Only the COM could then see that it exists, and there is no COM to see it.
    if (destination === 'COM' && found.application.restricted && found.person.comEmail === null) {
      return showOverrideForm(req, res, found, [{ field: 'destination', problem: 'seen-by-nobody' }])
    }
    const result = await override(database, dependencies.context(), { ...command, destination, reason })
    await finish(req, res, 'overridden', 'top', result)
  })

  /** @throws {PageError} 404 when there is no such application in the reader's sight, so that its existence does not show */
  async function find(req: Request, res: Response): Promise<InSight> {
    const reference = parseReference(String(req.params.reference))
    const application =
      reference === undefined ? undefined : await database.applications.findInScope(reference, scopeFor(staffOf(res)))
    const person = application && (await database.people.find(application.personId))
    if (!application || !person) throw new PageError(404, 'not-found')
    return { application, person }
  }

  function commandFrom(req: Request, res: Response): StaffCommand {
    const staff = staffOf(res)
    const page = parseFormMeta(req.path, req.body)
    if (!page) throw new PageError(400, 'bad-request')
    const reference = parseReference(String(req.params.reference)) ?? ''
    return { staff, scope: scopeFor(staff), reference, ...page, fromAddress: req.ip }
  }

  async function finish(req: Request, res: Response, said: string, part: string, result: CommandResult): Promise<void> {
    if (result.kind === 'not-found') throw new PageError(404, 'not-found')
    if (result.kind !== 'done') return showConflict(req, res, await find(req, res), result)
    say(req, said)
    // An act can take an application out of the sight of whoever did it, such as a restricted one that was sent elsewhere.
    const { staff, reference } = commandFrom(req, res)
    const stillInSight = await database.applications.findInScope(reference, scopeFor(staff))
    res.redirect(303, stillInSight ? `/applications/${reference}#${part}` : listToGoBackTo(req))
  }

  async function audit(req: Request, res: Response, { application, person }: InSight): Promise<void> {
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      applicationId: application.id,
      action: 'application-viewed',
    })
  }

  async function showApplication(
    req: Request,
    res: Response,
    found: InSight,
    faults: readonly Fault[] = [],
    otherErrors: readonly FieldError[] = [],
    use: ChosenTemplate | null = null,
  ): Promise<void> {
    const reader = {
      staff: staffOf(res),
      today: dependencies.today(),
      extraBankHolidays: dependencies.config.extraBankHolidays,
    }
    const context = {
      back: listToGoBackTo(req),
      ...presentApplication(await recordOf(found, reader.staff), reader, t),
      ...formContext(req, faults),
      ...replyContext(req, found, 'message', use),
      ...(otherErrors.length > 0 && { errors: otherErrors }),
    }
    await audit(req, res, found)
    const status = faults.length + otherErrors.length > 0 ? 422 : 200
    show(req, res, 'console/application/application.njk', context, status)
  }

  async function recordOf({ application, person }: InSight, staff: StaffMember): Promise<ApplicationRecord> {
    const { id, claimedBy } = application
    const { applications } = database
    const [
      decisions,
      events,
      actions,
      consents,
      messages,
      notes,
      concern,
      look,
      paper,
      said,
      names,
      localServices,
      referrals,
      questions,
      others,
    ] = await Promise.all([
      applications.decisions(id),
      applications.events(id),
      applications.actions(id),
      database.consents.ofPerson(person.id),
      database.messages.ofApplication(id),
      database.staffNotes.ofApplication(id),
      application.safetyConcern ? database.safetyConcerns.ofApplication(id) : undefined,
      database.reviewRequests.ofApplication(id),
      database.paperForms.ofApplication(id),
      database.aboutMe.of(person.id),
      claimedBy === null ? undefined : database.staff.names([claimedBy]),
      database.localServices.shownIn(person.prisonId, chapterOfTopic[application.topic]),
      database.referrals.ofPerson(person.id, scopeFor(staff)),
      can(staff.role, 'make-enquiry') ? database.enquiries.ofApplication(id) : null,
      applications.othersInSight(application, scopeFor(staff), othersShown),
    ])
    const claimedByName = claimedBy === null ? null : (names?.get(claimedBy) ?? null)
    const written = { messages, notes, concern, look, paper, said }
    return {
      application,
      person,
      decisions,
      events,
      actions,
      consents,
      ...written,
      claimedByName,
      localServices,
      referrals,
      questions,
      others,
    }
  }

  async function showConsentNeeded(req: Request, res: Response, bodies: readonly ConsentBody[]): Promise<void> {
    const found = await find(req, res)
    const { firstName, lastName } = found.person
    const text = t('console/consents:needed.refused', {
      name: `${firstName} ${lastName}`,
      bodies: bodiesInWords(bodies, t),
    })
    await showApplication(req, res, found, [], [{ field: 'record-consent', href: '#record-consent', text }])
  }

  async function showConsentForm(
    req: Request,
    res: Response,
    found: InSight,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const { application } = found
    const chosen = typedIn(req.body, ['body', 'way'])
    const context = {
      ...presentHeading(found, t),
      ...presentConsentForm(bodiesNeeded(await database.applications.actions(application.id), application), chosen, t),
      ...ownPageContext(req, found, faults),
      pageName: t('console/consents:form.page-name', { reference: application.reference }),
    }
    await audit(req, res, found)
    show(req, res, 'console/application/record-consent.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showOutcomeForm(
    req: Request,
    res: Response,
    found: InSight,
    faults: readonly Fault[] = [],
    use: ChosenTemplate | null = null,
  ): Promise<void> {
    const { outcome } = typedIn(req.body, ['outcome'])
    const context = {
      ...presentOutcomeForm(found, outcome, t),
      ...ownPageContext(req, found, faults),
      ...replyContext(req, found, 'answer', use),
    }
    await audit(req, res, found)
    show(req, res, 'console/application/outcome.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showAnotherLookForm(
    req: Request,
    res: Response,
    found: InSight,
    look: ReviewRequest,
    faults: readonly Fault[] = [],
    use: ChosenTemplate | null = null,
  ): Promise<void> {
    const { 'look-outcome': chosen } = typedIn(req.body, ['look-outcome'])
    const { id } = found.application
    const [events, all] = await Promise.all([
      database.applications.events(id),
      database.applications.ofPersonInSight(found.person.id, scopeFor(staffOf(res))),
    ])
    const others = all.filter(each => each.id !== id)
    const context = {
      ...presentReviewRequestForm({ ...found, events, others }, look, chosen, t),
      ...ownPageContext(req, found, faults),
      ...replyContext(req, found, 'look-answer', use),
    }
    await audit(req, res, found)
    show(req, res, 'console/application/review-request-form.njk', context, faults.length > 0 ? 422 : 200)
  }

  /** What is about to be sent, as the person will read it. Nothing is sent and nothing has changed. */
  async function showCheck(req: Request, res: Response, draft: ReplyDraft): Promise<void> {
    const found = await find(req, res)
    const { version } = commandFrom(req, res)
    const context = {
      ...presentCheck(found, draft, { now: dependencies.now(), names, words: dependencies.words }),
      version,
    }
    await audit(req, res, found)
    show(req, res, 'console/application/check-reply.njk', context)
  }

  async function showOverrideForm(
    req: Request,
    res: Response,
    found: InSight,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const { destination } = typedIn(req.body, ['destination'])
    const context = { ...presentOverrideForm(found, destination, t), ...ownPageContext(req, found, faults) }
    await audit(req, res, found)
    show(req, res, 'console/application/override.njk', context, faults.length > 0 ? 422 : 200)
  }

  /** A form with a page of its own keeps the version that its reader set out from: what changed since is told at the end. */
  function ownPageContext(req: Request, { application }: InSight, faults: readonly Fault[]) {
    const { version } = typedIn(req.body, ['version'])
    return {
      version: version ?? application.version,
      back: `/applications/${application.reference}`,
      ...formContext(req, faults),
    }
  }

  /** What goes with a box in which a reply is written: templates, and what was typed with the words of one put after it. */
  function replyContext(req: Request, found: InSight, field: keyof typeof commandsFrom, use: ChosenTemplate | null) {
    return {
      templates: presentTemplates(commandsFrom[field], found, use, dependencies.words),
      typed: withTemplate(typedIn(req.body, typedFields), field, use, dependencies.words),
    }
  }

  function formContext(req: Request, faults: readonly Fault[]) {
    return {
      idempotencyKey: randomUUID(),
      typed: typedIn(req.body, typedFields),
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
  }

  async function showConflict(
    req: Request,
    res: Response,
    found: InSight,
    result: Extract<CommandResult, { kind: 'changed' | 'closed' }>,
  ): Promise<void> {
    const context = {
      kind: result.kind,
      ...presentConflict(found, result.kind === 'changed' ? result.since : [], t),
      typed: keptText(req.body),
      chosen: chosenIn(req.body),
    }
    await audit(req, res, found)
    show(req, res, 'console/application/conflict.njk', context, 409)
  }

  /** What was picked beside what was written, in words. */
  function chosenIn(body: unknown): string | undefined {
    const outcome = parseForm(outcomeForm.pick({ outcome: true }), body)
    if (outcome.ok) return t(`console/application:outcomes.${outcome.value.outcome}`)
    const destination = parseForm(overrideForm.pick({ destination: true }), body)
    return destination.ok ? t(`console/common:destinations.${destination.value.destination}`) : undefined
  }

  return router
}

function isClosed({ application }: InSight): boolean {
  return application.status === 'closed'
}
