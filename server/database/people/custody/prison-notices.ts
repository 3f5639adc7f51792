import type { Knex } from 'knex'
import { rows } from '../../connection/rows'

/** A person's move between prisons, shown in both prisons' queues until a member of staff marks it as seen. */
export interface PrisonNotice {
  readonly id: number
  readonly kind: 'moved-in' | 'moved-out'
  readonly prisonNumber: string
  readonly firstName: string
  readonly lastName: string
  readonly otherPrisonName: string
  readonly openApplications: number
  readonly createdAt: Date
  /** The total number of unseen notices. */
  readonly total: number
}

/** The maximum number of notices shown at once, oldest first. */
const mostShown = 20

/** Notices of moves between prisons. */
export class Notices {
  constructor(private readonly knex: Knex) {}

  /**
   * @param openApplications how many moved with the person, excluding restricted ones, whose existence only the team
   *   that holds them may know
   */
  async personMoved(move: {
    personId: number
    from: string
    to: string
    openApplications: number
    at: Date
  }): Promise<void> {
    const notice = { person_id: move.personId, open_applications: move.openApplications, created_at: move.at }
    await this.knex('prison_notice').insert([
      { ...notice, prison_id: move.from, kind: 'moved-out', other_prison_id: move.to },
      { ...notice, prison_id: move.to, kind: 'moved-in', other_prison_id: move.from },
    ])
  }

  unseen(prisons: readonly string[]): Promise<PrisonNotice[]> {
    return rows(
      this.knex,
      `select prison_notice.id, kind, prison_number, first_name, last_name, other.name as other_prison_name,
          open_applications, prison_notice.created_at, count(*) over () as total
        from prison_notice
        join person on person.id = person_id
        join prison other on other.id = other_prison_id
        where prison_notice.prison_id = any(:prisons) and seen_at is null
        order by prison_notice.id limit ${mostShown}`,
      { prisons },
    )
  }

  /** @returns the person in the notice, or undefined when it was already seen or belongs to another prison */
  async seen(
    id: number,
    prisons: readonly string[],
    by: { staffId: number; at: Date },
  ): Promise<{ personId: number } | undefined> {
    const [seen] = await this.knex('prison_notice')
      .where({ id, seen_at: null })
      .whereIn('prison_id', prisons)
      .update({ seen_at: by.at, seen_by: by.staffId })
      .returning<{ person_id: number }[]>('person_id')
    return seen && { personId: seen.person_id }
  }
}
