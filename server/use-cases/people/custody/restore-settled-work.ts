import type {
  AccessScope,
  AuditEvent,
  Database,
  Person,
  SettledWork,
  StaffMember,
  WhereaboutsRecord,
} from '../../../database'
import { planFrom, plannedActions } from '../../../domain/assessments'
import { sendTo } from '../../applications/routing/send-to'
import { planStageOf } from '../../assessments/resettlement-plan'
import type { Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'
import { scopesOf, type HeldKind, type HeldRepository, type OpenWork } from './open-work'

interface Restorer {
  /** As they are once they are back. */
  readonly person: Person
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly idempotencyKey: string
  readonly fromAddress: string | undefined
}

/** The record of a leaving that was a mistake. */
type Left = Pick<WhereaboutsRecord, 'id' | 'recordedAt'>

type Stored = SettledWork & { readonly id: number }

/** What was restored, and what is left because it has changed: ids of records of settling. */
interface Restored {
  readonly restored: readonly number[]
  readonly left: readonly number[]
}

/**
 * Restores what was settled when somebody was recorded as gone, each as it was, unless it has changed since. The person
 * must be locked.
 */
export async function restoreSettledWork(
  database: Database,
  context: Context,
  left: Left,
  by: Restorer,
): Promise<Restored> {
  const settled = await database.settledWorks.ofRecord(left.id)
  const of = (kind: SettledWork['kind']) => settled.filter(each => each.kind === kind)
  const scopes = scopesOf(by, context)
  const restoring = { context, left, by }
  const ids = [
    // Every command locks applications first, to avoid a deadlock.
    ...(await restoreApplications(database, context, of('applications'), left, by)),
    ...(await restoreHeld('referrals', database.referrals, scopes.referrals, of('referrals'), restoring)),
    ...(await restoreHeld('enquiries', database.enquiries, scopes.enquiries, of('enquiries'), restoring)),
    ...(await restoreHeld('comRequests', database.comRequests, scopes.comRequests, of('comRequests'), restoring)),
    ...(await restoreActions(database, context, of('actions'), by)),
    ...(await restoreCarriedOn(database, of('carriedOn'), restoring)),
    ...(await restoreOutsideRequests(database, of('outsideRequests'), restoring)),
  ]
  const restored = new Set(ids)
  await freeFromElsewhere(database, context, by)
  await database.audit.record(
    ...settled.map(({ id, kind, itemId }): AuditEvent => ({
      site: 'staff',
      staffId: by.staff.id,
      personId: by.person.id,
      ...(kind === 'applications' && { applicationId: itemId }),
      action: 'open-work-restored',
      detail: { kind, id: itemId, restored: restored.has(id) },
      fromAddress: by.fromAddress,
    })),
  )
  return { restored: ids, left: settled.map(({ id }) => id).filter(id => !restored.has(id)) }
}

async function restoreApplications(
  database: Database,
  context: Context,
  settled: readonly Stored[],
  left: Left,
  { person, staff, idempotencyKey }: Restorer,
): Promise<readonly number[]> {
  const { now: at } = context
  const restored: number[] = []
  for (const application of await database.applications.lockEach(settled.map(({ itemId }) => itemId))) {
    const found = settled.find(({ itemId }) => itemId === application.id)
    const { closedAt, version } = application
    if (!found || !(found.settling === 'closed' ? endedWith(closedAt, left) : version === found.after.version)) continue
    const { holderId = null, notifications = [], heldIn = null } = found.before
    const made = {
      at,
      staffId: staff.id,
      idempotencyKey: idempotencyKeyFrom(idempotencyKey, 'application', application.id),
    }
    await database.notifications.restore(notifications, { staffId: staff.id, at })
    if (found.settling === 'closed') {
      const open = { status: 'open', outcome: null, outcomeReason: null, closedAt: null } as const
      await database.applications.applyEvent(application, { ...made, kind: 'reopened-not-left' }, open)
    } else {
      const holder = holderId === null ? undefined : await database.staff.find(holderId)
      const claimedBy = holder?.active ? holder.id : null
      if (found.settling === 'to-com') {
        const prison = heldIn === null ? undefined : await database.prisons.find(heldIn)
        const back = { destination: 'PRT', heldIn, cause: 'facts-changed' } as const
        const toTeam = await sendTo(database, context, { person, application, ...back })
        const detail = { fromTeam: application.team, toTeam, ...(prison && { toPrison: prison.name }) }
        await database.applications.applyEvent(
          application,
          { ...made, kind: 'returned-not-left', detail },
          { claimedBy, heldIn },
        )
      } else {
        const event = holder?.active
          ? ({ kind: 'assigned', detail: { to: holder.id, toName: holder.name } } as const)
          : ({ kind: 'handed-back' } as const)
        await database.applications.applyEvent(application, { ...made, ...event }, { claimedBy })
      }
    }
    restored.push(found.id)
  }
  return restored
}

interface Restoring {
  readonly context: Context
  readonly left: Left
  readonly by: Restorer
}

/** Whether something ended with the leaving, and not before or since. */
function endedWith(endedAt: Date | null, { recordedAt }: Left): boolean {
  return endedAt?.getTime() === recordedAt.getTime()
}

/** Gives each its status and holder again. */
async function restoreHeld<Kind extends HeldKind, Scope>(
  kind: Kind,
  repository: HeldRepository<OpenWork[Kind][number], Scope>,
  scope: Scope,
  settled: readonly Stored[],
  { context, left, by }: Restoring,
): Promise<readonly number[]> {
  const restored: number[] = []
  for (const { id, itemId, settling, before, after } of settled) {
    const item = await repository.lockInScope(itemId, scope)
    if (!item) continue
    const isKept = item.endedAt === null && item.holderId === after.holderId && item.status === after.status
    if (!(settling === 'kept' ? isKept : endedWith(item.endedAt, left))) continue
    const { status, holderId = null, isRead, chaseOn } = before
    const state = { status: status as typeof item.status, holderId, ...(isRead !== undefined && { isRead }) }
    const idempotencyKey = idempotencyKeyFrom(by.idempotencyKey, kind, itemId)
    const step = { kind: 'restored', staffId: by.staff.id, at: context.now, idempotencyKey }
    await repository.change(item, { ...state, endedAt: null }, step, chaseOn === undefined ? {} : { chaseOn })
    restored.push(id)
  }
  return restored
}

/** Plans each action again as it was: a plan is append-only, so what was dropped stays written. */
async function restoreActions(
  database: Database,
  { now, today }: Context,
  settled: readonly Stored[],
  { person, staff, idempotencyKey }: Restorer,
): Promise<readonly number[]> {
  if (settled.length === 0) return []
  const actions = plannedActions(planFrom(await database.plans.entries(person.id, person.custodyBegan)))
  const stage = planStageOf(person, await database.assessments.ofPerson(person.id), today)
  const restored = settled.flatMap(({ id, itemId, after }) => {
    const action = actions.find(each => each.id === itemId)
    const passed = actions.find(each => each.id === after.made)
    const isAsSettled = action?.state === 'dropped' && (passed === undefined || passed.state === 'to-do')
    return isAsSettled ? [{ id, action, passed }] : []
  })
  if (restored.length === 0) return []
  await database.plans.write(
    restored.flatMap(({ action: { text, due, responsible, pathway }, passed }) => [
      ...(passed ? [{ kind: 'action-dropped' as const, about: passed.id, pathway, stage }] : []),
      { kind: 'action' as const, text, due, responsible, pathway, stage },
    ]),
    {
      personId: person.id,
      custodyBegan: person.custodyBegan,
      staffId: staff.id,
      at: now,
      idempotencyKey: idempotencyKeyFrom(idempotencyKey, 'actions'),
    },
  )
  return restored.map(({ id }) => id)
}

/** What is carried on is the team's again; what the COM was asked to do in its place is withdrawn, unless they did it. */
async function restoreCarriedOn(
  { notifications }: Database,
  settled: readonly Stored[],
  restoring: Restoring,
): Promise<readonly number[]> {
  const { context, by } = restoring
  const scope = scopesOf(by, context).carriedOn
  const possible: Stored[] = []
  for (const each of settled) {
    if (each.after.made === undefined) possible.push(each)
    else {
      const item = await notifications.findInScope(each.itemId, scope)
      const asked = await notifications.lockInScope(each.after.made, scope)
      if (!item || !asked || asked.endedAt !== null) continue
      const others = asked.actions.filter(action => !item.actions.includes(action))
      if (others.length === 0) await notifications.withdraw([asked.id], context.now)
      else await notifications.update(asked.id, { purpose: asked.purpose, actions: others, due: asked.due })
      possible.push(each)
    }
  }
  return restoreHeld('carriedOn', notifications, scope, possible, restoring)
}

async function restoreOutsideRequests(
  { outsideRequests, notifications }: Database,
  settled: readonly Stored[],
  { context, left, by }: Restoring,
): Promise<readonly number[]> {
  const restored: number[] = []
  for (const { id, itemId, after } of settled) {
    const request = await outsideRequests.lockInScope(itemId, by.scope)
    if (!request || !endedWith(request.closedAt, left)) continue
    if (after.made !== undefined) {
      const asked = await notifications.lockInScope(after.made, scopesOf(by, context).carriedOn)
      if (!asked || asked.endedAt !== null) continue
      await notifications.withdraw([asked.id], context.now)
    }
    await outsideRequests.openAgain(itemId)
    restored.push(id)
  }
  return restored
}

/** What somebody held who works with the person no more becomes the team's. */
async function freeFromElsewhere(database: Database, { now }: Context, { person }: Restorer): Promise<void> {
  for (const repository of [database.comRequests, database.referrals, database.notifications]) {
    await repository.freeFromElsewhere(person.id, now)
  }
}
