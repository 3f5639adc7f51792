import type {
  AccessScope,
  Application,
  AuditEvent,
  Database,
  Notification,
  Person,
  SettledWork,
  StaffMember,
} from '../../../database'
import type { OpenWorkKind } from '../../../domain/people/open-work'
import { can } from '../../../domain/staff/roles'
import type { WorkState } from '../../../domain/work/work'
import { sendTo } from '../../applications/routing/send-to'
import { planStageOf } from '../../assessments/resettlement-plan'
import type { Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'
import { workKindTable } from '../../work/kinds'
import {
  isOpenWork,
  itemName,
  itemsOf,
  scopesOf,
  type HeldKind,
  type HeldRepository,
  type OpenWork,
  type Settlement,
} from './open-work'

interface Settler {
  readonly person: Person
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly settlement: Settlement
  readonly idempotencyKey: string
  readonly fromAddress: string | undefined
}

/**
 * Settles what is open about somebody who has left. The person must be locked, and the settlement whole.
 *
 * @returns what it changed, so that it can be undone
 */
export async function settleOpenWork(
  database: Database,
  context: Context,
  open: OpenWork,
  by: Settler,
): Promise<readonly SettledWork[]> {
  const { staff, person, settlement, fromAddress } = by
  const { words } = settlement
  const scopes = scopesOf(by, context)
  const settled: SettledWork[] = [
    ...(await settleApplications(database, context, open, by)),
    ...(await settleWork('referrals', database.referrals, scopes.referrals, context, open, by, {
      after: ({ holderId }) => ({ status: 'stopped', holderId }),
      step: { kind: 'moved', status: 'stopped', happenedOn: context.today, note: words },
      own: { chaseOn: null },
    })),
    ...(await settleWork('enquiries', database.enquiries, scopes.enquiries, context, open, by, {
      after: ({ holderId }) => ({ status: 'withdrawn', holderId, isRead: false }),
      step: { kind: 'withdrawn', words },
    })),
    // The COM reads why, as for anything that could not be done.
    ...(await settleWork('comRequests', database.comRequests, scopes.comRequests, context, open, by, {
      after: () => ({ status: 'not-done', holderId: null, isRead: false }),
      step: { kind: 'not-done', words },
    })),
    ...(await settleActions(database, context, open, by)),
    ...(await settleWork('carriedOn', database.notifications, scopes.carriedOn, context, open, by, {
      after: ({ holderId }) => ({ status: 'withdrawn', holderId }),
      step: { kind: 'withdrawn', words },
    })),
    ...(await passCarriedOn(database, context, open, by)),
    ...(await settleOutsideRequests(database, context, open, by)),
  ]
  await database.notifications.deliver({ personId: person.id }, context.today, context.now)
  await database.audit.record(
    ...itemsOf(open).map((item): AuditEvent => ({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(item.kind === 'applications' && { applicationId: item.id }),
      action: 'open-work-settled',
      detail: { kind: item.kind, id: item.id, how: settlement.of.get(itemName(item)) },
      fromAddress,
    })),
  )
  return settled
}

function howOf(kind: OpenWorkKind, { settlement }: Settler) {
  return ({ id }: { readonly id: number }) => settlement.of.get(itemName({ kind, id }))
}

async function settleApplications(
  database: Database,
  context: Context,
  open: OpenWork,
  by: Settler,
): Promise<readonly SettledWork[]> {
  const { now } = context
  const { person, staff, settlement, idempotencyKey } = by
  const how = howOf('applications', by)
  const locked = await database.applications.lockEach(open.applications.map(({ id }) => id))
  const asked = await database.notifications.openOfApplications(locked.map(({ id }) => id))
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
      const sent = { ...made(id), kind: 'sent-to-com-person-left', detail } as const
      await database.applications.applyEvent(application, sent, { heldIn: null })
    }
  }
  const { owner } = settlement
  // What another prison's team has stays with it: a colleague here could not open it.
  const canOpen = ({ heldIn }: Application) => heldIn === null || owner?.prisons.includes(heldIn)
  const reassigned = locked.filter(
    each => how(each) === 'kept' && owner !== null && each.claimedBy !== owner.id && canOpen(each),
  )
  await database.applications.shareOut(reassigned, owner?.id ?? null, ({ id }) => ({
    ...made(id),
    kind: owner?.id === staff.id ? 'claimed' : 'assigned',
    ...(owner?.id !== staff.id && { detail: { to: owner?.id, toName: owner?.name } }),
  }))
  const changed = locked.filter(each => how(each) !== 'kept' || reassigned.includes(each))
  const still = new Set((await database.notifications.openOfApplications(locked.map(({ id }) => id))).map(idOf))
  return changed.map(({ id, claimedBy, version, heldIn }) => ({
    kind: 'applications',
    itemId: id,
    settling: how({ id })!,
    before: {
      holderId: claimedBy,
      heldIn,
      notifications: asked.filter(each => each.applicationId === id && !still.has(each.id)).map(idOf),
    },
    after: { version: version + 1 },
  }))
}

function idOf({ id }: { readonly id: number }): number {
  return id
}

/** How a piece of work ends that is closed because the person left. */
interface Ending<Item extends { readonly status: string }> {
  readonly after: (item: Item) => WorkState<Item['status']>
  readonly step: { readonly kind: string } & Readonly<Record<string, unknown>>
  /** Columns that only this kind has. */
  readonly own?: Readonly<Record<string, unknown>>
}

/** What a piece of held work is. */
function stateBefore(item: OpenWork[HeldKind][number]): SettledWork['before'] {
  return {
    holderId: item.holderId,
    status: item.status,
    ...(item.isRead !== undefined && { isRead: item.isRead }),
    ...('chaseOn' in item && { chaseOn: item.chaseOn }),
  }
}

/** Ends what is closed of a kind of work, and gives what is kept open to its owner. */
async function settleWork<Kind extends HeldKind, Scope>(
  kind: Kind,
  repository: HeldRepository<OpenWork[Kind][number], Scope>,
  scope: Scope,
  { now }: Context,
  open: OpenWork,
  by: Settler,
  { after, step, own }: Ending<OpenWork[Kind][number]>,
): Promise<readonly SettledWork[]> {
  const how = howOf(kind, by)
  const items: readonly OpenWork[Kind][number][] = open[kind]
  const settled: SettledWork[] = []
  for (const { id } of items.filter(each => how(each) === 'closed')) {
    const item = await repository.lockInScope(id, scope)
    if (!item || !isOpenWork(item)) continue
    const idempotencyKey = idempotencyKeyFrom(by.idempotencyKey, kind, id)
    const made = { ...step, staffId: by.staff.id, at: now, idempotencyKey }
    await repository.change(item, { ...after(item), endedAt: now }, made, own)
    settled.push({ kind, itemId: id, settling: 'closed', before: stateBefore(item), after: {} })
  }
  return [...settled, ...(await keep(repository, items, kind, now, by))]
}

/** Gives what is kept open to its owner, where their role can hold it; otherwise it stays with whoever has it. */
async function keep(
  repository: Pick<HeldRepository<never, never>, 'give'>,
  items: readonly OpenWork[HeldKind][number][],
  kind: HeldKind,
  at: Date,
  by: Settler,
): Promise<readonly SettledWork[]> {
  const { owner } = by.settlement
  const { work } = workKindTable[kind === 'carriedOn' ? 'notifications' : kind]
  if (owner === null || !can(owner.role, work.holderPermission)) return []
  const how = howOf(kind, by)
  const reassigned = items.filter(each => how(each) === 'kept' && each.holderId !== owner.id)
  if (reassigned.length > 0) await repository.give(reassigned.map(idOf), { to: owner.id, by: by.staff.id, at })
  return reassigned.map(item => ({
    kind,
    itemId: item.id,
    settling: 'kept',
    before: stateBefore(item),
    // A COM request that somebody has is taken.
    after: { holderId: owner.id, status: kind === 'comRequests' ? 'taken' : item.status },
  }))
}

/** An action that goes to the COM is dropped for the prison, and planned again for probation. */
async function settleActions(
  database: Database,
  { now, today }: Context,
  open: OpenWork,
  by: Settler,
): Promise<readonly SettledWork[]> {
  const { person, staff, idempotencyKey } = by
  if (open.actions.length === 0) return []
  const how = howOf('actions', by)
  const stage = planStageOf(person, await database.assessments.ofPerson(person.id), today)
  const passed = open.actions.filter(each => how(each) === 'to-com')
  const ids = await database.plans.write(
    [
      ...open.actions.map(({ id, pathway }) => ({ kind: 'action-dropped' as const, about: id, pathway, stage })),
      ...passed.map(({ text, due, pathway }) => {
        return { kind: 'action' as const, text, due, responsible: 'probation' as const, pathway, stage }
      }),
    ],
    {
      personId: person.id,
      custodyBegan: person.custodyBegan,
      staffId: staff.id,
      at: now,
      idempotencyKey: idempotencyKeyFrom(idempotencyKey, 'actions'),
    },
  )
  return open.actions.map(action => ({
    kind: 'actions',
    itemId: action.id,
    settling: how(action)!,
    before: {},
    after: passed.includes(action) ? { made: ids[open.actions.length + passed.indexOf(action)]! } : {},
  }))
}

/** What is carried on and goes to the COM ends for the team, and the COM is asked to do it. */
async function passCarriedOn(
  database: Database,
  context: Context,
  open: OpenWork,
  by: Settler,
): Promise<readonly SettledWork[]> {
  const { notifications } = database
  const how = howOf('carriedOn', by)
  const settled: SettledWork[] = []
  for (const { id } of open.carriedOn.filter(each => how(each) === 'to-com')) {
    const item = await notifications.lockInScope(id, scopesOf(by, context).carriedOn)
    if (!item || !isOpenWork(item)) continue
    const idempotencyKey = idempotencyKeyFrom(by.idempotencyKey, 'carriedOn', id)
    const step = { kind: 'to-com', staffId: by.staff.id, at: context.now, idempotencyKey }
    const { holderId } = item
    await notifications.change(item, { status: 'withdrawn', holderId, endedAt: context.now }, step)
    const made = await askComToDo(database, context, item, by)
    settled.push({ kind: 'carriedOn', itemId: id, settling: 'to-com', before: stateBefore(item), after: { made } })
  }
  return settled
}

/** Asks the COM to do what was carried on: with what they are asked of the application already, where they are. */
async function askComToDo(
  { notifications }: Database,
  { now }: Context,
  { personId, applicationId, actions, due }: Notification,
  { staff }: Settler,
): Promise<number> {
  const asked = applicationId === null ? [] : await notifications.lockOfApplication(applicationId)
  const open = asked.find(each => each.recipient === 'com' && each.endedAt === null)
  if (!open) {
    const item = { recipient: 'com', purpose: 'to-do', actions, personId, applicationId, isSafety: false } as const
    return notifications.add({ ...item, words: null, due }, { at: now, staffId: staff.id })
  }
  const purpose = open.purpose === 'to-know' ? 'to-do' : open.purpose
  await notifications.update(open.id, { purpose, actions: [...open.actions, ...actions], due: open.due })
  return open.id
}

/** A request from outside that is closed, or that the COM is asked to answer. One that is kept stays the team's. */
async function settleOutsideRequests(
  { outsideRequests, notifications }: Database,
  { now }: Context,
  open: OpenWork,
  by: Settler,
): Promise<readonly SettledWork[]> {
  const { staff, scope, settlement } = by
  const how = howOf('outsideRequests', by)
  const settled: SettledWork[] = []
  for (const { id } of open.outsideRequests.filter(each => how(each) !== 'kept')) {
    const request = await outsideRequests.lockInScope(id, scope)
    if (!request || request.answeredAt !== null || request.closedAt !== null) continue
    const isToCom = how({ id }) === 'to-com'
    const { personId, whom, words, due } = request
    const closedBecause = isToCom ? null : settlement.words
    await outsideRequests.close(id, { closedBy: staff.id, closedAt: now, closedBecause })
    const item = { recipient: 'com', purpose: 'to-do', actions: [], personId, applicationId: null } as const
    const made = isToCom
      ? await notifications.add(
          { ...item, isSafety: false, words: `${whom}: ${words}`, due },
          { at: now, staffId: staff.id },
        )
      : undefined
    const settling = isToCom ? 'to-com' : 'closed'
    settled.push({
      kind: 'outsideRequests',
      itemId: id,
      settling,
      before: {},
      after: made === undefined ? {} : { made },
    })
  }
  return settled
}
