import type { Knex } from 'knex'
import type { PostedAnswer } from '../../domain/applications'
import { row, rows } from '../connection/rows'

/** What a page posted after its session had ended, for the person to look at. */
export interface LateAnswer {
  readonly draftId: string
  /** The question's id. */
  readonly question: string
  readonly posted: PostedAnswer
  readonly pageMadeAt: Date
  readonly keptAt: Date
}

export class LateAnswers {
  constructor(private readonly knex: Knex) {}

  /**
   * Keeps one for each draft and question: of the page that was made last, and of that page what it posted first.
   *
   * @returns `refused` when a page made as late has had its say with another answer, or was settled
   */
  async keep(late: LateAnswer): Promise<'kept' | 'was-kept' | 'refused'> {
    const values = { ...late, posted: JSON.stringify(late.posted) }
    const kept = await row(
      this.knex,
      `insert into late_answer (draft_id, question, posted, page_made_at, kept_at)
        values (:draftId, :question, cast(:posted as jsonb), :pageMadeAt, :keptAt)
        on conflict (draft_id, question) do update
          set posted = excluded.posted, page_made_at = excluded.page_made_at, kept_at = excluded.kept_at
          where late_answer.page_made_at < excluded.page_made_at
        returning draft_id`,
      values,
    )
    if (kept) return 'kept'
    const same = await row(
      this.knex,
      `select 1 as same from late_answer
        where draft_id = :draftId and question = :question and page_made_at = :pageMadeAt
          and posted = cast(:posted as jsonb)`,
      values,
    )
    return same ? 'was-kept' : 'refused'
  }

  find(draftId: string, question: string): Promise<LateAnswer | undefined> {
    return row(
      this.knex,
      'select * from late_answer where draft_id = :draftId and question = :question and posted is not null',
      { draftId, question },
    )
  }

  /** The questions with an answer that waits, of all of these drafts. */
  waitingIn(draftIds: readonly string[]): Promise<Pick<LateAnswer, 'draftId' | 'question'>[]> {
    return rows(
      this.knex,
      'select draft_id, question from late_answer where draft_id = any(:draftIds) and posted is not null',
      { draftIds },
    )
  }

  /** The person has looked at it; the page that sent it cannot send it again. */
  async settle(draftId: string, question: string): Promise<void> {
    await this.knex('late_answer').where({ draft_id: draftId, question }).update({ posted: null })
  }
}
