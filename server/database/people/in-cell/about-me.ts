import type { Knex } from 'knex'
import type { Difficulty, PrivateTime } from '../../../domain/people'
import { rows } from '../../connection/rows'

/** A person's answers about themselves, each with its time; null for unanswered or withdrawn. */
export interface AboutMeRecord {
  /** `difficulties` is empty when the person answered that none applies. */
  readonly hard: { readonly difficulties: readonly Difficulty[]; readonly saidAt: Date } | null
  readonly privateTime: { readonly answer: PrivateTime; readonly saidAt: Date } | null
}

/** Answers from the form about the person that tell staff how to help. */
export class AboutMe {
  constructor(private readonly knex: Knex) {}

  async of(personId: number): Promise<AboutMeRecord> {
    const answers = await rows<{ question: string; answer: string[]; saidAt: Date }>(
      this.knex,
      'select question, answer, said_at from about_me_answer where person_id = :personId',
      { personId },
    )
    const hard = answers.find(({ question }) => question === 'hard')
    const privateTime = answers.find(({ question }) => question === 'private-time')
    return {
      hard: hard ? { difficulties: hard.answer as Difficulty[], saidAt: hard.saidAt } : null,
      privateTime: privateTime ? { answer: privateTime.answer[0] as PrivateTime, saidAt: privateTime.saidAt } : null,
    }
  }

  keepHard(personId: number, difficulties: readonly Difficulty[], at: Date): Promise<void> {
    return this.keep(personId, 'hard', difficulties, at)
  }

  async takeBackHard(personId: number): Promise<void> {
    await this.knex('about_me_answer').where({ person_id: personId, question: 'hard' }).delete()
  }

  keepPrivateTime(personId: number, answer: PrivateTime, at: Date): Promise<void> {
    return this.keep(personId, 'private-time', [answer], at)
  }

  private async keep(personId: number, question: string, answer: readonly string[], at: Date): Promise<void> {
    await this.knex('about_me_answer')
      .insert({ person_id: personId, question, answer, said_at: at })
      .onConflict(['person_id', 'question'])
      .merge()
  }
}
