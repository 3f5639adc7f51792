import type { Database, Person, StaffMember } from '../server/database'
import { addDays } from '../server/domain/calendar'
import type { Context } from '../server/use-cases/context'

/** Finds somebody of the demo, who must be there. */
export async function findPerson(database: Database, prisonNumber: string): Promise<Person> {
  const person = await database.people.findByNumber(prisonNumber)
  if (!person) throw new Error(`No demo person has the number ${prisonNumber}`)
  return person
}

/** Finds an account of the demo, which must be there. */
export async function findStaff(database: Database, email: string): Promise<StaffMember> {
  const staff = await database.staff.findByEmail(email)
  if (!staff) throw new Error(`No demo account has the address ${email}`)
  return staff
}

/** The result of a use case that nothing of the demo may fail. */
export function mustBeDone<Result extends { readonly kind: string }>(
  result: Result,
): Result & { readonly kind: 'done' } {
  if (result.kind !== 'done') throw new Error(`An action of the demo data is ${result.kind}`)
  return result as Result & { readonly kind: 'done' }
}

/** The context of some days ago, so that the demo has a past. */
export function daysBefore({ now, today, routing }: Context, days: number): Context {
  return { now: new Date(now.getTime() - days * 24 * 60 * 60 * 1000), today: addDays(today, -days), routing }
}
