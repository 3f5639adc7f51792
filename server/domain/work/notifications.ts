import type { CalendarDay } from '../calendar'
import type { Action, Decision, Team } from '../routing'
import type { KindOfWork } from './work'

/**
 * Whom an application is handed to, or who is told or asked: a role in the person's prison, the person's own POM or COM,
 * or a team of probation. Their names are `console/notifications:recipients.RECIPIENT`.
 */
export const recipients = [
  'prt',
  'com',
  'pom',
  'duty-pom',
  'prison-safety',
  'healthcare',
  'substance-misuse',
  'education-and-work',
  'immigration',
  'key-worker',
  'womens-safety',
  'short-sentence-function',
  'community-integration-team',
  'corre-hub',
  'duty-probation',
] as const
export type Recipient = (typeof recipients)[number]

/** To answer the application, to do something for it, or to know of it; each includes what follows it. */
export const purposes = ['to-answer', 'to-do', 'to-know'] as const
export type Purpose = (typeof purposes)[number]

/** `open` until the recipient has opened it or was told outside the service; the others but `seen` are ends. */
export type NotificationStatus = 'open' | 'seen' | 'done' | 'told-outside' | 'withdrawn'

/** The recipient sees it and does it; the pre-release team chases it, and tells whoever the service cannot reach. */
export type NotificationAction = 'seen' | 'done' | 'told-outside' | 'chased'

const open = ['open', 'seen'] as const

export const notificationWork: KindOfWork<NotificationStatus, NotificationAction> = {
  holderPermission: 'act-on-application',
  heldByTeam: true,
  ended: ['done', 'told-outside', 'withdrawn'],
  actions: {
    seen: { from: ['open'], to: 'seen', acceptsStalePage: true },
    done: { from: open, to: 'done', acceptsStalePage: true },
    'told-outside': { from: open, to: 'told-outside', needs: 'words-and-day' },
    chased: { from: open, acceptsStalePage: true },
  },
}

/**
 * Whether an action is for this reader to do: only its recipient does it, or the team where it is carried on; only others
 * chase it, and tell whom the service does not reach. A consultation that is carried on is recorded as told outside.
 */
export function isTheirs(
  action: Exclude<NotificationAction, 'seen'>,
  {
    isForReader,
    carriedOn,
    actions,
  }: { readonly isForReader: boolean; readonly carriedOn: boolean; readonly actions: readonly Action[] },
): boolean {
  if (carriedOn && actions.some(isConsultation)) return action === 'told-outside'
  return (isForReader || carriedOn) === (action === 'done')
}

/** How somebody was told outside the service. */
export const waysToTell = ['phone', 'email', 'in-person', 'letter'] as const
export type WayToTell = (typeof waysToTell)[number]

/** How, with whom and on which day something was said outside the service. */
export interface OutsideContact {
  readonly way: WayToTell
  readonly whom: string
  readonly on: CalendarDay
}

/** One notification that a decision asks for. */
export interface WantedNotification {
  readonly recipient: Recipient
  readonly purpose: Purpose
  /** The actions of the application that are the recipient's to do; done with the notification. */
  readonly actions: readonly Action[]
}

/** Those who are handed an application itself when it is sent elsewhere, and so not passed on to. */
const sentTo: readonly Recipient[] = ['prt', 'com']
/** Those who may know that somebody may not be safe of what was told in confidence, and nothing else of it (PSI 5.25). */
const toldOfSafety: readonly Recipient[] = ['pom', 'duty-pom', 'prison-safety']

/**
 * To whom staff can pass an application on that stays with whoever has it. What was told in confidence goes to nobody so
 * unless it raised a safety concern, and then only to those who read the name, the place and the answer that raised it.
 */
export function passedOnTo({
  restricted,
  safetyConcern,
}: {
  readonly restricted: boolean
  readonly safetyConcern: boolean
}): readonly Recipient[] {
  if (restricted) return safetyConcern ? toldOfSafety : []
  return recipients.filter(each => !sentTo.includes(each))
}

/** The actions that hand something to somebody else, and to whom. Only that notification does them. */
const handedOver = {
  'pass-to-pom': ['pom', 'duty-pom'],
  'consult-com': ['com'],
  'chase-com-allocation': ['duty-probation'],
  'ask-duty-probation-for-cas': ['duty-probation'],
  'refer-through-corre-hub': ['corre-hub'],
  'signpost-to-healthcare-for-gp': ['healthcare'],
  'signpost-to-healthcare-for-mental-health': ['healthcare'],
  'liaise-with-substance-misuse-team': ['substance-misuse'],
  'signpost-to-work-services': ['education-and-work'],
  'signpost-to-immigration-advice': ['immigration'],
} as const satisfies Partial<Record<Action, readonly [Recipient, Recipient?]>>

type HandedOverAction = keyof typeof handedOver

/** Whether an action hands something to somebody else. */
export function isHandedOver(action: Action): action is HandedOverAction {
  return action in handedOver
}

/**
 * Advice on how to do other actions, and what a later day brings: kept in mind, and done by nobody (PF 3.21 to 3.23;
 * Letter Day 1, 3a).
 */
const advice: ReadonlySet<Action> = new Set<Action>([
  'com-makes-crs-referral',
  'one-referral-for-now-and-release',
  'refer-after-handover',
  'single-womens-referral',
])

/** Whether an action is advice, which nobody ticks. */
export function isAdvice(action: Action): boolean {
  return advice.has(action)
}

/**
 * Whether an action consults somebody: done by their answer, or by recording how they were consulted outside the service,
 * whom and when, and never by a tick.
 */
export function isConsultation(action: Action): action is 'consult-com' {
  return action === 'consult-com'
}

/** What becomes of an action that is not done when its application is closed. */
export type Settlement = { readonly action: Action } & (
  | { readonly becomes: 'done' }
  | { readonly becomes: 'not-needed'; readonly because: string }
  | { readonly becomes: 'carried-on'; readonly owner: number; readonly ownerName: string; readonly due: CalendarDay }
)
export const settlements = ['done', 'carried-on', 'not-needed'] as const satisfies readonly Settlement['becomes'][]

/** What can become of an action: a consultation is not done by saying so. */
export function settlementsOf(action: Action): readonly Settlement['becomes'][] {
  return settlements.filter(becomes => becomes !== 'done' || !isConsultation(action))
}

const destinationTeams: Partial<Record<Team, Recipient>> = {
  'community-offender-manager': 'com',
  'short-sentence-function': 'short-sentence-function',
  'community-integration-team': 'community-integration-team',
}

type Routed = Pick<Decision, 'destination' | 'team' | 'copyTo' | 'actions' | 'restricted'>

/**
 * Whom a decision hands the application to, and whom it has told or asked (routing.md, Output): one notification for each
 * recipient. What was told in confidence asks nobody to do anything, because that needs the person's consent or
 * leaves out who it is about (PSI 5.25).
 *
 * @param mayShare whether the person's consent covers what an action would share; without it nobody is asked yet
 */
export function notificationsWanted(
  { destination, team, copyTo, actions, restricted }: Routed,
  mayShare: (action: Action) => boolean,
): readonly WantedNotification[] {
  const wanted = new Map<Recipient, WantedNotification>()
  const destinationRecipient = destination === 'PRT' ? 'prt' : destinationTeams[team]
  if (destinationRecipient) wanted.set(destinationRecipient, toAnswer(destinationRecipient))
  for (const copy of copyTo) {
    if (!wanted.has(copy)) wanted.set(copy, { recipient: copy, purpose: 'to-know', actions: [] })
  }
  for (const action of restricted ? [] : actions) {
    if (!isHandedOver(action) || !mayShare(action)) continue
    const possible: readonly Recipient[] = handedOver[action]
    const recipient = possible.find(each => wanted.has(each)) ?? possible[0]!
    const before = wanted.get(recipient) ?? { recipient, purpose: 'to-do', actions: [] }
    const purpose = before.purpose === 'to-answer' ? before.purpose : 'to-do'
    wanted.set(recipient, { recipient, purpose, actions: [...before.actions, action] })
  }
  return [...wanted.values()]
}

function toAnswer(recipient: Recipient): WantedNotification {
  return { recipient, purpose: 'to-answer', actions: [] }
}
