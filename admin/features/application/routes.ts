import type { Router } from 'express'
import type { Application, ApplicationEvent } from '../../../server/database'
import { notificationScopeFor, scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import {
  addNote,
  claim,
  giveOutcome,
  handBack,
  override,
  passOn,
  passOnToPrison,
  sendMessage,
  recordConsultation,
  tickAction,
  type CommandResult,
  type StaffCommand,
} from '../../../server/use-cases/applications/answering/handle-application'
import { reopen, undoClosing } from '../../../server/use-cases/applications/answering/reopen'
import { answerReviewRequest } from '../../../server/use-cases/applications/answering/review-request'
import { recordConsent, recordTakenBack } from '../../../server/use-cases/people/record-consent'
import { assignApplications } from '../../../server/use-cases/work/assign-applications'
import { seeNotifications } from '../../../server/use-cases/work/notifications'
import { createRouter } from '../../../server/web/addresses/routers'
import { consentForm, bodyForm } from '../../forms/consent-form'
import { outsideForm } from '../../forms/outside-form'
import { messageForm } from '../../forms/reply'
import { listToGoBackTo } from '../../lists/list-address'
import { placeInQueue } from '../../lists/place-in-queue'
import { gone, redirect, refusalPage, refused, type Outcome } from '../../page/answers'
import { tellMeanwhile, type Confirmation } from '../../page/confirmation'
import { parseFormMeta, withHidden } from '../../page/form-meta'
import type { Find, Posted, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { fullName } from '../../presenting/people/full-name'
import {
  assignForm,
  noteForm,
  otherPrison,
  outcomeForm,
  overrideForm,
  partForm,
  reopenForm,
  reviewRequestForm,
  tickForm,
} from './answering/forms'
import { replyForm } from './answering/replies'
import { replyPages } from './answering/reply-pages'
import { closingForm, fieldsOf, findClosing, settleFields, type Closing } from './answering/settle'
import { bodiesInWords } from './details/consents'
import { colleaguesOf, findAction, findApplication, findReviewRequest, type Found } from './details/find'
import { presentClosed } from './details/in-list'
import { addressOfTab, tabs, type Shown } from './details/tabs'
import { applicationScreens, type ApplicationScreens, type Refused } from './screens'
import { presentTimeLine } from './time-line'

const address = '/applications/:reference'

const tickMeta = withHidden(parseFormMeta, tickForm)
const partMeta = withHidden(parseFormMeta, partForm)
const bodyMeta = withHidden(parseFormMeta, bodyForm)

/** What the routes of an application are made from. */
interface Parts extends ConsoleFeature {
  readonly router: Router
  readonly find: Find<Found>
  readonly screens: ApplicationScreens
  readonly answer: AnswerTo
}

type Command = Posted<Found, { readonly version: number; readonly idempotencyKey: string }, unknown>

/** Where the result of a command leads. @param part of the application's page @param once when a colleague was before */
type AnswerTo = (
  posted: Command,
  result: CommandResult,
  confirmation: Confirmation,
  part?: string,
  once?: AllTheSame,
) => Promise<Outcome>

/** How a form can still be sent whose reader had not seen what a colleague did. */
interface AllTheSame {
  readonly button: NonNullable<Refused['button']>
  readonly isTaken: (application: Application, since: readonly ApplicationEvent[]) => boolean
}

const isClosedApplication = ({ status }: Application) => status === 'closed'
const whileOpen = (application: Application) => !isClosedApplication(application)
const always = () => true
const passing: AllTheSame = { button: 'pass-on', isTaken: whileOpen }

/** One application: all that is known of it, and what staff can do with it. */
export function applicationRoutes(feature: ConsoleFeature): Router {
  const { dependencies } = feature
  const router = createRouter()
  const find = findApplication(dependencies.database)
  const screens = applicationScreens(dependencies)
  const parts = { ...feature, router, find, screens, answer: answerTo(dependencies, find, screens) }
  const show =
    (shown: Shown): Screen<Found> =>
    async visit => {
      const { application } = visit.found
      const scope = notificationScopeFor(visit.staff, dependencies.today())
      if (await dependencies.database.notifications.hasUnseen(application.id, scope)) {
        await feature.perform(seeNotifications, { ...visit.by, application })
      }
      return screens.application(visit, shown)
    }
  const showPart = (shown: Shown) => feature.page({ may: 'see-application', find, show: show(shown) })
  router.get(address, showPart('work'))
  router.get(`${address}/messages`, showPart('messages'))
  router.get(`${address}/notes`, showPart('notes'))
  router.get(`${address}/facts`, showPart('facts'))
  router.get(`${address}/print`, showPart('print'))
  ownerRoutes(parts)
  workRoutes(parts)
  consentRoutes(parts)
  messageRoutes(parts)
  outcomeRoutes(parts)
  reviewRoutes(parts)
  reopenRoutes(parts)
  overrideRoutes(parts)
  return router
}

/** Who has it. */
function ownerRoutes({ dependencies, router, page, post, perform, find, screens, answer }: Parts): void {
  const handling = { may: 'act-on-application', find, meta: partMeta } as const

  router.post(
    `${address}/claim`,
    post({
      ...handling,
      run: async posted => answer(posted, await perform(claim, commandOf(posted)), 'claimed', posted.meta.part),
    }),
  )

  router.get(`${address}/assign`, page({ may: 'assign-applications', find, show: screens.assignForm }))

  router.post(
    `${address}/assign`,
    post({
      may: 'assign-applications',
      find,
      meta: parseFormMeta,
      form: assignForm,
      again: screens.assignForm,
      run: async posted => {
        const { by, scope, meta, found, value } = posted
        const { reference } = found.application
        const member = (await colleaguesOf(dependencies.database, posted)).find(({ id }) => String(id) === value.to)
        if (!member) return refused({ field: 'to', problem: 'nothing-chosen' })
        const { left } = await perform(assignApplications, {
          ...by,
          scope,
          chosen: [{ reference, version: meta.version }],
          to: { member, scope: scopeFor(member) },
          idempotencyKey: meta.idempotencyKey,
        })
        const why = left[0]?.why
        if (why === 'not-theirs') return refused({ field: 'to', problem: 'not-theirs' })
        if (why === 'not-found') return gone()
        if (why !== undefined) return refusalPage(await screens.conflict(posted, why))
        return redirect(addressOfPart(reference, 'top'), 'assigned', { reference, colleague: member.name })
      },
    }),
  )

  router.post(
    `${address}/hand-back`,
    post({
      ...handling,
      run: async posted => answer(posted, await perform(handBack, commandOf(posted)), 'handed-back', posted.meta.part),
    }),
  )
}

/** What is to be done, and what was noted. */
function workRoutes({ dependencies, router, page, post, perform, find, screens, answer }: Parts): void {
  const t = dependencies.words.in('en')
  const again: Screen<Found> = visit => screens.application(visit)
  const handling = { may: 'act-on-application', find, meta: parseFormMeta } as const

  router.post(
    `${address}/actions/:action`,
    post({
      may: 'act-on-application',
      find: findAction(dependencies.database),
      meta: tickMeta,
      again,
      run: async posted => {
        const { done } = posted.meta
        const command = { ...commandOf(posted), action: posted.found.action, done }
        const result = await perform(tickAction, command)
        if (result.kind === 'needs-consent') {
          const { firstName, lastName } = posted.found.person
          const bodies = bodiesInWords(result.bodies, t)
          const text = t('console/consents:needed.refused', { name: `${firstName} ${lastName}`, bodies })
          return refused({ field: 'record-consent', href: '#record-consent', text })
        }
        if (result.kind === 'passed-on') {
          const text = t('console/application:actions.passed-on')
          return refused({ field: 'told-and-asked', href: '#told-and-asked', text })
        }
        return answer(posted, result, done ? 'action-done' : 'action-undone', 'actions')
      },
    }),
  )

  const consultedForm: Screen<Found> = visit =>
    isClosed(visit) ? screens.conflict(visit, 'closed') : screens.consultedForm(visit)
  router.get(`${address}/consulted`, page({ may: 'act-on-application', find, show: consultedForm }))

  router.post(
    `${address}/consulted`,
    post({
      ...handling,
      form: outsideForm(dependencies.today),
      again: screens.consultedForm,
      run: async posted => {
        const command = { ...commandOf(posted), ...posted.value, action: 'consult-com' as const }
        const result = await perform(recordConsultation, command)
        if (result.kind !== 'passed-on') return answer(posted, result, 'action-done', 'actions')
        const text = t('console/application:actions.passed-on')
        return refused({ field: 'outside-way', href: '#outside-way', text })
      },
    }),
  )

  router.post(
    `${address}/notes`,
    post({
      ...handling,
      form: noteForm,
      again: visit => screens.application(visit, 'notes'),
      run: async posted =>
        answer(posted, await perform(addNote, { ...commandOf(posted), body: posted.value.note }), 'note', 'notes'),
    }),
  )
}

/** Consent given on paper or in talking, and taken back so. */
function consentRoutes({ dependencies, router, page, post, perform, find, screens, answer }: Parts): void {
  router.get(`${address}/consents/new`, page({ may: 'act-on-application', find, show: screens.consentForm }))

  router.post(
    `${address}/consents`,
    post({
      may: 'act-on-application',
      find,
      meta: parseFormMeta,
      form: consentForm(dependencies.today),
      again: screens.consentForm,
      run: async posted => {
        const result = await perform(recordConsent, { ...commandOf(posted), ...posted.value })
        return answer(posted, result, 'consent-recorded', 'consents', { button: 'save', isTaken: always })
      },
    }),
  )

  router.post(
    `${address}/consents/taken-back`,
    post({
      may: 'act-on-application',
      find,
      meta: bodyMeta,
      run: async posted => {
        const result = await perform(recordTakenBack, { ...commandOf(posted), body: posted.meta.body })
        return answer(posted, result, 'consent-taken-back', 'consents')
      },
    }),
  )
}

/** Writing to the person without closing the application. */
function messageRoutes({ dependencies, router, page, post, perform, find, screens, answer }: Parts): void {
  const form = replyForm(messageForm)
  const pages = replyPages('messages', 'message', dependencies)
  const check: Screen<Found> = visit => {
    const kept = pages.toCheck(visit, form)
    return kept ? screens.check(visit, kept.version, { field: 'message', body: kept.reply.message }) : pages.form(visit)
  }
  router.get(`${address}/messages/check`, page({ may: 'act-on-application', find, show: check }))

  router.post(
    `${address}/messages`,
    post({
      may: 'act-on-application',
      find,
      meta: parseFormMeta,
      form,
      again: visit => screens.application(visit, 'messages'),
      run: async posted => {
        const { value } = posted
        if (value.kind !== 'send') return pages.keep(posted, value)
        const result = await perform(sendMessage, { ...commandOf(posted), body: value.reply.message })
        pages.sent(posted, result)
        return answer(posted, result, 'message', 'messages', { button: 'send', isTaken: always })
      },
    }),
  )
}

/** Closing the application with an answer, and with what becomes of each action that is not done. */
function outcomeRoutes({ dependencies, router, page, post, perform, screens, answer }: Parts): void {
  const t = dependencies.words.in('en')
  const find = findClosing(dependencies.database)
  const extra = dependencies.config.extraBankHolidays
  const form = closingForm(replyForm(outcomeForm), { today: dependencies.today, extra }, t)
  const pages = replyPages('outcome', 'answer', dependencies)
  const show: Screen<Closing> = visit =>
    isClosed(visit) ? screens.conflict(visit, 'closed') : screens.outcomeForm(visit)
  router.get(`${address}/outcome`, page({ may: 'give-outcome', find, show }))

  const check: Screen<Closing> = visit => {
    if (isClosed(visit)) return screens.conflict(visit, 'closed')
    const kept = pages.toCheck(visit, form)
    if (!kept) return pages.form(visit)
    const { reply, settled } = kept
    const hiddenFields = settleFields(visit.found.toSettle, kept.fields)
    const draft = { field: 'answer', outcome: reply.outcome, body: reply.answer, settled, hiddenFields } as const
    return screens.check(visit, kept.version, draft, visit)
  }
  router.get(`${address}/outcome/check`, page({ may: 'give-outcome', find, show: check }))

  router.post(
    `${address}/outcome`,
    post({
      may: 'give-outcome',
      find,
      meta: parseFormMeta,
      form,
      again: visit => screens.outcomeForm(visit),
      run: async posted => {
        const { found, value } = posted
        if (value.kind !== 'send') return pages.keep(posted, value)
        const { outcome, answer: body } = value.reply
        const { settled } = value
        const { reference } = found.application
        const place = await placeInQueue(dependencies, posted, reference)
        const result = await perform(giveOutcome, { ...commandOf(posted), outcome, body, settled })
        if (result.kind !== 'needs-consent') {
          pages.sent(posted, result)
          // What others did meanwhile is told on the page of the application that they did it to.
          if (result.kind !== 'done' || !place || result.since?.length) {
            return answer(posted, result, 'outcome', 'top', { button: 'close', isTaken: whileOpen })
          }
          posted.req.session.done = presentClosed(place, reference, posted.staff, t)
          return redirect(
            place.next ? `/applications/${place.next.reference}` : listToGoBackTo(posted.req, posted.staff),
          )
        }
        const { firstName, lastName } = found.person
        const bodies = bodiesInWords(result.bodies, t)
        const text = t('console/consents:needed.refused', { name: `${firstName} ${lastName}`, bodies })
        const done = settled.find(({ becomes }) => becomes === 'done')
        const field = done ? fieldsOf(done.action).becomes : 'outcome'
        return refused({ field, href: `#${field}`, text })
      },
    }),
  )
}

/** Answering whoever asked for another look at a closed application. */
function reviewRoutes({ dependencies, router, page, post, perform, screens, answer }: Parts): void {
  const find = findReviewRequest(dependencies.database)
  const form = replyForm(reviewRequestForm)
  const pages = replyPages('another-look', 'look-answer', dependencies)
  router.get(
    `${address}/another-look`,
    page({ may: 'answer-review-request', find, show: visit => screens.reviewRequestForm(visit) }),
  )

  router.get(
    `${address}/another-look/check`,
    page({
      may: 'answer-review-request',
      find,
      show: visit => {
        const kept = pages.toCheck(visit, form)
        if (!kept) return pages.form(visit)
        const { 'look-outcome': lookAnswer, 'look-answer': body } = kept.reply
        return screens.check(visit, kept.version, { field: 'look-answer', lookAnswer, body })
      },
    }),
  )

  router.post(
    `${address}/another-look`,
    post({
      may: 'answer-review-request',
      find,
      meta: parseFormMeta,
      form,
      again: visit => screens.reviewRequestForm(visit),
      run: async posted => {
        const { value } = posted
        if (value.kind !== 'send') return pages.keep(posted, value)
        const { 'look-outcome': chosen, 'look-answer': body } = value.reply
        const result = await perform(answerReviewRequest, { ...commandOf(posted), answer: chosen, body })
        // The page says who answers instead; what was typed stays in its form.
        if (result.kind === 'own-answer') return refused({ field: 'look-outcome', problem: 'own-answer' })
        pages.sent(posted, result)
        const isTaken: AllTheSame['isTaken'] = (_application, since) =>
          !since.some(({ kind }) => kind === 'stands' || kind === 'opened-again')
        return answer(posted, result, chosen, 'top', { button: 'send', isTaken })
      },
    }),
  )
}

/** Opening a closed application again: whoever closed it within the hour, after that a manager with a reason. */
function reopenRoutes({ dependencies, router, page, post, perform, find, screens, answer }: Parts): void {
  const t = dependencies.words.in('en')
  router.post(
    `${address}/undo-closing`,
    post({
      may: 'give-outcome',
      find,
      meta: parseFormMeta,
      again: visit => screens.application(visit),
      run: async posted => {
        const result = await perform(undoClosing, commandOf(posted))
        if (result.kind !== 'too-late') return answer(posted, result, 'closing-undone')
        return refused({ field: 'undo-closing', href: '#top', text: t('console/errors:undo-closing.too-late') })
      },
    }),
  )

  const form: Screen<Found> = visit =>
    isClosed(visit) ? screens.reopenForm(visit) : redirect(`/applications/${visit.found.application.reference}`)
  router.get(`${address}/reopen`, page({ may: 'reopen-application', find, show: form }))

  router.post(
    `${address}/reopen`,
    post({
      may: 'reopen-application',
      find,
      meta: parseFormMeta,
      form: reopenForm,
      again: screens.reopenForm,
      run: async posted => {
        const command = { ...commandOf(posted), reason: posted.value['reopen-reason'] }
        const result = await perform(reopen, command)
        return answer(posted, result, 'reopened', 'top', { button: 'save', isTaken: isClosedApplication })
      },
    }),
  )
}

/** Sending the application to another team, or passing it on to somebody else while it stays where it is. */
function overrideRoutes({ router, page, post, perform, find, screens, answer }: Parts): void {
  const form: Screen<Found> = visit =>
    isClosed(visit) ? screens.conflict(visit, 'closed') : screens.overrideForm(visit)
  router.get(`${address}/override`, page({ may: 'override', find, show: form }))

  router.post(
    `${address}/override`,
    post({
      may: 'override',
      find,
      meta: parseFormMeta,
      form: overrideForm,
      again: screens.overrideForm,
      run: async posted => {
        const { application, person } = posted.found
        const { destination, 'to-prison': prisonId, reason } = posted.value
        const command = commandOf(posted)
        if (destination === 'PRT' || destination === 'COM') {
          // On an older page the other place may be where it is now; what changed is then the answer.
          const isThere = destination === application.destination && application.heldIn === null
          if (isThere && posted.meta.version === application.version) {
            return refused({ field: 'destination', problem: 'there-already' })
          }
          // Only the COM could then see that it exists, and there is no COM to see it.
          if (destination === 'COM' && application.restricted && person.comEmail === null) {
            return refused({ field: 'destination', problem: 'seen-by-nobody' })
          }
          return answer(
            posted,
            await perform(override, { ...command, destination, reason }),
            'overridden',
            'top',
            passing,
          )
        }
        if (destination === otherPrison) {
          const result = await perform(passOnToPrison, { ...command, prisonId, reason })
          if (result.kind !== 'no-such-prison') return answer(posted, result, 'overridden', 'top', passing)
          return refused({ field: 'to-prison', problem: 'nothing-chosen' })
        }
        const result = await perform(passOn, { ...command, recipient: destination, words: reason })
        if (result.kind !== 'in-confidence') return answer(posted, result, 'passed-on', 'told-and-asked', passing)
        return refused({ field: 'destination', problem: 'in-confidence' })
      },
    }),
  )
}

function commandOf({ by, scope, found, meta }: Command): StaffCommand {
  return { ...by, scope, reference: found.application.reference, ...meta }
}

const usually: AllTheSame = { button: 'save', isTaken: whileOpen }

function answerTo({ database, words }: ConsoleDependencies, find: Find<Found>, screens: ApplicationScreens): AnswerTo {
  const t = words.in('en')
  return async (posted, result, confirmation, part = 'top', { button, isTaken } = usually) => {
    if (result.kind === 'not-found') return gone()
    const { req, staff, scope, found } = posted
    if (result.kind !== 'done') {
      const since = result.kind === 'changed' ? result.since : []
      const now = await find(posted)
      const isStillTaken = result.kind === 'changed' && isTaken(now.application, since)
      const kind = isTaken === whileOpen && !isStillTaken ? 'closed' : result.kind
      const visit = { ...posted, found: now }
      return refusalPage(await screens.conflict(visit, kind, { since, button: isStillTaken ? button : null }))
    }
    const { reference } = found.application
    const byOthers = (result.since ?? []).filter(({ staffId }) => staffId !== staff.id)
    tellMeanwhile(req, presentTimeLine(byOthers, fullName(found.person), t))
    // A command can take an application out of the scope of whoever gave it, such as a restricted one sent elsewhere.
    const isInScope = await database.applications.findInScope(reference, scope)
    const named = { reference, name: fullName(found.person) }
    return redirect(isInScope ? addressOfPart(reference, part) : listToGoBackTo(req, staff), confirmation, named)
  }
}

/** The tab that a part has, and the part on it. */
function addressOfPart(reference: string, part: string): string {
  const tab = tabs.find(each => each === part)
  return `${addressOfTab(reference, tab ?? 'work')}#${tab === 'work' || tab === 'facts' ? 'top' : part}`
}

function isClosed({ found }: Visit<Found>): boolean {
  return isClosedApplication(found.application)
}
