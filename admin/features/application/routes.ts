import type { Router } from 'express'
import { notificationScopeFor } from '../../../server/use-cases/accounts/access-scopes'
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
import { seeNotifications } from '../../../server/use-cases/work/notifications'
import { createRouter } from '../../../server/web/addresses/routers'
import { consentForm, bodyForm } from '../../forms/consent-form'
import { outsideForm } from '../../forms/outside-form'
import { listToGoBackTo } from '../../lists/list-address'
import { gone, redirect, refused, type Outcome } from '../../page/answers'
import type { Confirmation } from '../../page/confirmation'
import { parseFormMeta, withHidden } from '../../page/form-meta'
import type { Find, Posted, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import {
  messageForm,
  noteForm,
  otherPrison,
  outcomeForm,
  overrideForm,
  reopenForm,
  reviewRequestForm,
  tickForm,
} from './answering/forms'
import { replyForm } from './answering/replies'
import { closingForm, fieldsOf, findClosing, settleFields, type Closing } from './answering/settle'
import { bodiesInWords } from './details/consents'
import { findAction, findApplication, findReviewRequest, type Found } from './details/find'
import { applicationScreens, type ApplicationScreens } from './screens'

const address = '/applications/:reference'

const tickMeta = withHidden(parseFormMeta, tickForm)
const bodyMeta = withHidden(parseFormMeta, bodyForm)

/** What the routes of an application are made from. */
interface Parts extends ConsoleFeature {
  readonly router: Router
  readonly find: Find<Found>
  readonly screens: ApplicationScreens
  readonly answer: AnswerTo
}

type Command = Posted<Found, { readonly version: number; readonly idempotencyKey: string }, unknown>

/** Where the result of a command leads. @param part of the application's page */
type AnswerTo = (posted: Command, result: CommandResult, confirmation: Confirmation, part?: string) => Promise<Outcome>

/** One application: all that is known of it, and what staff can do with it. */
export function applicationRoutes(feature: ConsoleFeature): Router {
  const { dependencies } = feature
  const router = createRouter()
  const find = findApplication(dependencies.database)
  const screens = applicationScreens(dependencies)
  const parts = { ...feature, router, find, screens, answer: answerTo(dependencies, find, screens) }
  const show: Screen<Found> = async visit => {
    const { application } = visit.found
    const scope = notificationScopeFor(visit.staff, dependencies.today())
    if (await dependencies.database.notifications.hasUnseen(application.id, scope)) {
      await feature.perform(seeNotifications, { ...visit.by, application })
    }
    return screens.application(visit)
  }
  router.get(address, feature.page({ may: 'see-application', find, show }))
  workRoutes(parts)
  consentRoutes(parts)
  messageRoutes(parts)
  outcomeRoutes(parts)
  reviewRoutes(parts)
  reopenRoutes(parts)
  overrideRoutes(parts)
  return router
}

/** Who has it, what is to be done, and what was noted. */
function workRoutes({ dependencies, router, page, post, perform, find, screens, answer }: Parts): void {
  const t = dependencies.words.in('en')
  const again: Screen<Found> = visit => screens.application(visit)
  const handling = { may: 'act-on-application', find, meta: parseFormMeta } as const

  router.post(
    `${address}/claim`,
    post({ ...handling, run: async posted => answer(posted, await perform(claim, commandOf(posted)), 'claimed') }),
  )

  router.post(
    `${address}/hand-back`,
    post({
      ...handling,
      run: async posted => answer(posted, await perform(handBack, commandOf(posted)), 'handed-back'),
    }),
  )

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
      again,
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
        return answer(posted, result, 'consent-recorded', 'consents')
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
function messageRoutes({ router, post, perform, find, screens, answer }: Parts): void {
  router.post(
    `${address}/messages`,
    post({
      may: 'act-on-application',
      find,
      meta: parseFormMeta,
      form: replyForm(messageForm),
      again: visit => screens.application(visit),
      run: async posted => {
        const { found, meta, value } = posted
        if (value.kind === 'write') return screens.application(posted, value.use)
        const { message: body } = value.reply
        if (value.kind === 'check') return screens.check(found, meta.version, { field: 'message', body })
        return answer(posted, await perform(sendMessage, { ...commandOf(posted), body }), 'message', 'messages')
      },
    }),
  )
}

/** Closing the application with an answer, and with what becomes of each action that is not done. */
function outcomeRoutes({ dependencies, router, page, post, perform, screens, answer }: Parts): void {
  const t = dependencies.words.in('en')
  const find = findClosing(dependencies.database)
  const extra = dependencies.config.extraBankHolidays
  const form: Screen<Closing> = visit =>
    isClosed(visit) ? screens.conflict(visit, 'closed') : screens.outcomeForm(visit)
  router.get(`${address}/outcome`, page({ may: 'give-outcome', find, show: form }))

  router.post(
    `${address}/outcome`,
    post({
      may: 'give-outcome',
      find,
      meta: parseFormMeta,
      form: closingForm(replyForm(outcomeForm), { today: dependencies.today, extra }, t),
      again: visit => screens.outcomeForm(visit),
      run: async posted => {
        const { found, meta, value } = posted
        if (value.kind === 'write') return screens.outcomeForm(posted, value.use)
        const { outcome, answer: body } = value.reply
        const { settled } = value
        if (value.kind === 'check') {
          const hiddenFields = settleFields(found.toSettle, posted.req.body)
          return screens.check(found, meta.version, { field: 'answer', outcome, body, settled, hiddenFields })
        }
        const result = await perform(giveOutcome, { ...commandOf(posted), outcome, body, settled })
        if (result.kind !== 'needs-consent') return answer(posted, result, 'outcome')
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
  router.get(
    `${address}/another-look`,
    page({ may: 'answer-review-request', find, show: visit => screens.reviewRequestForm(visit) }),
  )

  router.post(
    `${address}/another-look`,
    post({
      may: 'answer-review-request',
      find,
      meta: parseFormMeta,
      form: replyForm(reviewRequestForm),
      again: visit => screens.reviewRequestForm(visit),
      run: async posted => {
        const { found, meta, value } = posted
        if (value.kind === 'write') return screens.reviewRequestForm(posted, value.use)
        const { 'look-outcome': chosen, 'look-answer': body } = value.reply
        if (value.kind === 'check') {
          return screens.check(found, meta.version, { field: 'look-answer', lookAnswer: chosen, body })
        }
        const command = { ...commandOf(posted), answer: chosen, body }
        const result = await perform(answerReviewRequest, command)
        // The page says who answers instead; what was typed stays in its form.
        if (result.kind === 'own-answer') return refused({ field: 'look-outcome', problem: 'own-answer' })
        return answer(posted, result, chosen)
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
        return answer(posted, await perform(reopen, command), 'reopened')
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
          return answer(posted, await perform(override, { ...command, destination, reason }), 'overridden')
        }
        if (destination === otherPrison) {
          const result = await perform(passOnToPrison, { ...command, prisonId, reason })
          if (result.kind !== 'no-such-prison') return answer(posted, result, 'overridden')
          return refused({ field: 'to-prison', problem: 'nothing-chosen' })
        }
        const result = await perform(passOn, { ...command, recipient: destination, words: reason })
        if (result.kind !== 'in-confidence') return answer(posted, result, 'passed-on', 'told-and-asked')
        return refused({ field: 'destination', problem: 'in-confidence' })
      },
    }),
  )
}

function commandOf({ by, scope, found, meta }: Command): StaffCommand {
  return { ...by, scope, reference: found.application.reference, ...meta }
}

function answerTo({ database }: ConsoleDependencies, find: Find<Found>, screens: ApplicationScreens): AnswerTo {
  return async (posted, result, confirmation, part = 'top') => {
    if (result.kind === 'not-found') return gone()
    const { req, staff, scope, found } = posted
    if (result.kind !== 'done') {
      const since = result.kind === 'changed' ? result.since : []
      return screens.conflict({ ...posted, found: await find(posted) }, result.kind, since)
    }
    const { reference } = found.application
    // A command can take an application out of the scope of whoever gave it, such as a restricted one sent elsewhere.
    const isInScope = await database.applications.findInScope(reference, scope)
    return redirect(isInScope ? `/applications/${reference}#${part}` : listToGoBackTo(req, staff), confirmation)
  }
}

function isClosed({ found: { application } }: Visit<Found>): boolean {
  return application.status === 'closed'
}
