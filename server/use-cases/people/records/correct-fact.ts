import type { Database, Person, PersonFacts, StaffMember } from '../../../database'
import { decideAgain } from '../../applications/routing/decide-again'
import type { Caller, Context } from '../../context'
import { recordComChanges } from './com-changes'

/**
 * Prison and reception date cannot be corrected: only a receptions file moves a person, together with their drafts and
 * applications.
 */
export type CorrectableFact = Exclude<keyof PersonFacts, 'prisonId' | 'receptionDate'>

export interface FactCorrection extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  readonly fact: CorrectableFact
  /** The value that the page showed. */
  readonly seen: unknown
  readonly value: PersonFacts[CorrectableFact]
  readonly reason: string
  readonly idempotencyKey: string
}

/**
 * Corrects a fact about a person, with a reason, and decides their open applications again. The correction lasts until
 * an import brings a new value of that fact (decision 5).
 *
 * @returns `changed-meanwhile` when the fact differs from what the page showed; nothing is changed then
 */
export function correctFact(
  database: Database,
  context: Context,
  command: FactCorrection,
): Promise<'corrected' | 'nothing-new' | 'changed-meanwhile'> {
  const { staff, fact, value, reason, idempotencyKey } = command
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(command.person.id)
    if (!person) return 'changed-meanwhile'
    if (await transaction.corrections.isDone(idempotencyKey)) return 'corrected'
    if (person[fact] !== command.seen) return 'changed-meanwhile'
    if (person[fact] === value) return 'nothing-new'
    const at = context.now
    const source = { source: 'staff', at: at.toISOString(), reason } as const
    await transaction.people.change(person.id, { [fact]: value }, source)
    if (fact === 'comEmail') await transaction.referrals.freeFromElsewhere(person.id, at)
    const by = { source: 'staff', staffId: staff.id, changedAt: at } as const
    await recordComChanges(transaction, person, { [fact]: value }, by)
    const correction = { personId: person.id, fact, before: person[fact], after: value, reason }
    await transaction.corrections.add({ ...correction, staffId: staff.id, staffRole: staff.role, at, idempotencyKey })
    const moved = await decideAgain(transaction, context, { ...person, [fact]: value })
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      action: 'fact-corrected',
      detail: { fact, applicationsMoved: moved },
      fromAddress: command.fromAddress,
    })
    return 'corrected'
  })
}
