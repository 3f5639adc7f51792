import type { Estate } from '../routing'
import { probationTeamKinds, type ProbationTeamKind } from '../staff/probation-teams'
import { roleEntry, type Role } from '../staff/roles'
import type { Pathway } from '../topics'
import type { KindOfWork } from './work'

/**
 * Who asks the pre-release team: the person's COM, the SPO for one, the person's POM, or a probation team. Their names
 * are `console/com-requests:askers.ASKER`.
 */
export const comRequestAskers = ['com', 'spo', 'pom', ...probationTeamKinds] as const
export type ComRequestAsker = (typeof comRequestAskers)[number]

/** As whom somebody asks: whoever covers for a COM asks in the COM's place. Null for roles that ask nothing. */
export function comRequestAskerOf(
  { role, teamKind }: { readonly role: Role; readonly teamKind?: ProbationTeamKind | null },
  { isInPlaceOfCom }: { readonly isInPlaceOfCom: boolean },
): ComRequestAsker | null {
  switch (roleEntry(role).sees) {
    case 'as-com':
      return 'com'
    case 'of-pdu':
      return 'spo'
    case 'as-pom':
      return 'pom'
    case 'as-probation-team':
      return isInPlaceOfCom ? 'com' : (teamKind ?? null)
    default:
      return null
  }
}

interface ComRequestEntry {
  /** Null where the COM says which pathway it is for. */
  readonly pathway: Pathway | null
  /** Only for people of this estate. */
  readonly estate?: Estate
  /** Whoever may not ask for it. */
  readonly notFrom?: ComRequestAsker
}

/**
 * What a COM, and others, may ask the pre-release team to do (PF 3.8, 3.16 to 3.22; Appendices 1 and 2, 1 to 3), and
 * the pathway that it belongs to.
 */
export const comRequestTable = {
  // PF 3.8, 3.17, 3.21: under the direction of the COM; in Wales through the CORRE hub (3.9).
  // A POM cannot make one, nor have it made (PF App 1 §1).
  'crs-referral': { pathway: null, notFrom: 'pom' },
  // PF 3.19, 3.20: until the contact is made, for whoever goes out of the provider's area.
  'crs-contact': { pathway: null },
  housing: { pathway: 'accommodation' },
  'duty-to-refer': { pathway: 'accommodation' },
  'council-contact': { pathway: 'accommodation' },
  'dwp-work-coach': { pathway: 'finance-benefit-debt' },
  'banking-or-debt': { pathway: 'finance-benefit-debt' },
  'work-and-learning': { pathway: 'employment-training-education' },
  'wellbeing-support': { pathway: 'personal-wellbeing' },
  // PF App 2 §3: safety planning with the Women's Safety Worker.
  'womens-safety': { pathway: 'personal-wellbeing', estate: 'women' },
  gp: { pathway: 'personal-social-health' },
  'social-care': { pathway: 'personal-social-health' },
  'leaving-care': { pathway: 'personal-social-health' },
  // PF 3.16: what somebody has in the community is kept.
  'keep-service': { pathway: null },
  'contact-with-com': { pathway: 'release-plan' },
  'plan-check': { pathway: 'release-plan' },
  other: { pathway: null },
} as const satisfies Record<string, ComRequestEntry>

export type ComRequestKind = keyof typeof comRequestTable

export const comRequestKinds = Object.keys(comRequestTable) as readonly ComRequestKind[]

/** What can be asked for people of an estate, and by whom. */
export function comRequestKindsFor(estate: Estate, asker: ComRequestAsker): readonly ComRequestKind[] {
  return comRequestKinds.filter(kind => {
    const { estate: only, notFrom }: ComRequestEntry = comRequestTable[kind]
    return (only === undefined || only === estate) && notFrom !== asker
  })
}

/** The pathway that a request belongs to: the one that is chosen, or else its own; null when it has none. */
export function pathwayOfRequest(kind: ComRequestKind, chosen: Pathway | null): Pathway | null {
  return chosen ?? comRequestTable[kind].pathway
}

/** `waits` for somebody of the team, who has `taken` it; the others are ends. */
export type ComRequestStatus = 'waits' | 'taken' | 'done' | 'not-done' | 'withdrawn'

/** Whoever asked chases a request, withdraws it, and reads what became of it. */
const askersActions = ['chased', 'withdrawn', 'read'] as const

/** The team takes and ends a request. Both sides add to it while it is open. */
export type ComRequestAction = 'taken' | 'handed-back' | 'added' | 'done' | 'not-done' | (typeof askersActions)[number]

/** Whether an action is for this reader's side to do: what others asked for, readers beside the team only read. */
export function isOfSide(
  action: ComRequestAction,
  { isFromReader, isForTeam }: { readonly isFromReader: boolean; readonly isForTeam: boolean },
): boolean {
  if (askersActions.some(each => each === action)) return isFromReader
  return isForTeam || (action === 'added' && isFromReader)
}

const open = ['waits', 'taken'] as const

/** A colleague can take a request over, or end it, from whoever has it: they may be ill. */
export const comRequestWork: KindOfWork<ComRequestStatus, ComRequestAction> = {
  // Whoever asks for work does none of it.
  holderPermission: 'do-com-request',
  heldByTeam: true,
  ended: ['done', 'not-done', 'withdrawn'],
  actions: {
    taken: { from: open, to: 'taken', by: 'anyone-but-holder', holder: 'actor' },
    'handed-back': { from: ['taken'], to: 'waits', by: 'holder', holder: 'nobody' },
    // What somebody adds, and that they chased, is taken, whoever took the request meanwhile.
    added: { from: open, needs: 'words', acceptsStalePage: true },
    chased: { from: open, acceptsStalePage: true },
    done: { from: open, to: 'done', holder: 'nobody', needs: 'words-and-day', acceptsStalePage: 'while-held' },
    'not-done': { from: open, to: 'not-done', holder: 'nobody', needs: 'words', acceptsStalePage: 'while-held' },
    withdrawn: { from: open, to: 'withdrawn', holder: 'nobody', needs: 'words', acceptsStalePage: 'while-held' },
    read: { from: ['done', 'not-done'], whileUnread: ['done', 'not-done'], isRead: true },
  },
}
