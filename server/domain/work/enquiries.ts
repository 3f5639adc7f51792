import { probationTeamKinds } from '../staff/probation-teams'
import { rolesThatSee } from '../staff/roles'
import { topicEntry, type Pathway, type Topic } from '../topics'
import type { KindOfWork } from './work'

/** Bodies in the prison where a person is: each is a role of accounts of that prison. */
export const prisonBodies = rolesThatSee('asked-about')

/**
 * Whom the pre-release team and COMs may ask about a person: the person's own COM and POM, the probation teams that
 * they reach, and bodies in the prison.
 */
export const enquiryBodies = ['com', 'pom', ...probationTeamKinds, ...prisonBodies] as const
export type EnquiryBody = (typeof enquiryBodies)[number]

/**
 * `waiting` for the body that was asked; `asked-back` for whoever asked, since the body has to know more. The others are
 * ends, though more can be asked after an answer until it is closed.
 */
export type EnquiryStatus = 'waiting' | 'asked-back' | 'answered' | 'closed' | 'withdrawn'

/** What the body that is asked does. */
export const bodyActions = ['answered', 'asked-back', 'corrected'] as const

/**
 * The others are done by whoever is in scope beside the body: they add, chase, and record what was answered outside the
 * service (PF App 3: administrators progress requests for information). Its holder, who waits for the answer, ends it.
 */
export type EnquiryAction =
  (typeof bodyActions)[number] | 'added' | 'chased' | 'answered-outside' | 'taken' | 'withdrawn' | 'read' | 'closed'

/** What the COM says to what is proposed after BCST2: they agree, change it, or say who else is to do it. */
export const verdicts = ['agreed', 'changed', 'somebody-else'] as const
export type Verdict = (typeof verdicts)[number]

/** Whether an answer to an enquiry has to say what the COM decides. */
export function needsVerdict({ stage }: { readonly stage: unknown }, action: EnquiryAction): boolean {
  return stage !== null && isAnswer(action)
}

/** Whether an action gives the body's answer, here or outside the service. */
export function isAnswer(action: EnquiryAction): boolean {
  return action === 'answered' || action === 'answered-outside'
}

/**
 * Whether what the COM says to the needs of some pathways consults them on an application too: it is about one of these
 * pathways. What was told in confidence and a safety concern are not put to the COM with them.
 */
export function isPutToCom(
  application: { readonly topic: Topic; readonly restricted: boolean; readonly safetyConcern: boolean },
  pathways: readonly Pathway[],
): boolean {
  const { topic, restricted, safetyConcern } = application
  return !restricted && !safetyConcern && pathways.includes(topicEntry(topic).pathway)
}

const open = ['waiting', 'asked-back'] as const

export const enquiryWork: KindOfWork<EnquiryStatus, EnquiryAction> = {
  holderPermission: 'make-enquiry',
  heldByTeam: false,
  ended: ['answered', 'closed', 'withdrawn'],
  actions: {
    taken: { from: [...open, 'answered'], whileUnread: ['answered'], by: 'anyone-but-holder', holder: 'actor' },
    // A change of holder changes nothing of what is asked, so a body's page stays valid.
    answered: { from: open, to: 'answered', isRead: false, needs: 'words', acceptsStalePage: true },
    'asked-back': { from: ['waiting'], to: 'asked-back', needs: 'words', acceptsStalePage: true },
    corrected: {
      from: ['answered'],
      to: 'answered',
      isRead: false,
      needs: 'words',
      acceptsStalePage: 'while-held',
    },
    added: { from: [...open, 'answered'], to: 'waiting', isRead: false, needs: 'words', acceptsStalePage: true },
    chased: { from: ['waiting'], acceptsStalePage: true },
    'answered-outside': { from: open, to: 'answered', isRead: false, needs: 'words-and-day', acceptsStalePage: true },
    withdrawn: { from: open, to: 'withdrawn', by: 'holder', needs: 'words' },
    read: { from: ['answered'], whileUnread: ['answered'], by: 'holder', isRead: true },
    closed: { from: ['answered'], to: 'closed', by: 'holder', isRead: true },
  },
}

/** Whether an action is the body's, and not of those who ask. */
export function isBodyAction(action: EnquiryAction): boolean {
  return bodyActions.some(each => each === action)
}
