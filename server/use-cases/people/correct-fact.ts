import type { Database, Person, PersonFacts, StaffMember } from '../../database'
import type { Caller, Context } from '../context'
import { decideAgain } from '../applications/decide-again'

/** Where a person is, and since when, is for receptions files to say: a move takes their drafts and applications along. */
export type CorrectableFact = Exclude<keyof PersonFacts, 'prisonId' | 'receptionDate'>

export interface FactCorrection extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  readonly fact: CorrectableFact
  /** What the page showed. */
  readonly seen: unknown
  readonly value: PersonFacts[CorrectableFact]
  readonly reason: string
  readonly idempotencyKey: string
}

/**
 * Corrects a fact of a person, with a reason, and decides their open applications again. It lasts until a file says
 * something new of that fact (decision 5).
 *
 * @returns `changed-meanwhile` when the fact is not what the page showed any more: nothing is corrected then
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
    const correction = { personId: person.id, fact, before: person[fact], after: value, reason }
    await transaction.corrections.add({ ...correction, staffId: staff.id, at, idempotencyKey })
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
