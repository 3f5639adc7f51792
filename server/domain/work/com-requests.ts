import type { Estate } from '../routing'
import type { Pathway } from '../topics'
import type { KindOfWork } from './work'

interface ComRequestEntry {
  /** Null where the COM says which pathway it is for. */
  readonly pathway: Pathway | null
  /** Only for people of this estate. */
  readonly estate?: Estate
}

/**
 * What a COM may ask the pre-release team to do on their behalf (PF 3.8, 3.16 to 3.22; Appendices 1 and 2, 1 to 3), and
 * the pathway that it belongs to.
 */
export const comRequestTable = {
  // PF 3.8, 3.17, 3.21: under the direction of the COM; in Wales through the CORRE hub (3.9).
  'crs-referral': { pathway: null },
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

/** What COMs can ask for people of an estate. */
export function comRequestKindsFor(estate: Estate): readonly ComRequestKind[] {
  return comRequestKinds.filter(kind => {
    const { estate: only }: ComRequestEntry = comRequestTable[kind]
    return only === undefined || only === estate
  })
}

/** The pathway that a request belongs to: the one that is chosen, or else its own; null when it has none. */
export function pathwayOfRequest(kind: ComRequestKind, chosen: Pathway | null): Pathway | null {
  return chosen ?? comRequestTable[kind].pathway
}

/** `waits` for somebody of the team, who has `taken` it; the others are ends. */
export type ComRequestStatus = 'waits' | 'taken' | 'done' | 'not-done' | 'withdrawn'

/**
 * The team takes and ends a request; the COM chases it, withdraws it, and reads what became of it. Both add to it while it
 * is open.
 */
export type ComRequestAction = 'taken' | 'handed-back' | 'added' | 'chased' | 'done' | 'not-done' | 'withdrawn' | 'read'

const open = ['waits', 'taken'] as const

/** A colleague can take a request over, or end it, from whoever has it: they may be ill. */
export const comRequestWork: KindOfWork<ComRequestStatus, ComRequestAction> = {
  // A COM asks for work and does none of it.
  holderPermission: 'do-com-request',
  heldByTeam: true,
  ended: ['done', 'not-done', 'withdrawn'],
  actions: {
    taken: { from: open, to: 'taken', by: 'anyone-but-holder', holder: 'actor' },
    'handed-back': { from: ['taken'], to: 'waits', by: 'holder', holder: 'nobody' },
    // What somebody adds is taken, whoever took the request meanwhile.
    added: { from: open, needs: 'words', acceptsStalePage: true },
    chased: { from: open },
    done: { from: open, to: 'done', holder: 'nobody', needs: 'words-and-day' },
    'not-done': { from: open, to: 'not-done', holder: 'nobody', needs: 'words' },
    withdrawn: { from: open, to: 'withdrawn', holder: 'nobody', needs: 'words' },
    read: { from: ['done', 'not-done'], whileUnread: ['done', 'not-done'], isRead: true },
  },
}
