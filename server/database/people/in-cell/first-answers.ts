import type { Knex } from 'knex'
import type { FirstAnswers as Answers } from '../../../domain/checklist'
import { rows } from '../../connection/rows'

/** What people said at first use of what they have and need. */
export class FirstAnswers {
  constructor(private readonly knex: Knex) {}

  /** These people's answers; a person is absent until they answered or put the questions off. */
  async ofPeople(personIds: readonly number[]): Promise<ReadonlyMap<number, Answers>> {
    const found = await rows<{ personId: number; answers: Answers }>(
      this.knex,
      'select person_id, answers from first_answers where person_id = any(:personIds)',
      { personIds },
    )
    return new Map(found.map(({ personId, answers }) => [personId, answers]))
  }

  /** Adds to the person's answers; those to other questions stay. */
  async keep(personId: number, answers: Answers, at: Date): Promise<void> {
    await this.knex.raw(
      `insert into first_answers (person_id, answers, answered_at) values (:personId, :answers, :at)
        on conflict (person_id) do update
          set answers = first_answers.answers || excluded.answers, answered_at = excluded.answered_at`,
      { personId, answers: JSON.stringify(answers), at },
    )
  }
}
