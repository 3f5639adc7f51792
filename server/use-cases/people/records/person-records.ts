import type { Database, HeldRecords, Person, AccessScope, StaffMember } from '../../../database'
import { addDays, type CalendarDay } from '../../../domain/calendar'
import { scopeFor } from '../../accounts/access-scopes'
import { decideAgain } from '../../applications/routing/decide-again'
import type { Caller, Context } from '../../context'
import { deleteUnusedJob } from './scans'

interface RecordCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/**
 * Answers a subject access request (UK GDPR, article 15) with all data held about the person that the reader may know
 * of. Whether another team holds more in confidence is not said, because that would tell of it; that team is asked each
 * time ([decision 114](../../../../docs/decisions/0114-what-a-data-subject-is-told.md)). The disclosure is audited.
 */
export async function giveData(
  database: Database,
  _context: Context,
  {
    staff,
    person,
    fromAddress,
    scope,
    format,
  }: RecordCommand & { readonly scope: AccessScope; readonly format: string },
): Promise<readonly HeldRecords[]> {
  const applications = await database.applications.ofPersonInScope(person.id, scope)
  const held = await database.personRecords.everything(
    person.id,
    applications.map(({ id }) => id),
  )
  await database.audit.record({
    site: 'staff',
    staffId: staff.id,
    personId: person.id,
    action: 'data-given-out',
    detail: { format },
    fromAddress,
  })
  return held
}

/**
 * Merges two records of one person. Everything moves to the surviving record, whose facts stay, and the other number
 * redirects to it. Open applications are decided again with the surviving facts.
 *
 * @returns false when one of the records no longer exists
 */
export function mergeRecords(
  database: Database,
  context: Context,
  { staff, person, other, fromAddress }: RecordCommand & { readonly other: Person },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const locked = await transaction.people.lockByNumbers([person.prisonNumber, other.prisonNumber])
    const into = locked.find(({ id }) => id === person.id)
    const merged = locked.find(({ id }) => id === other.id)
    if (!into || !merged || into.id === merged.id) return false
    const applications = await transaction.applications.ofPersonInScope(merged.id, scopeFor(staff))
    const moved = await transaction.personRecords.counts(
      merged.id,
      applications.map(({ id }) => id),
    )
    await transaction.inCellSessions.endOf(merged.id, context.now)
    await transaction.personRecords.moveAll(merged.id, into.id)
    await transaction.comRequests.freeFromElsewhere(into.id, context.now)
    await transaction.referrals.freeFromElsewhere(into.id, context.now)
    await transaction.notifications.freeFromElsewhere(into.id, context.now)
    const number = { prisonNumber: merged.prisonNumber, was: merged.id, personId: into.id }
    await transaction.personRecords.keepNumber({ ...number, by: staff.id, at: context.now })
    await takeWhatIsHeldHere(transaction, context, into, merged.prisonId)
    await decideAgain(transaction, context, into)
    const event = { site: 'staff' as const, staffId: staff.id, action: 'records-merged', fromAddress }
    await transaction.audit.record(
      { ...event, personId: into.id, detail: { was: merged.id, moved } },
      { ...event, personId: merged.id, detail: { keptAs: into.id } },
    )
    return true
  })
}

/**
 * What was passed on to the prison where the person turns out to be is its own now, as when they move there.
 *
 * @param fromPrison the prison of the record that is merged
 */
async function takeWhatIsHeldHere(
  { applications, notifications }: Database,
  { now }: Context,
  { id, prisonId }: Person,
  fromPrison: string,
): Promise<void> {
  for (const application of await applications.lockOpenOfPerson(id)) {
    if (application.heldIn !== prisonId) continue
    const detail = { fromPrison, toPrison: prisonId }
    const changes = { claimedBy: null, heldIn: null }
    await applications.applyEvent(application, { kind: 'person-moved', at: now, detail }, changes)
  }
  await notifications.bringToPrison(id, prisonId)
}

/** Counts of what the retention schedule would remove, without names. */
export interface DueForErasure {
  readonly before: CalendarDay
  readonly people: number
  readonly importFiles: number
  /** People past their retention period who still have an open application. */
  readonly heldBack: number
}

/** Counts what the retention schedule would erase today, without erasing it. @param days the retention period */
export async function countWhatIsOver(database: Database, { today }: Context, days: number): Promise<DueForErasure> {
  const before = addDays(today, -days)
  const { people, heldBack } = await database.personRecords.toErase(before)
  const importFiles = await database.personRecords.eraseFiles(before, true)
  return { before, people: people.length, importFiles, heldBack }
}

/**
 * Applies the retention schedule to one person: deletes all data about somebody who left, and had no activity, longer
 * ago than the retention period. Audit records stay, but no longer identify anyone.
 *
 * @param days the retention period
 * @returns false when they are not, or no longer, due for erasure
 */
export function erasePerson(
  database: Database,
  { now, today }: Context,
  personId: number,
  days: number,
): Promise<boolean> {
  return database.transaction(async transaction => {
    if (!(await transaction.people.lock(personId))) return false
    await transaction.inCellSessions.endOf(personId, now)
    if (!(await transaction.personRecords.erase(personId, addDays(today, -days)))) return false
    await transaction.jobs.add(deleteUnusedJob)
    await transaction.audit.record({ site: 'service', personId, action: 'person-erased' })
    return true
  })
}
