import { isDuplicate, type Database, type LocalService, type ServiceEvent, type StaffMember } from '../../database'
import type { ServiceEntry, ServicePlace } from '../../domain/content/local-services'
import type { Caller, Context } from '../context'

/** A command of a member of staff who may edit the services of a prison or an area. */
export interface LocalServiceCommand extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
  readonly place: ServicePlace
  /** Generated with the page, so that a double click or a retry has no further effect. */
  readonly idempotencyKey: string
}

/** A command on an existing service. */
export interface ServiceChange extends LocalServiceCommand {
  readonly id: number
  /** Optimistic lock: a command on an older version is refused, with the changes since. */
  readonly version: number
}

export type ServiceResult =
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'changed'; readonly since: readonly ServiceEvent[] }
  | { readonly kind: 'withdrawn' }

/** Adds a service or note to a prison or an area. Adding it counts as checking it. */
export async function addService(
  database: Database,
  { now, today }: Context,
  command: LocalServiceCommand & { readonly entry: ServiceEntry },
): Promise<ServiceResult> {
  try {
    return await database.transaction(async transaction => {
      const event = {
        kind: 'added',
        staffId: command.staff.id,
        said: command.entry,
        idempotencyKey: command.idempotencyKey,
        at: now,
      } as const
      const id = await transaction.localServices.add(command.place, command.entry, today, event)
      await audit(transaction, command, 'service-added', id)
      return { kind: 'done', id }
    })
  } catch (error) {
    if (!isDuplicate(error, 'local_service_event_act_key_key')) throw error
    const id = await database.localServices.changedBy(command.idempotencyKey)
    return id === undefined ? { kind: 'not-found' } : { kind: 'done', id }
  }
}

/** Replaces a service's entry. Correcting it counts as checking it. */
export function correctService(
  database: Database,
  context: Context,
  command: ServiceChange & { readonly entry: ServiceEntry },
): Promise<ServiceResult> {
  const { entry } = command
  return change(database, context, command, 'service-corrected', (transaction, service, event) =>
    transaction.localServices.change(
      service,
      { entry, checkedOn: context.today },
      { ...event, kind: 'corrected', said: entry },
    ),
  )
}

/** Confirms that an entry is still correct. */
export function confirmService(database: Database, context: Context, command: ServiceChange): Promise<ServiceResult> {
  return change(database, context, command, 'service-checked', (transaction, service, event) =>
    transaction.localServices.change(service, { checkedOn: context.today }, { ...event, kind: 'checked' }),
  )
}

/** Withdraws a service from public view. It and its history stay on record. */
export function withdrawService(database: Database, context: Context, command: ServiceChange): Promise<ServiceResult> {
  return change(database, context, command, 'service-withdrawn', (transaction, service, event) =>
    transaction.localServices.change(service, { withdrawnAt: context.now }, { ...event, kind: 'withdrawn' }),
  )
}

/** Republishes a withdrawn service unchanged. Republishing it counts as checking it. */
export function putServiceBack(database: Database, context: Context, command: ServiceChange): Promise<ServiceResult> {
  const back = { withdrawnAt: null, checkedOn: context.today }
  return change(
    database,
    context,
    command,
    'service-put-back',
    (transaction, service, event) => transaction.localServices.change(service, back, { ...event, kind: 'put-back' }),
    true,
  )
}

/**
 * Applies a change after checking idempotency key and version, and stores it with its history and audit record in one
 * transaction.
 */
function change(
  database: Database,
  { now }: Context,
  command: ServiceChange,
  audited: string,
  make: (
    transaction: Database,
    service: LocalService,
    event: { staffId: number; idempotencyKey: string; at: Date },
  ) => Promise<void>,
  ofWithdrawn = false,
): Promise<ServiceResult> {
  return database.transaction(async transaction => {
    const service = await transaction.localServices.lock(command.id, command.place)
    if (!service) return { kind: 'not-found' }
    if ((await transaction.localServices.changedBy(command.idempotencyKey)) !== undefined)
      return { kind: 'done', id: service.id }
    if (service.version !== command.version) {
      return { kind: 'changed', since: await transaction.localServices.events(service.id, command.version) }
    }
    const isWithdrawn = service.withdrawnAt !== null
    if (isWithdrawn !== ofWithdrawn) return isWithdrawn ? { kind: 'withdrawn' } : { kind: 'done', id: service.id }
    await make(transaction, service, { staffId: command.staff.id, idempotencyKey: command.idempotencyKey, at: now })
    await audit(transaction, command, audited, service.id)
    return { kind: 'done', id: service.id }
  })
}

function audit(database: Database, command: LocalServiceCommand, what: string, service: number): Promise<void> {
  return database.audit.record({
    site: 'staff',
    staffId: command.staff.id,
    action: what,
    detail: { [command.place.kind]: command.place.id, service },
    fromAddress: command.fromAddress,
  })
}
