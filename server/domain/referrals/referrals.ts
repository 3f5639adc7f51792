import type { ConsentBody } from '../applications'
import { addWorkingDays, type CalendarDay, type ExtraBankHolidays } from '../calendar'
import type { Action, Estate, Region, Topic } from '../routing'

export const referralStates = ['asked-com', 'sent', 'appointment', 'accepted', 'refused', 'done', 'stopped'] as const
export type ReferralState = (typeof referralStates)[number]

/** States after which nothing is waited for. */
const ends: ReadonlySet<ReferralState> = new Set<ReferralState>(['accepted', 'refused', 'done', 'stopped'])

interface ReferralEntry {
  /** The states in their order; an end can be reached from any state before it. */
  readonly steps: readonly ReferralState[]
  /** Whose yes is needed before anything is passed on (PF 3.8). */
  readonly consents: readonly ConsentBody[]
  /** The actions of an application that sending it does. */
  readonly actions: readonly Action[]
  /** For people of this estate alone. */
  readonly estate?: Estate
  /** So many working days after a step without news somebody asks: this service's own choice. */
  readonly chaseAfter: number
}

/** A referral to a commissioned service is asked of the COM, who makes it; a POM never does (PF Appendix 1, 1). */
const crs = (service: ConsentBody) =>
  ({
    steps: ['asked-com', 'sent', 'appointment', 'done', 'refused'],
    consents: [service],
    actions: ['custody-team-makes-crs-referral', 'com-makes-crs-referral'],
    chaseAfter: 10,
  }) as const

const answered = { steps: ['sent', 'accepted', 'refused'], chaseAfter: 10 } as const

/** Work that is done with others for a person (PF Appendices 1 and 2, 3), each with its own steps. */
export const referralTable = {
  'duty-to-refer': {
    ...answered,
    consents: ['council-housing', 'housing-contact'],
    actions: ['identify-duty-to-refer', 'complete-duty-to-refer'],
  },
  'application-for-assistance': {
    ...answered,
    consents: ['council-housing', 'housing-contact'],
    actions: ['identify-application-for-assistance', 'complete-application-for-assistance'],
  },
  'crs-accommodation': crs('housing-contact'),
  'crs-finance': crs('debt-service'),
  'crs-mentoring': crs('mentor-service'),
  'crs-womens': { ...crs('womens-service'), estate: 'women' },
  'corre-hub': { ...answered, consents: ['outside-service'], actions: ['refer-through-corre-hub'] },
  /** The COM refers (PF 3.27); the team asks them to. */
  cas: {
    ...answered,
    steps: ['asked-com', 'sent', 'accepted', 'refused'],
    consents: [],
    actions: ['refer-to-cas', 'ask-duty-probation-for-cas', 'consider-cas2'],
  },
  'dwp-work-coach': {
    steps: ['sent', 'appointment', 'done', 'refused'],
    consents: ['dwp'],
    actions: ['refer-to-dwp-work-coach'],
    chaseAfter: 5,
  },
  'prison-banking': {
    steps: ['sent', 'done', 'refused'],
    consents: ['bank'],
    actions: ['refer-to-prison-banking'],
    chaseAfter: 10,
  },
  'gp-registration': {
    steps: ['sent', 'done', 'refused'],
    consents: ['gp'],
    actions: ['signpost-to-healthcare-for-gp'],
    chaseAfter: 5,
  },
  'social-care': {
    steps: ['sent', 'appointment', 'accepted', 'refused'],
    consents: ['social-care'],
    actions: ['liaise-with-local-authority-social-care'],
    chaseAfter: 10,
  },
  'leaving-care': { ...answered, consents: ['leaving-care'], actions: ['liaise-with-leaving-care-team'] },
} as const satisfies Record<string, ReferralEntry>

export type ReferralKind = keyof typeof referralTable

export const referralKinds = Object.keys(referralTable) as readonly ReferralKind[]

/** The kinds that there are for people of an estate. */
export function referralKindsFor(estate: Estate): readonly ReferralKind[] {
  return referralKinds.filter(kind => {
    const { estate: only }: ReferralEntry = referralTable[kind]
    return only === undefined || only === estate
  })
}

/**
 * Whether a kind is the usual one for where somebody goes. Councils in Wales have an application of their own (PF App 1
 * §3); the CORRE hub refers the men of Wales to commissioned services, and the COM does not (PF 3.9).
 */
export function isUsual(
  kind: ReferralKind,
  { estate, homeRegion }: { readonly estate: Estate; readonly homeRegion: Region | null },
): boolean {
  const goesToWales = homeRegion === 'wales'
  const isOfCorre = goesToWales && estate === 'men'
  switch (kind) {
    case 'application-for-assistance':
      return goesToWales
    case 'duty-to-refer':
      return !goesToWales
    case 'corre-hub':
      return isOfCorre
    default:
      return !(isOfCorre && kind.startsWith('crs-'))
  }
}

const crsOf: Readonly<Partial<Record<Topic, ReferralKind>>> = {
  'somewhere-to-live': 'crs-accommodation',
  'keep-or-end-tenancy': 'crs-accommodation',
  'debts-and-bills': 'crs-finance',
  mentor: 'crs-mentoring',
  'womens-services': 'crs-womens',
}

/** The referral with which an action of an application on this topic is done; null for an action that needs none. */
export function referralFor(action: Action, topic: Topic): ReferralKind | null {
  const crs = crsOf[topic]
  if (
    crs &&
    (action === 'consider-finance-crs' || (referralTable[crs].actions as readonly Action[]).includes(action))
  ) {
    return crs
  }
  return (
    referralKinds.find(kind => !kind.startsWith('crs-') && referralTable[kind].actions.some(each => each === action)) ??
    null
  )
}

/** Where a referral can go from a state; from nowhere, how it can begin. Nothing follows an end. */
export function nextStates(kind: ReferralKind, state: ReferralState | null): readonly ReferralState[] {
  const { steps }: ReferralEntry = referralTable[kind]
  const notEnds = steps.filter(each => !ends.has(each))
  if (state === null) return notEnds.slice(0, 2)
  if (isEnded(state)) return []
  return [...steps.slice(steps.indexOf(state) + 1), 'stopped']
}

export function isEnded(state: ReferralState): boolean {
  return ends.has(state)
}

/** Whose yes is still missing before a referral may be in a state. What the COM alone is asked tells nobody. */
export function consentMissingFor(
  kind: ReferralKind,
  state: ReferralState,
  live: ReadonlySet<ConsentBody>,
): readonly ConsentBody[] {
  if (state === 'asked-com' || state === 'stopped') return []
  const { consents }: ReferralEntry = referralTable[kind]
  return consents.filter(body => !live.has(body))
}

/** The day to ask for news when nobody picks another; none once it has ended. */
export function chaseDay(
  kind: ReferralKind,
  state: ReferralState,
  today: CalendarDay,
  extra: ExtraBankHolidays,
): CalendarDay | null {
  return isEnded(state) ? null : addWorkingDays(today, referralTable[kind].chaseAfter, extra)
}

/** What staff do with a referral beside saying how it goes on: it becomes theirs, or nobody's. */
export const ownerActs = ['taken', 'handed-back'] as const
export type OwnerAct = (typeof ownerActs)[number]

/** Whether somebody can take a referral on or hand it back. Nothing is anybody's once it has ended. */
export function canChangeOwner(
  { state, ownedBy }: { readonly state: ReferralState; readonly ownedBy: number | null },
  act: OwnerAct,
  staffId: number,
): boolean {
  return !isEnded(state) && (act === 'taken') === (ownedBy !== staffId)
}
