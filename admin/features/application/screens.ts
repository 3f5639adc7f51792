import { readNames } from '../../../server/content/texts/reading'
import type { Translate, Words } from '../../../server/content/words/words'
import type { ApplicationEvent, ReviewRequest } from '../../../server/database'
import { contentDir } from '../../../server/dependencies'
import { passedOnTo } from '../../../server/domain/work/notifications'
import { whoAnswersInstead } from '../../../server/use-cases/applications/answering/review-request'
import { presentConsentForm } from '../../forms/consent-form'
import { parseForm } from '../../forms/form'
import { listToGoBackTo } from '../../lists/list-address'
import { redirect, view, type Answer, type View } from '../../page/answers'
import type { Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { outcomeForm, overrideForm } from './answering/forms'
import { presentReopenForm } from './answering/reopen'
import {
  commandsFrom,
  presentCheck,
  presentTemplates,
  withTemplate,
  type ChosenTemplate,
  type ReplyDraft,
} from './answering/replies'
import { presentReviewRequestForm } from './answering/review-request'
import { presentToSettle, type Closing } from './answering/settle'
import { bodiesNeeded } from './details/consents'
import { presentConsultedForm } from './details/consulted'
import type { Found } from './details/find'
import { presentHeading } from './details/heading'
import { placeInWords, presentPassOnForm } from './pass-on'
import { presentApplication, presentConflict, presentOutcomeForm } from './presenter'
import { readRecord } from './record'

export type ApplicationScreens = ReturnType<typeof applicationScreens>

/** The pages about one application. Each is recorded as a view of it. */
export function applicationScreens(dependencies: ConsoleDependencies) {
  const { database, words } = dependencies
  const t = words.in('en')
  const names = readNames(contentDir)

  return {
    application: async (visit: Visit<Found>, use: ChosenTemplate | null = null): Promise<View> => {
      const { req, staff, scope, found } = visit
      const { extraBankHolidays } = dependencies.config
      const record = await readRecord(database, found, staff, scope, dependencies.today())
      return aboutApplication(found, 'application.njk', {
        back: listToGoBackTo(req, staff),
        ...presentApplication(record, { staff, ...dependencies.context(), extraBankHolidays }, t),
        ...replyBox(words, visit, 'message', use),
      })
    },

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

    outcomeForm: (visit: Visit<Closing>, use: ChosenTemplate | null = null): View =>
      aboutApplication(visit.found, 'outcome.njk', {
        ...presentToSettle(visit.found, visit.typed ?? {}, workingDaysOf(dependencies), t),
        ...presentOutcomeForm(visit.found, visit.typed?.outcome, t),
        ...ownPage(visit.found, visit.typed),
        ...replyBox(words, visit, 'answer', use),
      }),

    reviewRequestForm: async (
      visit: Visit<Found & { readonly reviewRequest: ReviewRequest }>,
      use: ChosenTemplate | null = null,
    ): Promise<Answer> => {
      const { found, scope, staff, typed } = visit
      const { id, reference } = found.application
      if (typed === null && found.reviewRequest.answer !== null) return redirect(`/applications/${reference}`)
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
        ...replyBox(words, visit, 'look-answer', use),
      })
    },

    ...shortForms(dependencies, t),

    /** What is about to be sent, as the person will read it. Nothing is sent and nothing has changed. */
    check: (found: Found, version: number, draft: ReplyDraft): View =>
      aboutApplication(found, 'check-reply.njk', {
        ...presentCheck(found, draft, { now: dependencies.now(), names, words }),
        version,
      }),

    /** What happened to the application since its page was opened; what was typed is kept to be copied. */
    conflict: (
      { req, found }: Visit<Found>,
      kind: 'changed' | 'closed',
      since: readonly ApplicationEvent[] = [],
    ): View =>
      aboutApplication(
        found,
        'conflict.njk',
        { kind, ...presentConflict(found, since, t), chosen: chosenIn(req.body, t) },
        409,
      ),
  }
}

/** A box in which a reply is written: templates, and what was typed with the words of one put after it. */
function replyBox(
  words: Words,
  { found, typed }: Visit<Found>,
  field: keyof typeof commandsFrom,
  use: ChosenTemplate | null,
) {
  return {
    templates: presentTemplates(commandsFrom[field], found, use, words),
    values: withTemplate(typed ?? {}, field, use, words),
  }
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

function aboutApplication({ application, person }: Found, template: string, context: object, status?: number): View {
  const audited = { action: 'application-viewed', personId: person.id, applicationId: application.id }
  return view(`application/${template}`, context, audited, status)
}
