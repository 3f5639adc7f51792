import type { ConsentBody } from '../applications'
import { addMonths, addWorkingDays, type CalendarDay, type ExtraBankHolidays } from '../calendar'
import type { Action, Estate, Region } from '../routing'
import { topicEntry, type Topic } from '../topics'
import { isEnded, type KindOfWork } from './work'

export const referralStatuses = [
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
export type ReferralStatus = (typeof referralStatuses)[number]

/** How a referral goes on, and who holds it: it becomes whoever's who takes it on, or the team's. */
export type ReferralAction = Exclude<ReferralStatus, 'asked-com'> | OwnerAction
export type OwnerAction = 'taken' | 'handed-back'

const open = ['asked-com', 'sent', 'appointment', 'kept', 'missed'] as const

/** Every action of any kind of referral; which of them a kind has, {@link referralTable} says. */
export const referralWork: KindOfWork<ReferralStatus, ReferralAction> = {
  holderPermission: 'make-referral',
  heldByTeam: true,
  ended: ['accepted', 'refused', 'done', 'stopped'],
  actions: {
    sent: { from: ['asked-com'], to: 'sent', acceptsStalePage: 'while-held' },
    kept: { from: ['appointment'], to: 'kept', acceptsStalePage: 'while-held' },
    missed: { from: ['appointment'], to: 'missed', acceptsStalePage: 'while-held' },
    appointment: { from: open, to: 'appointment', acceptsStalePage: 'while-held' },
    accepted: { from: open, to: 'accepted', acceptsStalePage: 'while-held' },
    done: { from: open, to: 'done', acceptsStalePage: 'while-held' },
    refused: { from: open, to: 'refused', acceptsStalePage: 'while-held' },
    stopped: { from: open, to: 'stopped', acceptsStalePage: 'while-held' },
    taken: { from: open, by: 'anyone-but-holder', holder: 'actor' },
    'handed-back': { from: open, by: 'holder', holder: 'nobody' },
  },
}

/** What an appointment is about, as far as it may be said where others look on: `private` says nothing (decision 10). */
export const appointmentsAbout = ['home', 'work-coach', 'bank', 'gp', 'private'] as const
export type AppointmentAbout = (typeof appointmentsAbout)[number]

interface ReferralEntry {
  /** How it can begin, and its ends, which can be reached from any status before. */
  readonly begins: readonly ReferralStatus[]
  readonly ends: readonly ReferralStatus[]
  /** What its appointments are about; absent where nobody is met. */
  readonly meets?: AppointmentAbout
  /** Whose yes is needed before anything is passed on (PF 3.8). */
  readonly consents: readonly ConsentBody[]
  /** The actions of an application that sending it does. */
  readonly actions: readonly Action[]
  /** Only for people of this estate. */
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

/** Actions to weigh up the commissioned service of the topic. */
const considersService: readonly Action[] = ['consider-accommodation-crs', 'consider-finance-crs']

/** The referral with which an action of an application on this topic is done; null for an action that needs none. */
export function referralFor(action: Action, topic: Topic): ReferralKind | null {
  const { crs } = topicEntry(topic)
  const crsKind = crs && (`crs-${crs}` as const satisfies ReferralKind)
  if (crsKind && [...considersService, ...referralTable[crsKind].actions].includes(action)) return crsKind
  return (
    referralKinds.find(kind => !kind.startsWith('crs-') && referralTable[kind].actions.some(each => each === action)) ??
    null
  )
}

/** Where a referral can go from a status; from nowhere, how it can begin. Nothing follows an end. */
export function nextStatuses(kind: ReferralKind, status: ReferralStatus | null): readonly ReferralStatus[] {
  const { begins, ends, meets }: ReferralEntry = referralTable[kind]
  if (status === null) return begins
  return Object.values(referralWork.actions).flatMap(({ from, to }) => {
    if (to === undefined || !from.includes(status) || (to === 'appointment' && meets === undefined)) return []
    return !hasEnded(to) || to === 'stopped' || ends.includes(to) ? [to] : []
  })
}

/** What the appointments of a referral are about; undefined where nobody is met. */
export function appointmentAbout(kind: ReferralKind): AppointmentAbout | undefined {
  const { meets }: ReferralEntry = referralTable[kind]
  return meets
}

/** What a person is told that an appointment is about: of a restricted referral, or one that meets nobody, nothing. */
export function shownAbout({
  kind,
  restricted,
}: {
  readonly kind: ReferralKind
  readonly restricted: boolean
}): AppointmentAbout {
  return restricted ? 'private' : (appointmentAbout(kind) ?? 'private')
}

/** Whether nothing is waited for any more. */
export function hasEnded(status: ReferralStatus): boolean {
  return isEnded(referralWork, status)
}

/** Statuses that tell nobody anything: only the COM is asked, or what came of an appointment is written down. */
const tellsNobody: ReadonlySet<ReferralStatus> = new Set<ReferralStatus>(['asked-com', 'kept', 'missed', 'stopped'])

/** Whose yes is still missing before a referral may have a status. */
export function consentMissingFor(
  kind: ReferralKind,
  status: ReferralStatus,
  live: ReadonlySet<ConsentBody>,
): readonly ConsentBody[] {
  if (tellsNobody.has(status)) return []
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
 * @param happenedOn the day on which it came to the status, which can be before it is written down
 */
export function chaseDay(
  kind: ReferralKind,
  status: ReferralStatus,
  appointmentOn: CalendarDay | null,
  happenedOn: CalendarDay,
  extra: ExtraBankHolidays,
): CalendarDay | null {
  if (hasEnded(status)) return null
  if (status !== 'appointment' || appointmentOn === null) {
    return addWorkingDays(happenedOn, referralTable[kind].chaseAfter, extra)
  }
  return addWorkingDays(appointmentOn > happenedOn ? appointmentOn : happenedOn, 1, extra)
}
