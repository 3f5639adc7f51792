import type {
  AccessScope,
  Application,
  ComRequest,
  Database,
  Enquiry,
  EnquiryScope,
  NewStep,
  Notification,
  NotificationScope,
  OutsideRequest,
  Person,
  Referral,
  StaffMember,
} from '../../../database'
import { planFrom, plannedActions } from '../../../domain/assessments'
import type { CalendarDay } from '../../../domain/calendar'
import { openWorkKinds, type OpenWorkKind, type Settling } from '../../../domain/people/open-work'
import type { WorkState } from '../../../domain/work/work'
import type { Context } from '../../context'

/** What is still open about a person, as far as the reader may see it. */
export interface OpenWork {
  /** Those with the pre-release team: what is with the COM stays there when somebody leaves. */
  readonly applications: readonly Application[]
  readonly referrals: readonly Referral[]
  /** Those that wait for an answer, and those that are asked back. */
  readonly enquiries: readonly Enquiry[]
  readonly comRequests: readonly ComRequest[]
  /** Planned actions that are not only for probation. */
  readonly actions: ReturnType<typeof plannedActions>
  /** What is carried on of closed applications. */
  readonly carriedOn: readonly Notification[]
  readonly outsideRequests: readonly OutsideRequest[]
}

type OpenWorkReads = {
  readonly applications: Pick<Database['applications'], 'ofPersonInScope'>
  readonly referrals: Pick<Database['referrals'], 'ofPerson'>
  readonly enquiries: Pick<Database['enquiries'], 'ofPerson'>
  readonly comRequests: Pick<Database['comRequests'], 'ofPerson'>
  readonly plans: Pick<Database['plans'], 'entries'>
  readonly notifications: Pick<Database['notifications'], 'carriedOnOfPerson'>
  readonly outsideRequests: Pick<Database['outsideRequests'], 'ofPerson'>
}

/** Kinds of work that are held, with steps of their own. */
export type HeldKind = 'referrals' | 'enquiries' | 'comRequests' | 'carriedOn'

/** Whether a piece of work is still to be done. */
export const isOpenWork = ({ endedAt }: { readonly endedAt: Date | null }) => endedAt === null

/** Who reads the work about a person, and on which day. */
export interface WorkReader {
  readonly scope: AccessScope
  readonly staffId: number
  readonly today: CalendarDay
}

/** The enquiries that staff of a prison see: they are no body that is asked. */
export function asStaff(scope: AccessScope): EnquiryScope {
  return { ...scope, body: null, bodyPrisons: [], bodyEmail: null, bodyTeam: null, today: null }
}

/** Reads all work about a person that can be settled when they leave, whatever became of it. */
export async function workOf(
  database: OpenWorkReads,
  person: Person,
  { scope, staffId, today }: WorkReader,
): Promise<OpenWork> {
  return {
    applications: await database.applications.ofPersonInScope(person.id, scope),
    referrals: await database.referrals.ofPerson(person.id, scope),
    enquiries: await database.enquiries.ofPerson(person.id, asStaff(scope)),
    comRequests: await database.comRequests.ofPerson(person.id),
    actions: plannedActions(planFrom(await database.plans.entries(person.id, person.custodyBegan))),
    carriedOn: await database.notifications.carriedOnOfPerson(person.id, { ...scope, staffId, ownPrisons: [], today }),
    outsideRequests: await database.outsideRequests.ofPerson(person.id),
  }
}

/** Reads what is still open about a person and ends, or goes to somebody else, when they leave. */
export async function openWorkOf(database: OpenWorkReads, person: Person, reader: WorkReader): Promise<OpenWork> {
  const all = await workOf(database, person, reader)
  return {
    applications: all.applications.filter(({ status, destination }) => status === 'open' && destination === 'PRT'),
    referrals: all.referrals.filter(isOpenWork),
    enquiries: all.enquiries.filter(isOpenWork),
    comRequests: all.comRequests.filter(isOpenWork),
    actions: all.actions.filter(({ state, responsible }) => state === 'to-do' && responsible !== 'probation'),
    carriedOn: all.carriedOn.filter(isOpenWork),
    outsideRequests: all.outsideRequests.filter(({ answeredAt, closedAt }) => answeredAt === null && closedAt === null),
  }
}

/** One piece of it. */
interface WorkKey {
  readonly kind: OpenWorkKind
  readonly id: number
}

/** All of it, each with its kind, and whether it was told in confidence. */
export function itemsOf(open: OpenWork): readonly (WorkKey & { readonly restricted: boolean })[] {
  return openWorkKinds.flatMap(kind =>
    open[kind].map(item => ({ kind, id: item.id, restricted: 'restricted' in item && item.restricted })),
  )
}

/** What becomes of each piece of open work. */
export interface Settlement {
  readonly of: ReadonlyMap<string, Settling>
  /** Why what is closed is closed; null where nothing is. */
  readonly words: string | null
  /** Who has what is kept open; null where nothing is. */
  readonly owner: Pick<StaffMember, 'id' | 'name' | 'role' | 'prisons'> | null
}

/** The name of a piece of work in a settlement. */
export function itemName({ kind, id }: WorkKey): string {
  return `${kind}-${id}`
}

/** Whether a settlement has an answer for everything that is open, and what each answer needs. */
export function isSettledBy(open: OpenWork, { of, words, owner }: Settlement): boolean {
  return itemsOf(open).every(item => {
    const settling = of.get(itemName(item))
    if (settling === undefined) return false
    return settling === 'closed' ? words !== null : settling !== 'kept' || owner !== null
  })
}

/** The scopes by which each kind of held work is locked. */
export function scopesOf(
  { scope, staff }: { readonly scope: AccessScope; readonly staff: StaffMember },
  { today }: Context,
) {
  const enquiries: EnquiryScope = asStaff(scope)
  const carriedOn: NotificationScope = { ...scope, staffId: staff.id, ownPrisons: staff.prisons, today }
  return { referrals: scope, comRequests: scope, enquiries, carriedOn }
}

/** The statements of a kind of work that settle it, and restore what was settled by mistake. */
export interface HeldRepository<Item extends { readonly status: string }, Scope> {
  lockInScope(id: number, scope: Scope): Promise<Item | undefined>
  change(
    item: Item,
    after: WorkState<Item['status']> & { readonly endedAt: Date | null },
    step: NewStep & { readonly kind: string } & Readonly<Record<string, unknown>>,
    own?: Readonly<Record<string, unknown>>,
  ): Promise<void>
  give(ids: readonly number[], to: { readonly to: number; readonly by: number; readonly at: Date }): Promise<void>
}
