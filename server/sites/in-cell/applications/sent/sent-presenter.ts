import { applicationTitle } from '../../../../content/words/application-title'
import { formWords } from '../../../../content/words/form-words'
import { messageWords } from '../../../../content/words/reply-words'
import type { Translate } from '../../../../content/words/words'
import type { Application, ApplicationEvent, Draft, Message, Notification, Outcome } from '../../../../database'
import {
  findForm,
  isWords,
  expiresSoon,
  lastDayOfDraft,
  progressOf,
  type Form,
  type FormFacts,
} from '../../../../domain/applications'
import type { CalendarDay } from '../../../../domain/calendar'
import { isPrivate } from '../../../../domain/checklist'
import type { Team } from '../../../../domain/routing'
import { clockTime, longDay, longDayOf } from '../../../../web/pages/days'
import { firstWords } from '../../../../web/pages/first-words'
import type { Language } from '../../../../web/pages/language'
import { presentStep } from '../../step'
import { doneText } from './after-sending'
import { isQuiet } from './application-in-request'
import { notYetWith, whoElseIsTold, whoHasIt } from './receipts'

/** A draft in the list: its progress, and until when it is kept. */
export function presentDraftLine(
  draft: Draft,
  {
    facts,
    today,
    draftDays,
    toReview,
  }: {
    readonly facts: FormFacts
    readonly today: CalendarDay
    readonly draftDays: number
    /** An answer that was posted after the session had expired waits for review. */
    readonly toReview: boolean
  },
  t: Translate,
  language: Language,
) {
  const form = findForm(draft.form)
  const progress = progressOf(form, draft.answers, facts)
  const lastDay = lastDayOfDraft(draft.updatedAt, draftDays)
  return {
    title: formWords(t, form)('shortTitle'),
    href: `/my/applications/${draft.id}/check`,
    deleteHref: `/my/applications/${draft.id}/delete`,
    savedAt: savedText(draft.updatedAt, t, language),
    progress: t('in-cell/drafts:progress', { answered: progress.answered, count: progress.of }),
    kept: t('in-cell/drafts:kept-until', { date: longDay(lastDay, language) }),
    soon: expiresSoon(lastDay, today),
    toReview,
    hasAlert: draft.alertId !== null,
  }
}

/** A sent application in the list, under a title that says nothing to somebody who looks over a shoulder. */
export function presentSentLine(application: Application, t: Translate, language: Language) {
  return {
    title: applicationTitle(application, t),
    href: `/my/applications/${application.reference}`,
    reference: application.reference,
    private: isPrivate(application),
    sentOn: longDayOf(application.sentAt, language),
    where: whereText(application, t),
    ownWords: ownWords(application),
    isOpen: application.status === 'open',
    state: t(`in-cell/applications:tags.${stateOf(application)}`),
  }
}

/** The open applications about the same as a form that the person wants to start or to send. */
export function presentAskedBefore(form: Form, open: readonly Application[], t: Translate, language: Language) {
  return {
    title: formWords(t, form)('shortTitle'),
    applications: open.map(application => presentSentLine(application, t, language)),
  }
}

/**
 * The confirmation: reference, who has it, why, and by when to expect an answer. Where nobody of the team can see it, only
 * that it is kept.
 */
export function presentSent(
  application: Application,
  notifications: readonly Notification[],
  t: Translate,
  language: Language,
) {
  const who = whoHasIt(application, notifications, t)
  const notYet = notYetWith(application, notifications)
  const isKeptOnly = notYet === 'own-team'
  return {
    reference: application.reference,
    title: applicationTitle(application, t),
    who: notYet === undefined ? t('in-cell/applications:sent.who', { team: who }) : who,
    isKeptOnly,
    why: isKeptOnly ? null : t(`routing:why.${application.rule}`),
    respondBy: isKeptOnly ? null : longDay(application.respondBy, language),
    steps: presentSteps(application, notifications, t, language),
    urgent: application.safetyConcern,
    private: isPrivate(application),
    href: `/my/applications/${application.reference}`,
  }
}

export interface ApplicationToShow {
  readonly application: Application
  readonly events: readonly ApplicationEvent[]
  readonly messages: readonly Message[]
  readonly notifications: readonly Notification[]
  readonly t: Translate
  readonly language: Language
}

/** Where an application is: who has it, what has happened in plain words, and what was written. */
export function presentApplication({ application, events, messages, notifications, t, language }: ApplicationToShow) {
  const open = application.status === 'open'
  const who = whoHasIt(application, notifications, t)
  return {
    ...presentSent(application, notifications, t, language),
    who: who === null ? null : sentenceCase(who),
    hasIt: notYetWith(application, notifications) === undefined,
    told: whoElseIsTold(application, notifications, t, language),
    where: whereText(application, t),
    open,
    timeline: events.flatMap(event => {
      const text = textOf(event, { application, events, messages, notifications, t, language })
      return text === undefined
        ? []
        : [{ text, at: longDayOf(event.happenedAt, language), time: clockTime(event.happenedAt, language) }]
    }),
    messages: messages
      .filter(message => !isTheAnswer(message, application))
      .map(message => messageWords(message, { t, inWords: at => longDayOf(at, language) })),
    // Whoever staff wrote to last reads that first, with the box to reply in.
    replies: open && messages.at(-1)?.sender === 'staff',
  }
}

/** Sent, somebody has it, answered: each from what was recorded, and else what is to come. */
function presentSteps(
  application: Application,
  notifications: readonly Notification[],
  t: Translate,
  language: Language,
) {
  const { status, claimedBy, closedAt, sentAt } = application
  const isClosed = status === 'closed'
  const hasIt = notYetWith(application, notifications) === undefined
  const closed = isClosed ? closedText(application, closedAt, t, language) : null
  if (stateOf(application) === 'ended') {
    return [presentStep('sent', 'past', longDayOf(sentAt, language), t), presentStep('closed', 'now', closed, t)]
  }
  const isTaken = claimedBy !== null
  const expected = hasIt ? t('in-cell/applications:sent.by', { date: longDay(application.respondBy, language) }) : null
  return [
    presentStep('sent', isClosed || isTaken ? 'past' : 'now', longDayOf(sentAt, language), t),
    isClosed
      ? presentStep('has', 'past', null, t)
      : presentStep('has', isTaken ? 'now' : 'next', whereText(application, t), t),
    presentStep('answer', isClosed ? 'now' : 'next', closed ?? expected, t),
  ]
}

function closedText(application: Application, closedAt: Date | null, t: Translate, language: Language): string {
  return [whereText(application, t), closedAt && longDayOf(closedAt, language)].filter(Boolean).join(', ')
}

/** The answer stands above the messages, so it is not among them. */
function isTheAnswer({ sender, body, sentAt }: Message, { outcomeReason, closedAt }: Application): boolean {
  return sender === 'staff' && body === outcomeReason && sentAt.getTime() === closedAt?.getTime()
}

function stateOf({ status, outcome, claimedBy }: Application): 'sent' | 'with-staff' | 'answered' | 'ended' {
  if (status === 'open') return claimedBy === null ? 'sent' : 'with-staff'
  return outcome === 'withdrawn' || outcome === 'person-left' ? 'ended' : 'answered'
}

/** The first words of a form that can be about anything, to tell several apart; none of what is private. */
function ownWords(application: Application): string | null {
  const { ask } = application.answers
  const { several } = findForm(application.form)
  if (!several || isQuiet(application) || ask === undefined || !isWords(ask)) return null
  return firstWords(ask.words)
}

function whereText(application: Application, t: Translate): string {
  if (application.outcome !== null) return t(`routing:outcomes.${application.outcome}`)
  return t(`in-cell/applications:where.${application.claimedBy === null ? 'waiting' : 'working'}`)
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function savedText(at: Date, t: Translate, language: Language): string {
  return t('in-cell/applications:saved', { day: longDayOf(at, language), time: clockTime(at, language) })
}

function textOf(
  event: ApplicationEvent,
  { application, events, notifications, t, language }: ApplicationToShow,
): string | undefined {
  switch (event.kind) {
    case 'action-done':
      return doneText(event, events, application, t)
    case 'appointment-made': {
      // Leave out with whom and where: somebody else may see the screen.
      const at = new Date(String(event.detail.appointmentAt))
      const when = { day: longDayOf(at, language), time: clockTime(at, language) }
      return t('in-cell/applications:timeline.appointment-made', when)
    }
    default:
      return eventText(event, application, teamNotYet(application, notifications), t)
  }
}

/** The team of {@link notYetWith}, as events name it. */
function teamNotYet(application: Application, notifications: readonly Notification[]): Team | 'another-prison' | null {
  const notYet = notYetWith(application, notifications) ?? null
  return notYet === 'own-team' ? application.team : notYet
}

/** An event in the person's timeline; what only concerns staff has no text. */
function eventText(
  { kind, detail }: ApplicationEvent,
  { heldIn }: Pick<Application, 'heldIn'>,
  notYet: Team | 'another-prison' | null,
  t: Translate,
): string | undefined {
  switch (kind) {
    case 'sent':
      if (detail.team === notYet) {
        return t(
          detail.onPaper
            ? 'in-cell/after-sending:timeline.sent-on-paper-only'
            : 'in-cell/applications:timeline.sent-only',
        )
      }
      return t(detail.onPaper ? 'in-cell/after-sending:timeline.sent-on-paper' : 'in-cell/applications:timeline.sent', {
        team: teamIn(detail.team, t),
      })
    case 'moved':
    case 'overridden':
    case 'sent-to-com-person-left':
    case 'returned-not-left':
      if (detail.toPrison !== undefined) return movedToPrison(heldIn !== null && notYet === null, t)
      if (detail.toTeam === notYet) return t('in-cell/applications:timeline.moved-only')
      return t('in-cell/applications:timeline.moved', { team: teamIn(detail.toTeam, t) })
    case 'outcome':
      return t(`routing:outcomes.${detail.outcome as Outcome}`)
    case 'closed-person-left':
      return t('routing:outcomes.person-left')
    case 'consent-recorded':
    case 'consent-taken-back':
      return t('in-cell/applications:timeline.consent')
    case 'added-to':
      return t(
        `in-cell/applications:timeline.${detail.alert ? 'told-again' : detail.finished ? 'finished' : 'added-to'}`,
      )
    case 'claimed':
    case 'message':
    case 'withdrawn':
    case 'person-moved':
      return t(`in-cell/applications:timeline.${kind}`)
    case 'opened-again':
      if (detail.team === notYet) return t('in-cell/after-sending:timeline.opened-again-only')
      return t('in-cell/after-sending:timeline.opened-again', { team: teamIn(detail.team, t) })
    case 'closing-undone':
    case 'reopened':
      if (detail.team === notYet) return t('in-cell/after-sending:timeline.reopened-only')
      return t('in-cell/after-sending:timeline.reopened', { team: teamIn(detail.team, t) })
    case 'asked-for-news':
    case 'asked-another-look':
    case 'stands':
    case 'reopened-not-left':
      return t(`in-cell/after-sending:timeline.${kind}`)
    default:
      return undefined
  }
}

/** @param hasIt whether the team of another prison has it now */
function movedToPrison(hasIt: boolean, t: Translate): string {
  if (!hasIt) return t('in-cell/applications:timeline.moved-only')
  return t('in-cell/applications:timeline.moved', { team: t('in-cell/applications:another-prison') })
}

function teamIn(team: unknown, t: Translate): string {
  return t(`routing:teams.${team as Team}`)
}
