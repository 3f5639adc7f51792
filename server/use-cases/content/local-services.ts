import { isDuplicate, type Database, type LocalService, type ServiceEvent, type StaffMember } from '../../database'
import type { ServiceEntry, ServicePlace } from '../../domain/content/local-services'
import type { Caller, Circumstances } from '../context'

/** A member of staff who may edit the services of a prison or an area, and that prison or area. */
export interface ServiceAct extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
  readonly place: ServicePlace
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

/** An act on a service that is there. */
export interface ServiceChange extends ServiceAct {
  readonly id: number
  /** The version on their page: an act on an older one is refused with what has changed. */
  readonly version: number
}

export type ServiceResult =
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'changed'; readonly since: readonly ServiceEvent[] }
  | { readonly kind: 'withdrawn' }

/** Adds a service or note to what a prison or an area says. Whoever adds it has checked it. */
export async function addService(
  database: Database,
  { now, today }: Circumstances,
  act: ServiceAct & { readonly entry: ServiceEntry },
): Promise<ServiceResult> {
  try {
    return await database.transaction(async transaction => {
      const event = { kind: 'added', staffId: act.staff.id, said: act.entry, actKey: act.actKey, at: now } as const
      const id = await transaction.localServices.add(act.place, act.entry, today, event)
      await audit(transaction, act, 'service-added', id)
      return { kind: 'done', id }
    })
  } catch (error) {
    if (!isDuplicate(error, 'local_service_event_act_key_key')) throw error
    const id = await database.localServices.changedBy(act.actKey)
    return id === undefined ? { kind: 'not-found' } : { kind: 'done', id }
  }
}

/** Says something else from now on. Whoever corrects it has checked it. */
export function correctService(
  database: Database,
  circumstances: Circumstances,
  act: ServiceChange & { readonly entry: ServiceEntry },
): Promise<ServiceResult> {
  const { entry } = act
  return change(database, circumstances, act, 'service-corrected', (transaction, service, event) =>
    transaction.localServices.change(
      service,
      { entry, checkedOn: circumstances.today },
      { ...event, kind: 'corrected', said: entry },
    ),
  )
}

/** Confirms that all that is said still holds. */
export function confirmService(
  database: Database,
  circumstances: Circumstances,
  act: ServiceChange,
): Promise<ServiceResult> {
  return change(database, circumstances, act, 'service-checked', (transaction, service, event) =>
    transaction.localServices.change(service, { checkedOn: circumstances.today }, { ...event, kind: 'checked' }),
  )
}

/** Takes a service out of what people read. It and its history stay on record. */
export function withdrawService(
  database: Database,
  circumstances: Circumstances,
  act: ServiceChange,
): Promise<ServiceResult> {
  return change(database, circumstances, act, 'service-withdrawn', (transaction, service, event) =>
    transaction.localServices.change(service, { withdrawnAt: circumstances.now }, { ...event, kind: 'withdrawn' }),
  )
}

/** Shows a service that was withdrawn to readers again, as it was. Whoever puts it back has checked it. */
export function putServiceBack(
  database: Database,
  circumstances: Circumstances,
  act: ServiceChange,
): Promise<ServiceResult> {
  const back = { withdrawnAt: null, checkedOn: circumstances.today }
  return change(
    database,
    circumstances,
    act,
    'service-put-back',
    (transaction, service, event) => transaction.localServices.change(service, back, { ...event, kind: 'put-back' }),
    true,
  )
}

/** Every change: once, on what the editor's page showed, in the history and in the audit; all or nothing. */
function change(
  database: Database,
  { now }: Circumstances,
  act: ServiceChange,
  audited: string,
  make: (
    transaction: Database,
    service: LocalService,
    event: { staffId: number; actKey: string; at: Date },
  ) => Promise<void>,
  ofWithdrawn = false,
): Promise<ServiceResult> {
  return database.transaction(async transaction => {
    const service = await transaction.localServices.lock(act.id, act.place)
    if (!service) return { kind: 'not-found' }
    if ((await transaction.localServices.changedBy(act.actKey)) !== undefined) return { kind: 'done', id: service.id }
    if (service.version !== act.version) {
      return { kind: 'changed', since: await transaction.localServices.events(service.id, act.version) }
    }
    const isWithdrawn = service.withdrawnAt !== null
    if (isWithdrawn !== ofWithdrawn) return isWithdrawn ? { kind: 'withdrawn' } : { kind: 'done', id: service.id }
    await make(transaction, service, { staffId: act.staff.id, actKey: act.actKey, at: now })
    await audit(transaction, act, audited, service.id)
    return { kind: 'done', id: service.id }
  })
}

function audit(database: Database, act: ServiceAct, what: string, service: number): Promise<void> {
  return database.audit.record({
    site: 'staff',
    staffId: act.staff.id,
    act: what,
    detail: { [act.place.kind]: act.place.id, service },
    fromAddress: act.fromAddress,
  })
}
