import type { Database, HeldRecords, Person, AccessScope, StaffMember } from '../../database'
import { addDays, type CalendarDay } from '../../domain/calendar'
import type { Caller, Context } from '../context'
import { decideAgain } from '../applications/decide-again'

interface RecordCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/** Everything held of a person that the reader may give out, and how many applications another team has to give. */
export interface PersonsData {
  readonly held: readonly HeldRecords[]
  readonly elsewhere: number
}

/** What a person may ask for (UK GDPR, article 15): all that is held of them. It is recorded who gave it out. */
export async function giveData(
  database: Database,
  {
    staff,
    person,
    fromAddress,
    scope,
    format,
  }: RecordCommand & { readonly scope: AccessScope; readonly format: string },
): Promise<PersonsData> {
  const applications = await database.applications.ofPersonInSight(person.id, scope)
  const held = await database.personRecords.everything(
    person.id,
    applications.map(({ id }) => id),
  )
  const counts = await database.personRecords.counts(person.id)
  const all = counts.find(({ table }) => table === 'application')?.count ?? 0
  await database.audit.record({
    site: 'staff',
    staffId: staff.id,
    personId: person.id,
    action: 'data-given-out',
    detail: { format },
    fromAddress,
  })
  return { held, elsewhere: all - applications.length }
}

/**
 * Makes two records of one person one: everything of the other moves to the one that is kept, whose facts stay, and the
 * other's number leads to it. Open applications are decided again by the facts that stay.
 *
 * @returns false when one of them is not there any more
 */
export function mergeRecords(
  database: Database,
  context: Context,
  { staff, person, other, fromAddress }: RecordCommand & { readonly other: Person },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const locked = await transaction.people.lockByNumbers([person.prisonNumber, other.prisonNumber])
    const kept = locked.find(({ id }) => id === person.id)
    const gone = locked.find(({ id }) => id === other.id)
    if (!kept || !gone || kept.id === gone.id) return false
    const moved = await transaction.personRecords.counts(gone.id)
    await transaction.inCellSessions.endOf(gone.id, context.now)
    await transaction.personRecords.moveAll(gone.id, kept.id)
    await transaction.comRequests.freeFromElsewhere(kept.id, context.now)
    await transaction.referrals.freeFromElsewhere(kept.id, context.now)
    const number = { prisonNumber: gone.prisonNumber, was: gone.id, personId: kept.id }
    await transaction.personRecords.keepNumber({ ...number, by: staff.id, at: context.now })
    await decideAgain(transaction, context, kept)
    const event = { site: 'staff' as const, staffId: staff.id, action: 'records-merged', fromAddress }
    await transaction.audit.record(
      { ...event, personId: kept.id, detail: { was: gone.id, moved } },
      { ...event, personId: gone.id, detail: { keptAs: kept.id } },
    )
    return true
  })
}

/** What the retention schedule removes, or would; never who. */
export interface Erased {
  readonly before: CalendarDay
  readonly people: number
  readonly importFiles: number
  /** Over for as long, but with an application that is still open. */
  readonly heldBack: number
}

/**
 * Removes everything of people who left, and had nothing done, longer ago than records are kept; and the files that
 * they came in. What is in the audit stays, and leads to nobody any more.
 *
 * @param isDry counts and removes nothing
 */
export async function eraseWhatIsOver(
  database: Database,
  { now, today }: Context,
  days: number,
  isDry: boolean,
): Promise<Erased> {
  const before = addDays(today, -days)
  const { people, heldBack } = await database.personRecords.toErase(before)
  let erased = 0
  for (const id of isDry ? [] : people) {
    const isErased = await database.transaction(async transaction => {
      if (!(await transaction.people.lock(id))) return false
      await transaction.inCellSessions.endOf(id, now)
      if (!(await transaction.personRecords.erase(id, before))) return false
      await transaction.audit.record({ site: 'service', personId: id, action: 'person-erased' })
      return true
    })
    if (isErased) erased += 1
  }
  const importFiles = await database.transaction(transaction => transaction.personRecords.eraseFiles(before, isDry))
  return { before, people: isDry ? people.length : erased, importFiles, heldBack }
}
