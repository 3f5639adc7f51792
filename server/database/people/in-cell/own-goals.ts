import type { Knex } from 'knex'
import { row, rows } from '../../connection/rows'

/** Something that a person wants to do, in their own words. */
export interface OwnGoal {
  readonly id: number
  readonly goal: string
  readonly addedAt: Date
  /** Since when staff can see it; null while it is for the person only. */
  readonly sharedAt: Date | null
  readonly doneAt: Date | null
}

const columns = 'id, goal, added_at, shared_at, done_at'

/** People's own goals. */
export class OwnGoals {
  constructor(private readonly knex: Knex) {}

  /** All of a person's goals, those still to do first. The console must never query them. */
  ofPerson(personId: number): Promise<OwnGoal[]> {
    return rows(
      this.knex,
      `select ${columns} from own_goal where person_id = :personId order by done_at nulls first, id`,
      { personId },
    )
  }

  /** The goals that a person shares with staff. */
  shared(personId: number): Promise<OwnGoal[]> {
    return rows(
      this.knex,
      `select ${columns} from own_goal where person_id = :personId and shared_at is not null
        order by done_at nulls first, id`,
      { personId },
    )
  }

  /** Adds a goal; the same words once while they are still to do. */
  async add(personId: number, goal: string, sharedAt: Date | null, at: Date): Promise<void> {
    await this.knex.raw(
      `insert into own_goal (person_id, goal, added_at, shared_at) values (:personId, :goal, :at, :sharedAt)
        on conflict (person_id, md5(goal)) where done_at is null do nothing`,
      { personId, goal, at, sharedAt },
    )
  }

  async count(personId: number): Promise<number> {
    const found = await row<{ count: number }>(
      this.knex,
      'select count(*) as count from own_goal where person_id = :personId',
      { personId },
    )
    return found?.count ?? 0
  }

  /** @param at null is not done after all, unless the same words have been added again since */
  async markDone(personId: number, id: number, at: Date | null): Promise<void> {
    await this.knex.raw(
      `update own_goal set done_at = :at where id = :id and person_id = :personId
        and not (cast(:at as timestamptz) is null and exists (select 1 from own_goal again
          where again.person_id = own_goal.person_id and again.goal = own_goal.goal and again.done_at is null))`,
      { personId, id, at },
    )
  }

  /** @param at null keeps it for the person only; a goal that is shared stays shared since it was */
  async share(personId: number, id: number, at: Date | null): Promise<void> {
    await this.knex.raw(
      `update own_goal set shared_at = case when cast(:at as timestamptz) is null then null else coalesce(shared_at, :at) end
        where id = :id and person_id = :personId`,
      { personId, id, at },
    )
  }

  async remove(personId: number, id: number): Promise<void> {
    await this.knex('own_goal').where({ id, person_id: personId }).delete()
  }
}
