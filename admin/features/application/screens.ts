import { readNames } from '../../../server/content/texts/reading'
import type { Translate, Words } from '../../../server/content/words/words'
import type { ApplicationEvent, ReviewRequest } from '../../../server/database'
import { contentDir } from '../../../server/dependencies'
import { passedOnTo } from '../../../server/domain/work/notifications'
import { whoAnswersInstead } from '../../../server/use-cases/applications/answering/review-request'
import { can } from '../../access/permissions'
import { presentConsentForm } from '../../forms/consent-form'
import { parseForm } from '../../forms/form'
import { listToGoBackTo } from '../../lists/list-address'
import { placeInQueue } from '../../lists/place-in-queue'
import { redirect, view, type Answer, type View } from '../../page/answers'
import type { Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { topicName } from '../../presenting/applications/topic-name'
import { withOpen } from '../../presenting/colleague-with-open'
import { limits, outcomeForm, overrideForm } from './answering/forms'
import { keptReply, type ReplyPath } from './answering/kept-replies'
import { presentReopenForm } from './answering/reopen'
import {
  commandsFrom,
  presentCheck,
  presentReadyWords,
  type ChosenTemplate,
  type ReplyDraft,
} from './answering/replies'
import { presentReviewRequestForm } from './answering/review-request'
import { presentToSettle, type Closing } from './answering/settle'
import { bodiesNeeded } from './details/consents'
import { presentConsultedForm } from './details/consulted'
import { colleaguesOf, type Found } from './details/find'
import { presentHeading } from './details/heading'
import { presentInList } from './details/in-list'
import type { Shown } from './details/tabs'
import { placeInWords, presentPassOnForm } from './pass-on'
import {
  presentApplication,
  presentConflict,
  presentFactsPart,
  presentHistory,
  presentOutcomeForm,
  presentStages,
} from './presenter'
import { readRecord } from './record'

/** Why a form was not taken. */
export interface Refused {
  readonly since: readonly ApplicationEvent[]
  /** What sends it all the same; null where it can go no more. */
  readonly button: 'save' | 'send' | 'close' | 'pass-on' | null
}

export type ApplicationScreens = ReturnType<typeof applicationScreens>

/** The pages about one application. Each is recorded as a view of it. */
export function applicationScreens(dependencies: ConsoleDependencies) {
  const { database, words } = dependencies
  const t = words.in('en')
  const names = readNames(contentDir)

  return {
    /** A part of an application's page. Its head and its side stay the same. */
    application: async (visit: Visit<Found>, shown: Shown = 'work'): Promise<View> => {
      const { req, staff, scope, found } = visit
      const { extraBankHolidays } = dependencies.config
      const reader = { staff, scope, extraBankHolidays, ...dependencies.context() }
      const [record, place] = await Promise.all([
        readRecord(database, found, reader, shown),
        shown === 'print' ? undefined : placeInQueue(dependencies, visit, found.application.reference),
      ])
      return aboutApplication(found, `${shown}.njk`, {
        part: shown === 'print' ? 'work' : shown,
        back: listToGoBackTo(req, staff),
        inList: place ? presentInList(place, staff, t) : null,
        ...presentApplication(record, reader, shown, t),
        ...((shown === 'facts' || shown === 'print') && { facts: presentFactsPart(record, reader, t) }),
        ...(shown === 'notes' && presentHistory(record, req.query.show, t)),
        ...(shown === 'messages' && replyBox(words, withKept(visit, 'messages'), 'message')),
      })
    },

    outcomeForm: async (opened: Visit<Closing>): Promise<View> => {
      const visit = withKept(opened, 'outcome')
      return aboutApplication(visit.found, 'outcome.njk', {
        openConcern: await openConcernOf(database, visit.found),
        ...presentToSettle(visit.found, visit.typed ?? {}, workingDaysOf(dependencies), t),
        ...presentOutcomeForm(
          visit.found,
          visit.typed?.outcome,
          { today: dependencies.today(), policy: dependencies.config.policy },
          t,
        ),
        stageList: await stagesOf('answer', visit, dependencies),
        ...ownPage(visit.found, visit.typed),
        ...replyBox(words, visit, 'answer'),
      })
    },

    reviewRequestForm: async (opened: Visit<Found & { readonly reviewRequest: ReviewRequest }>): Promise<Answer> => {
      const visit = withKept(opened, 'another-look')
      const { found, scope, staff, typed } = visit
      const { id, reference } = found.application
      if (opened.typed === null && found.reviewRequest.answer !== null) return redirect(`/applications/${reference}`)
      const [events, all] = await Promise.all([
        database.applications.events(id),
        database.applications.ofPersonInScope(found.person.id, scope),
      ])
      const others = all.filter(each => each.id !== id)
      const instead = await whoAnswersInstead(database, staff.id, found.person.prisonId, events)
      const shown = { ...found, events, others, instead, readerId: staff.id }
      return aboutApplication(found, 'review-request-form.njk', {
        ...presentReviewRequestForm(shown, found.reviewRequest, typed?.['look-outcome'], t),
        ...ownPage(found, typed),
        ...replyBox(words, visit, 'look-answer'),
      })
    },

    ...shortForms(dependencies, t),

    /** What is about to be sent, as the person will read it. Nothing is sent and nothing has changed. */
    check: async (visit: Visit<Found>, version: number, draft: ReplyDraft, closing?: Visit<Closing>): Promise<View> =>
      aboutApplication(visit.found, 'check-reply.njk', {
        openConcern: await openConcernOf(database, visit.found),
        ...presentCheck(visit.found, draft, { now: dependencies.now(), names, words }),
        version,
        stageList: closing ? await stagesOf('check', closing, dependencies) : null,
      }),

    conflict: conflictScreen(database, t),
  }
}

/** What happened to the application since its page was opened; what was typed can be sent all the same, or kept. */
function conflictScreen(database: ConsoleDependencies['database'], t: Translate) {
  return async (
    { req, staff, found }: Visit<Found>,
    kind: 'changed' | 'closed',
    { since, button }: Refused = { since: [], button: null },
  ): Promise<View> => {
    const { id, version } = found.application
    // Who pressed the button to look at it first has been led here without the form that they filled in.
    const kept =
      req.method === 'GET' ? keptReply(req, found.application.reference, 'outcome')?.fields.answer : undefined
    const messages = since.length > 0 ? await database.messages.ofApplication(id) : []
    const context = {
      kind,
      version,
      ...presentConflict({ ...found, messages }, since, t),
      chosen: chosenIn(req.body, t),
      again: button && { action: req.path, version, button: t(`console/conflict:all-the-same.${button}`) },
      mayNote: can(staff.role, 'act-on-application'),
      limit: limits.note,
      ...(kept !== undefined && {
        typed: [{ field: 'answer', label: t('console/common:typed.fields.answer'), text: kept }],
      }),
    }
    return aboutApplication(found, 'conflict.njk', context, 409)
  }
}

/** The steps of closing, to the next application of the reader's list. */
async function stagesOf(at: 'answer' | 'check', visit: Visit<Closing>, dependencies: ConsoleDependencies) {
  const { application, person, toSettle } = visit.found
  const t = dependencies.words.in('en')
  const place = await placeInQueue(dependencies, visit, application.reference)
  const next = place?.next ? topicName(place.next, t) : null
  return presentStages(at, { toSettle: toSettle.length, next, name: `${person.firstName} ${person.lastName}` }, t)
}

/** What is kept of a form stands in it when its page is opened. */
function withKept<About extends Found>(
  visit: Visit<About>,
  path: ReplyPath,
): Visit<About> & { use: ChosenTemplate | null } {
  const kept = visit.typed === null ? keptReply(visit.req, visit.found.application.reference, path) : undefined
  return { ...visit, typed: kept?.fields ?? visit.typed, use: kept?.use ?? null }
}

/** A box in which a reply is written: ready words, and what was typed with the words of one put after it. */
function replyBox(
  words: Words,
  { found, typed, use }: Visit<Found> & { readonly use: ChosenTemplate | null },
  field: keyof typeof commandsFrom,
) {
  const values = typed ?? {}
  return { ready: presentReadyWords(commandsFrom[field], found, use, values, words), values }
}

function workingDaysOf({ config, today }: ConsoleDependencies) {
  return { today: today(), extra: config.extraBankHolidays }
}

/** The forms in which a reason is written for staff only. */
function shortForms({ database, today }: Pick<ConsoleDependencies, 'database' | 'today'>, t: Translate) {
  return {
    reopenForm: ({ found, typed }: Visit<Found>): View =>
      aboutApplication(found, 'reopen.njk', { ...presentReopenForm(found, t), ...ownPage(found, typed) }),

    consultedForm: ({ found, typed }: Visit<Found>): View =>
      aboutApplication(found, 'consulted.njk', {
        ...presentConsultedForm(found, today(), t),
        ...ownPage(found, typed),
      }),

    consentForm: async ({ found, typed }: Visit<Found>): Promise<View> => {
      const { application } = found
      const needed = bodiesNeeded(await database.applications.actions(application.id), application)
      return aboutApplication(found, 'record-consent.njk', {
        ...presentHeading(found, t),
        ...presentConsentForm(needed, typed ?? {}, t),
        ...ownPage(found, typed),
        pageName: t('console/consents:form.page-name', { reference: application.reference }),
      })
    },

    assignForm: async (visit: Visit<Found>): Promise<View> => {
      const { found, typed } = visit
      const [assignable, counted] = await Promise.all([
        colleaguesOf(database, visit),
        database.queue.colleagues(visit.scope, visit.staff.prisons),
      ])
      const colleagues = counted.filter(each => assignable.some(({ id }) => id === each.id))
      return aboutApplication(found, 'assign.njk', {
        ...presentHeading(found, t),
        ...ownPage(found, typed),
        pageName: t('console/application:assign.page-name', { reference: found.application.reference }),
        colleagues: [
          { value: '', text: t('console/application:assign.none') },
          ...colleagues.map(each => ({
            value: String(each.id),
            text: withOpen(each, t),
            selected: String(each.id) === typed?.to,
          })),
        ],
      })
    },

    overrideForm: async ({ found, typed }: Visit<Found>): Promise<View> => {
      const others = passedOnTo(found.application)
      const [prisons, reachable] = await Promise.all([
        database.prisons.all(),
        database.notifications.reachable(others, found.application, today()),
      ])
      return aboutApplication(found, 'override.njk', {
        ...presentPassOnForm({ ...found, prisons, reachable }, typed, t),
        ...ownPage(found, typed),
      })
    },
  }
}

/** A form with a page of its own keeps the version that its reader set out from: what changed since is told at the end. */
function ownPage({ application }: Found, typed: Visit['typed']) {
  return {
    version: typed?.version ?? application.version,
    back: `/applications/${application.reference}`,
    values: typed ?? {},
  }
}

/** What was picked beside what was written, in words. */
function chosenIn(body: unknown, t: Translate): string | undefined {
  const outcome = parseForm(outcomeForm.pick({ outcome: true }), body)
  if (outcome.ok) return t(`console/application:outcomes.${outcome.value.outcome}`)
  const destination = parseForm(overrideForm.pick({ destination: true }), body)
  return destination.ok ? placeInWords(destination.value.destination, t) : undefined
}

/** Where a safety concern of the application stands that nobody has acknowledged; null when there is none. */
async function openConcernOf(
  { safetyConcerns }: ConsoleDependencies['database'],
  { application }: Found,
): Promise<string | null> {
  const concern = application.safetyConcern ? await safetyConcerns.ofApplication(application.id) : undefined
  return concern?.acknowledgedAt === null ? `/applications/${application.reference}#safety` : null
}

function aboutApplication({ application, person }: Found, template: string, context: object, status?: number): View {
  const audited = { action: 'application-viewed', personId: person.id, applicationId: application.id }
  return view(`application/${template}`, context, audited, status)
}
