import type { Estate, Pathway } from '../routing'

interface TaskEntry {
  /** Null where the COM says which pathway it is for. */
  readonly pathway: Pathway | null
  /** For people of this estate alone. */
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
} as const satisfies Record<string, TaskEntry>

export type ComRequestKind = keyof typeof comRequestTable

export const comRequestKinds = Object.keys(comRequestTable) as readonly ComRequestKind[]

/** What can be asked for people of an estate. */
export function comRequestKindsFor(estate: Estate): readonly ComRequestKind[] {
  return comRequestKinds.filter(kind => {
    const { estate: only }: TaskEntry = comRequestTable[kind]
    return only === undefined || only === estate
  })
}

/** The pathway that a task belongs to: the one that is chosen, or else its own; null when it has none. */
export function pathwayOfRequest(kind: ComRequestKind, chosen: Pathway | null): Pathway | null {
  return chosen ?? comRequestTable[kind].pathway
}

/** `waits` for somebody of the team, who has `taken` it; the others are ends. */
export type ComRequestStatus = 'waits' | 'taken' | 'done' | 'not-done' | 'withdrawn'

export function isOpenRequest(status: ComRequestStatus): boolean {
  return status === 'waits' || status === 'taken'
}

/** What staff do with a task once it is asked for. */
export const comRequestActions = ['taken', 'handed-back', 'done', 'not-done', 'withdrawn', 'read'] as const
export type ComRequestAction = (typeof comRequestActions)[number]

interface TaskState {
  readonly status: ComRequestStatus
  readonly takenBy: number | null
  /** The COM has read what became of it. */
  readonly isRead: boolean
}

/**
 * Whether an act can follow from where a task is. A colleague may take it over, or end it, from whoever has it: they may
 * be ill.
 */
export function canFollow({ status, takenBy, isRead }: TaskState, action: ComRequestAction, staffId: number): boolean {
  const isOpen = isOpenRequest(status)
  switch (action) {
    case 'taken':
      return isOpen && takenBy !== staffId
    case 'handed-back':
      return takenBy === staffId
    case 'read':
      return (status === 'done' || status === 'not-done') && !isRead
    default:
      return isOpen
  }
}

/** Where an act leaves a task; having read it moves it nowhere. */
export function statusAfter(action: ComRequestAction, before: ComRequestStatus): ComRequestStatus {
  if (action === 'read') return before
  return action === 'handed-back' ? 'waits' : action
}
