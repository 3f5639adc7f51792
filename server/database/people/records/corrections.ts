import type { Knex } from 'knex'
import type { Role } from '../../../domain/staff/roles'
import { rows } from '../../connection/rows'
import type { PersonFacts } from '../people'

/** A fact about a person that staff corrected, and the reason. */
export interface Correction {
  readonly id: number
  readonly fact: keyof PersonFacts
  readonly before: PersonFacts[keyof PersonFacts]
  readonly after: PersonFacts[keyof PersonFacts]
  readonly reason: string
  readonly staffName: string
  /** At the time; null where it was not recorded. */
  readonly staffRole: Role | null
  readonly correctedAt: Date
}

const mostOfPerson = 100

/** Append-only record of staff's corrections. */
export class Corrections {
  constructor(private readonly knex: Knex) {}

  /** Newest first. */
  of(personId: number, fact: keyof PersonFacts): Promise<Correction[]> {
    return rows(
      this.knex,
      `select correction.*, staff.name as staff_name from correction join staff on staff.id = staff_id
        where person_id = :personId and fact = :fact order by correction.id desc`,
      { personId, fact },
    )
  }

  /** Of every fact, the newest first, at most {@link mostOfPerson}. */
  ofPerson(personId: number): Promise<Correction[]> {
    return rows(
      this.knex,
      `select correction.*, staff.name as staff_name from correction join staff on staff.id = staff_id
        where person_id = :personId order by correction.id desc limit ${mostOfPerson}`,
      { personId },
    )
  }

  async isDone(idempotencyKey: string): Promise<boolean> {
    return (
      (await rows(this.knex, 'select 1 from correction where idempotency_key = :idempotencyKey', { idempotencyKey }))
        .length > 0
    )
  }

  async add(
    correction: Pick<Correction, 'fact' | 'before' | 'after' | 'reason'> & {
      readonly personId: number
      readonly staffId: number
      readonly staffRole: Role
      readonly at: Date
      readonly idempotencyKey: string
    },
  ): Promise<void> {
    await this.knex('correction').insert({
      person_id: correction.personId,
      fact: correction.fact,
      before: JSON.stringify(correction.before),
      after: JSON.stringify(correction.after),
      reason: correction.reason,
      staff_id: correction.staffId,
      staff_role: correction.staffRole,
      corrected_at: correction.at,
      idempotency_key: correction.idempotencyKey,
    })
  }
}
