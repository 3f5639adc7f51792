import type { Database, Person, StaffMember } from '../../../database'
import { isUnchanged } from '../../accounts/lock-accounts'
import { decideAgain } from '../../applications/routing/decide-again'
import type { Caller, Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'
import { deliveryJob } from '../../work/notifications'
import { recordComChanges } from './com-changes'

/** How many people have the new COM, and how many were left because their COM is another one by now. */
export interface PeopleGiven {
  readonly given: number
  readonly left: number
}

/**
 * An SPO gives people of a COM of the PDU to another. What the COM is told and asked goes with them; the COM before is
 * told, and the prison's team confirms the new one (decision 95). A correction of each person's COM records it.
 *
 * @returns `no-such-com` when one of the two is no COM of the SPO's PDU any more
 */
export function givePeople(
  database: Database,
  context: Context,
  command: Caller & {
    readonly staff: StaffMember
    readonly from: number
    readonly to: number
    readonly prisonNumbers: readonly string[]
    readonly reason: string
    readonly idempotencyKey: string
  },
): Promise<PeopleGiven | 'no-such-com'> {
  const { staff, prisonNumbers } = command
  return database.transaction(async transaction => {
    const pduId = staff.pduId ?? null
    if (pduId === null || !(await isUnchanged(transaction, staff))) return 'no-such-com'
    await transaction.accounts.hold([command.to])
    const [from, to] = await Promise.all(
      [command.from, command.to].map(id => transaction.pduComs.find(id, pduId, context.today)),
    )
    if (!from || !to?.active || from.id === to.id) return 'no-such-com'
    let given = 0
    for (const person of await transaction.people.lockByNumbers(prisonNumbers)) {
      if (await giveOne(transaction, context, command, person, { from: from.email, to })) given += 1
    }
    await transaction.jobs.add(deliveryJob)
    return { given, left: prisonNumbers.length - given }
  })
}

/** @returns false when the person's COM is not whom the page showed */
async function giveOne(
  database: Database,
  context: Context,
  command: Parameters<typeof givePeople>[2],
  person: Person,
  { from, to }: { readonly from: string; readonly to: { readonly name: string; readonly email: string } },
): Promise<boolean> {
  const { staff, reason, fromAddress } = command
  const { id: personId } = person
  const idempotencyKey = idempotencyKeyFrom(command.idempotencyKey, String(personId))
  if (await database.corrections.isDone(idempotencyKey)) return true
  if (person.comEmail !== from) return false
  const at = context.now
  const facts = { comName: to.name, comEmail: to.email }
  await database.people.change(personId, facts, { source: 'staff', at: at.toISOString(), reason })
  await database.referrals.freeFromElsewhere(personId, at)
  await recordComChanges(database, person, facts, { source: 'staff', staffId: staff.id, changedAt: at })
  const by = { personId, reason, staffId: staff.id, staffRole: staff.role, at }
  await database.corrections.add({ ...by, fact: 'comEmail', before: from, after: to.email, idempotencyKey })
  const nameKey = idempotencyKeyFrom(idempotencyKey, 'comName')
  await database.corrections.add({
    ...by,
    fact: 'comName',
    before: person.comName,
    after: to.name,
    idempotencyKey: nameKey,
  })
  const applicationsMoved = await decideAgain(database, context, { ...person, ...facts })
  await database.audit.record({
    site: 'staff',
    staffId: staff.id,
    personId,
    action: 'person-given-to-com',
    detail: { from, to: to.email, applicationsMoved },
    fromAddress,
  })
  return true
}
