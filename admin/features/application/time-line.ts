import type { Translate } from '../../../server/content/words/words'
import type { ApplicationEvent, Outcome, StaffNote, StoredDecision } from '../../../server/database'
import type { ConsentBody } from '../../../server/domain/applications'
import type { PlanStage } from '../../../server/domain/assessments'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import type { Action, Team } from '../../../server/domain/routing'
import type { Recipient, WayToTell } from '../../../server/domain/work/notifications'
import type { ReferralKind } from '../../../server/domain/work/referrals'
import type { CauseToDecideAgain } from '../../../server/use-cases/applications/routing/decide-again'
import { momentInWords } from '../../presenting/moments'
import { outsideInWords } from '../../presenting/work/outside-fields'
import { settledIn, settlementInWords } from './answering/settlement-in-words'
import { changedFactsInWords } from './details/fact-changes'
import { byAndWhen } from './details/heading'

/** What the history can be narrowed to. */
export const historyKinds = ['note', 'decision', 'message'] as const
export type HistoryKind = (typeof historyKinds)[number]

export interface TimeLineEntry {
  readonly what: string
  /** Null for what is none of these. */
  readonly kind: HistoryKind | null
  /** The words of a staff note. */
  readonly note: string | null
  /** Who did it, and when. */
  readonly by: string
  /** The reason that was given, where one was; an earlier day for the reply; whether a manager answered an appeal against their own answer. */
  readonly words: readonly string[]
}

const byThePerson: ReadonlySet<string> = new Set([
  'sent',
  'added-to',
  'withdrawn',
  'consent-taken-back',
  'asked-for-news',
  'asked-another-look',
])

/** What else is kept of an application, and shown with what happened. */
interface Behind {
  readonly notes: readonly StaffNote[]
  readonly decisions: readonly StoredDecision[]
}

/** What has happened to an application, oldest first: what, by whom and when in words. */
export function presentTimeLine(
  events: readonly ApplicationEvent[],
  name: string,
  t: Translate,
  { notes, decisions }: Behind = { notes: [], decisions: [] },
): TimeLineEntry[] {
  const unread = [...notes]
  return events.map(event => ({
    what: whatHappened(event, t),
    by: byAndWhen(event.staffName ?? (byThePerson.has(event.kind) ? name : null), event.happenedAt, t),
    kind: event.kind === 'note' ? ('note' as const) : kindOf(event.kind),
    note: event.kind === 'note' ? noteAt(unread, event) : null,
    words: [
      ...changesBehind(event, decisions, t),
      ...(typeof event.detail.reason === 'string' ? [event.detail.reason] : []),
      ...byEnquiryInWords(enquiryBehind(event), t),
      ...settledIn(event).map(each => settlementInWords(each, t)),
      ...(event.detail.isOwnAnswer === true ? [t('console/events:own-answer')] : []),
      ...(typeof event.detail.respondBy === 'string'
        ? [t('console/events:decided-again.due', { day: dayInWords(event.detail.respondBy as CalendarDay) })]
        : []),
    ],
  }))
}

const decisionKinds: ReadonlySet<string> = new Set([
  'sent',
  'moved',
  'decided-again',
  'overridden',
  'passed-on',
  'sent-to-com-person-left',
  'returned-not-left',
  'outcome',
  'stands',
  'opened-again',
  'closing-undone',
  'reopened',
])
const messageKinds: ReadonlySet<string> = new Set(['message', 'added-to', 'asked-for-news', 'asked-another-look'])

function kindOf(kind: string): HistoryKind | null {
  return decisionKinds.has(kind) ? 'decision' : messageKinds.has(kind) ? 'message' : null
}

/** Takes the note that an event tells of: they are kept in the same order. */
function noteAt(unread: StaffNote[], { staffName, happenedAt }: ApplicationEvent): string | null {
  const index = unread.findIndex(
    note => note.staffName === staffName && note.writtenAt.getTime() === happenedAt.getTime(),
  )
  return index === -1 ? null : (unread.splice(index, 1)[0]?.body ?? null)
}

/** Which facts changed when an application was decided again. */
function changesBehind(
  { kind, happenedAt }: ApplicationEvent,
  decisions: readonly StoredDecision[],
  t: Translate,
): readonly string[] {
  if (kind !== 'moved' && kind !== 'decided-again') return []
  const index = decisions.findIndex(({ decidedAt }) => decidedAt.getTime() === happenedAt.getTime())
  const [before, after] = [decisions[index - 1], decisions[index]]
  if (!before || !after) return []
  const changes = changedFactsInWords(before.facts, after.facts, t)
  return changes.length === 0 ? [] : [changes.join('; ')]
}

/** The enquiry whose answer did an action; undefined for other events and for actions done in another way. */
export function enquiryBehind({ kind, detail }: ApplicationEvent): EnquiryBehind | undefined {
  return kind === 'action-done' ? (detail.byEnquiry as EnquiryBehind | undefined) : undefined
}

interface EnquiryBehind {
  readonly id: number
  readonly stage: PlanStage | null
  readonly isOutside: boolean
}

/** That an action was done by the answer to an enquiry, and how that was given. */
export function byEnquiryInWords(enquiry: EnquiryBehind | undefined, t: Translate): readonly string[] {
  if (!enquiry) return []
  const { stage, isOutside } = enquiry
  return [
    stage === null
      ? t('console/events:by-enquiry.application')
      : t('console/events:by-enquiry.needs', { stage: t(`console/assessments:kinds.${stage}`) }),
    ...(isOutside ? [t('console/events:by-enquiry.outside')] : []),
  ]
}

function whatHappened({ kind, detail }: ApplicationEvent, t: Translate): string {
  switch (kind) {
    case 'sent':
      return t(`console/events:${detail.onPaper ? 'sent-on-paper' : detail.alert ? 'sent-now' : 'sent'}`, {
        team: team(detail.team, t),
        rule: detail.rule,
      })
    case 'added-to':
      return t(`console/events:${detail.alert ? 'sent-now-again' : detail.finished ? 'finished' : 'added-to'}`)
    case 'moved':
      return t('console/events:moved', {
        ...teams(detail, t),
        why: whyAgain(detail, t),
        fromRule: detail.fromRule,
        toRule: detail.toRule,
      })
    case 'decided-again':
      return detail.fromRule === detail.toRule
        ? t('console/events:decided-again.same-rule', { why: whyAgain(detail, t), rule: detail.toRule })
        : t('console/events:decided-again.other-rule', {
            why: whyAgain(detail, t),
            fromRule: detail.fromRule,
            toRule: detail.toRule,
          })
    case 'overridden':
      if (typeof detail.toPrison === 'string') {
        const about = { ...teams(detail, t), prison: detail.toPrison, rule: detail.rule }
        return t('console/events:overridden-to-prison', about)
      }
      return t('console/events:overridden', { ...teams(detail, t), rule: detail.rule })
    case 'passed-on': {
      const recipient = t(`console/notifications:recipients.${detail.recipient as Recipient}`)
      return t('console/events:passed-on', { recipient })
    }
    case 'sent-to-com-person-left':
      return t('console/events:sent-to-com-person-left', teams(detail, t))
    case 'returned-not-left':
      if (typeof detail.toPrison === 'string') {
        return t('console/events:returned-not-left-to-prison', { ...teams(detail, t), prison: detail.toPrison })
      }
      return t('console/events:returned-not-left', teams(detail, t))
    case 'assigned':
      return t('console/events:assigned', { name: detail.toName })
    case 'action-done':
    case 'action-undone': {
      const action = t(`console/routing:actions.${detail.action as Action}`)
      if (typeof detail.way === 'string') {
        const how = {
          way: detail.way as WayToTell,
          whom: String(detail.whom),
          doneOn: detail.happenedOn as CalendarDay,
        }
        return t('console/events:action-done-outside', {
          action,
          how: outsideInWords(how, t).join(),
          words: detail.words,
        })
      }
      return typeof detail.happenedOn === 'string'
        ? t('console/events:action-done-on', { action, day: dayInWords(detail.happenedOn as CalendarDay) })
        : t(`console/events:${kind}`, { action })
    }
    case 'appointment-made':
      return t('console/events:appointment-made', {
        kind: t(`console/referrals:kinds.${detail.referral as ReferralKind}`),
        when: momentInWords(new Date(String(detail.appointmentAt))),
      })
    case 'consent-recorded':
    case 'consent-taken-back':
      return t(`console/events:${kind}`, { body: t(`console/consents:bodies.${detail.body as ConsentBody}`) })
    case 'opened-again':
    case 'closing-undone':
    case 'reopened':
      return t(`console/events:${kind}`, { team: team(detail.team, t) })
    case 'outcome':
      return t('console/events:outcome', { outcome: t(`console/application:outcomes.${detail.outcome as Outcome}`) })
    default:
      return t(`console/events:${kind}`)
  }
}

/** Events from before the cause was recorded followed from changed facts. */
function whyAgain({ cause = 'facts-changed' }: ApplicationEvent['detail'], t: Translate): string {
  return t(`console/events:decided-again.why.${cause as CauseToDecideAgain}`)
}

function teams({ fromTeam, toTeam }: ApplicationEvent['detail'], t: Translate) {
  return { fromTeam: team(fromTeam, t), toTeam: team(toTeam, t) }
}

function team(name: unknown, t: Translate): string {
  return t(`console/routing:teams.${name as Team}`)
}
