import type { Database, Person, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import type { Caller, Circumstances } from '../context'

interface HearingAct extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/** Enters the day on which a person goes to court. @returns false when it was entered before */
export function addHearing(
  database: Database,
  { now }: Circumstances,
  { staff, person, fromAddress, heldOn, court }: HearingAct & { readonly heldOn: CalendarDay; readonly court: string },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const hearing = { personId: person.id, heldOn, court, by: staff.id, at: now }
    const isNew = await transaction.courtHearings.add(hearing)
    if (isNew) await transaction.audit.record(auditOf({ staff, person, fromAddress }, 'hearing-added'))
    return isNew
  })
}

/** Takes out a hearing that is not to be; who entered it and who took it out is kept. @returns false when it is not there */
export function removeHearing(
  database: Database,
  { now }: Circumstances,
  { staff, person, fromAddress, id }: HearingAct & { readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const isRemoved = await transaction.courtHearings.remove(person.id, id, staff.id, now)
    if (isRemoved) await transaction.audit.record(auditOf({ staff, person, fromAddress }, 'hearing-removed'))
    return isRemoved
  })
}

/**
 * Writes what is planned in case the court lets a person go.
 *
 * @param act.seen the plan that the page showed; 0 for none
 * @returns `changed-meanwhile` when somebody wrote another since: nothing is written then
 */
export function writeContingencyPlan(
  database: Database,
  { now }: Circumstances,
  act: HearingAct & { readonly words: string; readonly seen: number; readonly actKey: string },
): Promise<'written' | 'changed-meanwhile'> {
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(act.person.id)
    if (!person) return 'changed-meanwhile'
    if (await transaction.courtHearings.isPlanWritten(act.actKey)) return 'written'
    const { id: personId, custodyBegan } = person
    const [latest] = await transaction.courtHearings.contingencyPlans(personId, custodyBegan)
    if ((latest?.id ?? 0) !== act.seen) return 'changed-meanwhile'
    const { words, staff, actKey } = act
    await transaction.courtHearings.writePlan({ personId, custodyBegan, words, by: staff.id, at: now, actKey })
    await transaction.audit.record(auditOf(act, 'contingency-plan-written'))
    return 'written'
  })
}

function auditOf({ staff, person, fromAddress }: HearingAct, act: string) {
  return { site: 'staff' as const, staffId: staff.id, personId: person.id, act, fromAddress }
}
