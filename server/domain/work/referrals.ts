import type { ConsentBody } from '../applications'
import { addMonths, addWorkingDays, type CalendarDay, type ExtraBankHolidays } from '../calendar'
import type { Action, Estate, Region, Topic } from '../routing'

export const referralStates = [
  'asked-com',
  'sent',
  'appointment',
  'kept',
  'missed',
  'accepted',
  'refused',
  'done',
  'stopped',
] as const
export type ReferralState = (typeof referralStates)[number]

/** States after which nothing is waited for. */
const ends: ReadonlySet<ReferralState> = new Set<ReferralState>(['accepted', 'refused', 'done', 'stopped'])

/** What an appointment is about, as far as it may be said where others look on: `private` says nothing (decision 10). */
export const appointmentsAbout = ['home', 'work-coach', 'bank', 'gp', 'private'] as const
export type AppointmentAbout = (typeof appointmentsAbout)[number]

interface ReferralEntry {
  /** How it can begin, and its ends, which can be reached from any state before. */
  readonly begins: readonly ReferralState[]
  readonly ends: readonly ReferralState[]
  /** What its appointments are about; absent where nobody is met. */
  readonly meets?: AppointmentAbout
  /** Whose yes is needed before anything is passed on (PF 3.8). */
  readonly consents: readonly ConsentBody[]
  /** The actions of an application that sending it does. */
  readonly actions: readonly Action[]
  /** For people of this estate alone. */
  readonly estate?: Estate
  /** So many working days after a step without news somebody asks: this service's own choice. */
  readonly chaseAfter: number
}

/** A referral to a commissioned service is asked of the COM, who makes it; a POM never does (PF App 1 §1). */
const crs = (service: ConsentBody, meets: AppointmentAbout) =>
  ({
    begins: ['asked-com', 'sent'],
    ends: ['done', 'refused'],
    meets,
    consents: [service],
    actions: ['custody-team-makes-crs-referral', 'com-makes-crs-referral'],
    chaseAfter: 10,
  }) as const

const answered = { begins: ['sent'], ends: ['accepted', 'refused'], chaseAfter: 10 } as const
const done = { begins: ['sent'], ends: ['done', 'refused'] } as const

/** Work that is done with others for a person (PF App 1 §3, PF App 2 §3), each with its own steps. */
export const referralTable = {
  'duty-to-refer': {
    ...answered,
    meets: 'home',
    consents: ['council-housing', 'housing-contact'],
    actions: ['identify-duty-to-refer', 'complete-duty-to-refer'],
  },
  'application-for-assistance': {
    ...answered,
    meets: 'home',
    consents: ['council-housing', 'housing-contact'],
    actions: ['identify-application-for-assistance', 'complete-application-for-assistance'],
  },
  'crs-accommodation': crs('housing-contact', 'home'),
  'crs-finance': crs('debt-service', 'private'),
  'crs-mentoring': crs('mentor-service', 'private'),
  'crs-womens': { ...crs('womens-service', 'private'), estate: 'women' },
  'corre-hub': { ...answered, consents: ['outside-service'], actions: ['refer-through-corre-hub'] },
  /** The COM refers (PF 3.27); the team asks them to. */
  cas: {
    ...answered,
    begins: ['asked-com', 'sent'],
    consents: [],
    actions: ['refer-to-cas', 'ask-duty-probation-for-cas', 'consider-cas2'],
  },
  'dwp-work-coach': {
    ...done,
    meets: 'work-coach',
    consents: ['dwp'],
    actions: ['refer-to-dwp-work-coach'],
    chaseAfter: 5,
  },
  'prison-banking': {
    ...done,
    meets: 'bank',
    consents: ['bank'],
    actions: ['refer-to-prison-banking'],
    chaseAfter: 10,
  },
  'gp-registration': {
    ...done,
    meets: 'gp',
    consents: ['gp'],
    actions: ['signpost-to-healthcare-for-gp'],
    chaseAfter: 5,
  },
  'social-care': {
    ...answered,
    meets: 'private',
    consents: ['social-care'],
    actions: ['liaise-with-local-authority-social-care'],
  },
  'leaving-care': {
    ...answered,
    meets: 'private',
    consents: ['leaving-care'],
    actions: ['liaise-with-leaving-care-team'],
  },
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
  const { begins, ends: itsEnds, meets }: ReferralEntry = referralTable[kind]
  if (state === null) return begins
  if (isEnded(state)) return []
  const meeting: readonly ReferralState[] = meets === undefined ? [] : ['appointment']
  const outcomes: readonly ReferralState[] = state === 'appointment' ? ['kept', 'missed'] : []
  const sent: readonly ReferralState[] = state === 'asked-com' ? ['sent'] : []
  return [...sent, ...outcomes, ...meeting, ...itsEnds, 'stopped']
}

/** What the appointments of a referral are about; undefined where nobody is met. */
export function appointmentAbout(kind: ReferralKind): AppointmentAbout | undefined {
  const { meets }: ReferralEntry = referralTable[kind]
  return meets
}

export function isEnded(state: ReferralState): boolean {
  return ends.has(state)
}

/** States that tell nobody anything: the COM alone is asked, or what came of an appointment is written down. */
const tellsNobody: ReadonlySet<ReferralState> = new Set<ReferralState>(['asked-com', 'kept', 'missed', 'stopped'])

/** Whose yes is still missing before a referral may be in a state. */
export function consentMissingFor(
  kind: ReferralKind,
  state: ReferralState,
  live: ReadonlySet<ConsentBody>,
): readonly ConsentBody[] {
  if (tellsNobody.has(state)) return []
  const { consents }: ReferralEntry = referralTable[kind]
  return consents.filter(body => !live.has(body))
}

/** The first day on which a step of a referral can have happened: this service's own choice. */
export function earliestStep(openedOn: CalendarDay): CalendarDay {
  return addMonths(openedOn, -12)
}

/**
 * The day to ask for news when nobody picks another; none once it has ended. After an appointment somebody asks on the
 * next working day whether it was kept.
 *
 * @param appointmentOn the day of the appointment that is made; null where none is
 * @param happenedOn the day on which it came to the state, which can be before it is written down
 */
export function chaseDay(
  kind: ReferralKind,
  state: ReferralState,
  appointmentOn: CalendarDay | null,
  happenedOn: CalendarDay,
  extra: ExtraBankHolidays,
): CalendarDay | null {
  if (isEnded(state)) return null
  if (state !== 'appointment' || appointmentOn === null) {
    return addWorkingDays(happenedOn, referralTable[kind].chaseAfter, extra)
  }
  return addWorkingDays(appointmentOn > happenedOn ? appointmentOn : happenedOn, 1, extra)
}

/** What staff do with a referral beside saying how it goes on: it becomes theirs, or nobody's. */
export const ownerActions = ['taken', 'handed-back'] as const
export type OwnerAction = (typeof ownerActions)[number]

/** Whether somebody can take a referral on or hand it back. Nothing is anybody's once it has ended. */
export function canChangeOwner(
  { state, ownedBy }: { readonly state: ReferralState; readonly ownedBy: number | null },
  action: OwnerAction,
  staffId: number,
): boolean {
  return !isEnded(state) && (action === 'taken') === (ownedBy !== staffId)
}
