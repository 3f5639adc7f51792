import type {
  AccessScope,
  Application,
  AuditEvent,
  ComRequest,
  Database,
  Enquiry,
  EnquiryScope,
  NewStep,
  Person,
  Referral,
  StaffMember,
} from '../../database'
import { planFrom, type AssessedPathway, type PlannedAction } from '../../domain/assessments'
import type { OpenWorkKind, Settling } from '../../domain/people/open-work'
import { can } from '../../domain/staff/roles'
import type { WorkState } from '../../domain/work/work'
import type { Context } from '../context'
import { workKindTable } from '../work/kinds'
import { sendTo } from '../applications/send-to'
import { idempotencyKeyFrom } from '../idempotency-key'
import { planStageOf } from '../assessments/resettlement-plan'

/** What is still open about a person, as far as the reader may see it. */
export interface OpenWork {
  /** Those with the pre-release team: what is with the COM stays there when somebody leaves. */
  readonly applications: readonly Application[]
  readonly referrals: readonly Referral[]
  /** Those that wait for an answer, and those that are asked back. */
  readonly enquiries: readonly Enquiry[]
  readonly comRequests: readonly ComRequest[]
  /** Planned actions that are not for probation alone. */
  readonly actions: readonly (PlannedAction & { readonly pathway: AssessedPathway })[]
}

type OpenWorkReads = {
  readonly applications: Pick<Database['applications'], 'ofPersonInScope'>
  readonly referrals: Pick<Database['referrals'], 'ofPerson'>
  readonly enquiries: Pick<Database['enquiries'], 'ofPerson'>
  readonly comRequests: Pick<Database['comRequests'], 'ofPerson'>
  readonly plans: Pick<Database['plans'], 'entries'>
}

type WorkKind = 'referrals' | 'enquiries' | 'comRequests'

/** Whether a piece of work is still to be done. */
const isOpenWork = ({ endedAt }: { readonly endedAt: Date | null }) => endedAt === null

/** The enquiries that staff of a prison see: they are no body that is asked. */
function asStaff(scope: AccessScope): EnquiryScope {
  return { ...scope, body: null, bodyPrisons: [], bodyEmail: null, bodyTeam: null, today: null }
}

/** Reads what is still open about a person and ends, or goes to somebody else, when they leave. */
export async function openWorkOf(database: OpenWorkReads, person: Person, scope: AccessScope): Promise<OpenWork> {
  const applications = await database.applications.ofPersonInScope(person.id, scope)
  const referrals = await database.referrals.ofPerson(person.id, scope)
  const enquiries = await database.enquiries.ofPerson(person.id, asStaff(scope))
  const comRequests = await database.comRequests.ofPerson(person.id)
  const plan = planFrom(await database.plans.entries(person.id, person.custodyBegan))
  return {
    applications: applications.filter(({ status, destination }) => status === 'open' && destination === 'PRT'),
    referrals: referrals.filter(isOpenWork),
    enquiries: enquiries.filter(isOpenWork),
    comRequests: comRequests.filter(isOpenWork),
    actions: plan.flatMap(({ pathway, actions }) =>
      actions
        .filter(({ state, responsible }) => state === 'to-do' && responsible !== 'probation')
        .map(action => ({ ...action, pathway })),
    ),
  }
}

/** The ids of all of it, each with its kind. */
export function itemsOf(open: OpenWork): readonly { readonly kind: OpenWorkKind; readonly id: number }[] {
  const kinds = Object.keys(open) as OpenWorkKind[]
  return kinds.flatMap(kind => open[kind].map(({ id }) => ({ kind, id })))
}

/** What becomes of each piece of open work. */
export interface Settlement {
  readonly of: ReadonlyMap<string, Settling>
  /** Why what is closed is closed; null where nothing is. */
  readonly words: string | null
  /** Who has what is kept open; null where nothing is. */
  readonly owner: Pick<StaffMember, 'id' | 'name' | 'role'> | null
}

/** The name of a piece of work in a settlement. */
export function itemName({ kind, id }: { readonly kind: OpenWorkKind; readonly id: number }): string {
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

interface Settler {
  readonly person: Person
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly settlement: Settlement
  readonly idempotencyKey: string
  readonly fromAddress: string | undefined
}

/** Settles what is open about somebody who has left. The person must be locked, and the settlement whole. */
export async function settleOpenWork(database: Database, context: Context, open: OpenWork, by: Settler): Promise<void> {
  const { staff, person, scope, settlement, fromAddress } = by
  await settleApplications(database, context, open, by)
  const { words } = settlement
  await settleWork('referrals', database.referrals, scope, context, open, by, {
    after: ({ holderId }) => ({ status: 'stopped', holderId }),
    step: { kind: 'moved', status: 'stopped', happenedOn: context.today, note: words },
    own: { chaseOn: null },
  })
  await settleWork('enquiries', database.enquiries, asStaff(scope), context, open, by, {
    after: ({ holderId }) => ({ status: 'withdrawn', holderId, isRead: false }),
    step: { kind: 'withdrawn', words },
  })
  // The COM reads why, as for anything that could not be done.
  await settleWork('comRequests', database.comRequests, scope, context, open, by, {
    after: () => ({ status: 'not-done', holderId: null, isRead: false }),
    step: { kind: 'not-done', words },
  })
  await settleActions(database, context, open, by)
  await database.audit.record(
    ...itemsOf(open).map((item): AuditEvent => ({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(item.kind === 'applications' && { applicationId: item.id }),
      action: 'open-work-settled',
      detail: { ...item, how: settlement.of.get(itemName(item)) },
      fromAddress,
    })),
  )
}

function howOf(kind: OpenWorkKind, { settlement }: Settler) {
  return ({ id }: { readonly id: number }) => settlement.of.get(itemName({ kind, id }))
}

async function settleApplications(database: Database, context: Context, open: OpenWork, by: Settler): Promise<void> {
  const { now } = context
  const { person, staff, settlement, idempotencyKey } = by
  const how = howOf('applications', by)
  const locked = await database.applications.lockEach(open.applications.map(({ id }) => id))
  const made = (id: number) => ({
    at: now,
    staffId: staff.id,
    idempotencyKey: idempotencyKeyFrom(idempotencyKey, 'application', id),
  })
  for (const application of locked) {
    const { id, team: fromTeam } = application
    if (how(application) === 'closed') {
      const detail = { reason: settlement.words }
      await database.notifications.withdrawUnanswered(id, now)
      await database.applications.applyEvent(
        application,
        { ...made(id), kind: 'closed-person-left', detail },
        { status: 'closed', outcome: 'person-left', outcomeReason: settlement.words, closedAt: now },
      )
    } else if (how(application) === 'to-com') {
      const to = { destination: 'COM', cause: 'facts-changed' } as const
      const toTeam = await sendTo(database, context, { person, application, ...to })
      const detail = { fromTeam, toTeam }
      await database.applications.applyEvent(application, { ...made(id), kind: 'sent-to-com-person-left', detail })
    }
  }
  const { owner } = settlement
  const reassigned = locked.filter(each => how(each) === 'kept' && owner !== null && each.claimedBy !== owner.id)
  await database.applications.shareOut(reassigned, owner?.id ?? null, ({ id }) => ({
    ...made(id),
    kind: owner?.id === staff.id ? 'claimed' : 'assigned',
    ...(owner?.id !== staff.id && { detail: { to: owner?.id, toName: owner?.name } }),
  }))
}

/** The statements of a kind of work that settle it. */
interface Repository<Item extends { readonly status: string }, Scope> {
  lockInScope(id: number, scope: Scope): Promise<Item | undefined>
  change(
    item: Item,
    after: WorkState<Item['status']> & { readonly endedAt: Date },
    step: NewStep & { readonly kind: string } & Readonly<Record<string, unknown>>,
    own?: Readonly<Record<string, unknown>>,
  ): Promise<void>
  give(ids: readonly number[], to: { readonly to: number; readonly by: number; readonly at: Date }): Promise<void>
}

/** How a piece of work ends that is closed because the person left. */
interface Ending<Item extends { readonly status: string }> {
  readonly after: (item: Item) => WorkState<Item['status']>
  readonly step: { readonly kind: string } & Readonly<Record<string, unknown>>
  /** Columns that this kind alone has. */
  readonly own?: Readonly<Record<string, unknown>>
}

/** Ends what is closed of a kind of work, and gives what is kept open to its owner. */
async function settleWork<Kind extends WorkKind, Scope>(
  kind: Kind,
  repository: Repository<OpenWork[Kind][number], Scope>,
  scope: Scope,
  { now }: Context,
  open: OpenWork,
  by: Settler,
  { after, step, own }: Ending<OpenWork[Kind][number]>,
): Promise<void> {
  const how = howOf(kind, by)
  const items: readonly OpenWork[Kind][number][] = open[kind]
  for (const { id } of items.filter(each => how(each) === 'closed')) {
    const item = await repository.lockInScope(id, scope)
    if (!item || !isOpenWork(item)) continue
    const idempotencyKey = idempotencyKeyFrom(by.idempotencyKey, kind, id)
    const made = { ...step, staffId: by.staff.id, at: now, idempotencyKey }
    await repository.change(item, { ...after(item), endedAt: now }, made, own)
  }
  await keep(repository, items, kind, now, by)
}

/** Gives what is kept open to its owner, where their role can hold it; otherwise it stays with whoever has it. */
async function keep(
  repository: Pick<Repository<never, never>, 'give'>,
  items: readonly { readonly id: number; readonly holderId: number | null }[],
  kind: WorkKind,
  at: Date,
  by: Settler,
): Promise<void> {
  const { owner } = by.settlement
  if (owner === null || !can(owner.role, workKindTable[kind].work.holderPermission)) return
  const how = howOf(kind, by)
  const reassigned = items.filter(each => how(each) === 'kept' && each.holderId !== owner.id)
  if (reassigned.length > 0) {
    await repository.give(
      reassigned.map(({ id }) => id),
      { to: owner.id, by: by.staff.id, at },
    )
  }
}

/** An action that goes to the COM is dropped for the prison, and planned again for probation. */
async function settleActions(database: Database, { now, today }: Context, open: OpenWork, by: Settler): Promise<void> {
  const { person, staff, idempotencyKey } = by
  if (open.actions.length === 0) return
  const how = howOf('actions', by)
  const stage = planStageOf(person, await database.assessments.ofPerson(person.id), today)
  await database.plans.write(
    open.actions.flatMap(({ id, pathway, text, due, ...action }) => [
      { kind: 'action-dropped' as const, about: id, pathway, stage },
      ...(how({ id, ...action }) === 'to-com'
        ? [{ kind: 'action' as const, text, due, responsible: 'probation' as const, pathway, stage }]
        : []),
    ]),
    {
      personId: person.id,
      custodyBegan: person.custodyBegan,
      staffId: staff.id,
      at: now,
      idempotencyKey: idempotencyKeyFrom(idempotencyKey, 'actions'),
    },
  )
}
