import type { Database, Person, StaffMember } from '../../../database'
import type { CalendarDay } from '../../../domain/calendar'
import { decideAgain } from '../../applications/routing/decide-again'
import type { Caller, Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'

interface HearingCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/**
 * Adds a court hearing and decides the person's open applications again, since a court may let them go on that day.
 *
 * @returns false when that day is already entered
 */
export function addHearing(
  database: Database,
  context: Context,
  {
    staff,
    person,
    fromAddress,
    heldOn,
    court,
  }: HearingCommand & { readonly heldOn: CalendarDay; readonly court: string },
): Promise<boolean> {
  return database.transaction(async transaction => {
    await transaction.people.lock(person.id)
    const hearing = { personId: person.id, heldOn, court, by: staff.id, at: context.now }
    const isNew = await transaction.courtHearings.add(hearing)
    if (!isNew) return false
    await transaction.audit.record(auditOf({ staff, person, fromAddress }, 'hearing-added'))
    await decideAgainAbout(transaction, context, person.id)
    return true
  })
}

/**
 * Removes a cancelled hearing and decides the person's open applications again; who added and who removed it stays on
 * record.
 *
 * @returns false when there is none
 */
export function removeHearing(
  database: Database,
  context: Context,
  { staff, person, fromAddress, id }: HearingCommand & { readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    await transaction.people.lock(person.id)
    const isRemoved = await transaction.courtHearings.remove(person.id, id, staff.id, context.now)
    if (!isRemoved) return false
    await transaction.audit.record(auditOf({ staff, person, fromAddress }, 'hearing-removed'))
    await decideAgainAbout(transaction, context, person.id)
    return true
  })
}

/**
 * Writes the contingency plan for release at court.
 *
 * @param command.seen the id of the plan that the page showed; 0 for none
 * @returns `changed-meanwhile` when a newer plan exists; nothing is written then
 */
export function writeContingencyPlan(
  database: Database,
  { now }: Context,
  command: HearingCommand & { readonly words: string; readonly seen: number; readonly idempotencyKey: string },
): Promise<'written' | 'changed-meanwhile'> {
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(command.person.id)
    if (!person) return 'changed-meanwhile'
    if (await transaction.courtHearings.isPlanWritten(command.idempotencyKey)) return 'written'
    const { id: personId, custodyBegan } = person
    const [latest] = await transaction.courtHearings.contingencyPlans(personId, custodyBegan)
    if ((latest?.id ?? 0) !== command.seen) return 'changed-meanwhile'
    const { words, staff, idempotencyKey } = command
    await transaction.courtHearings.writePlan({ personId, custodyBegan, words, by: staff.id, at: now, idempotencyKey })
    await transaction.audit.record(auditOf(command, 'contingency-plan-written'))
    return 'written'
  })
}

/**
 * Writes the plans of many people from one list, in one transaction. A plan that a colleague has written meanwhile stays.
 *
 * @param command.plans with the id of the plan that the page showed; 0 for none
 * @returns how many were written, and of whom a colleague's stays
 */
export function writeContingencyPlans(
  database: Database,
  { now }: Context,
  command: Caller & {
    readonly staff: StaffMember
    readonly idempotencyKey: string
    readonly plans: readonly { readonly person: Person; readonly seen: number; readonly words: string }[]
  },
): Promise<{ readonly written: number; readonly changedMeanwhile: readonly Person[] }> {
  const { staff, fromAddress, plans } = command
  return database.transaction(async transaction => {
    const people = await transaction.people.lockByNumbers(plans.map(({ person }) => person.prisonNumber))
    const changedMeanwhile: Person[] = []
    let written = 0
    for (const person of people) {
      const { words, seen } = plans.find(each => each.person.id === person.id)!
      const { id: personId, custodyBegan } = person
      const [latest] = await transaction.courtHearings.contingencyPlans(personId, custodyBegan)
      if (latest?.words === words) continue
      if ((latest?.id ?? 0) !== seen) {
        changedMeanwhile.push(person)
        continue
      }
      const idempotencyKey = idempotencyKeyFrom(command.idempotencyKey, personId)
      await transaction.courtHearings.writePlan({
        personId,
        custodyBegan,
        words,
        by: staff.id,
        at: now,
        idempotencyKey,
      })
      await transaction.audit.record(auditOf({ staff, person, fromAddress }, 'contingency-plan-written'))
      written += 1
    }
    return { written, changedMeanwhile }
  })
}

async function decideAgainAbout(transaction: Database, context: Context, personId: number): Promise<void> {
  const person = await transaction.people.find(personId)
  if (person) await decideAgain(transaction, context, person)
}

function auditOf({ staff, person, fromAddress }: HearingCommand, action: string) {
  return { site: 'staff' as const, staffId: staff.id, personId: person.id, action, fromAddress }
}
