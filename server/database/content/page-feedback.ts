import type { Knex } from 'knex'
import { row, rows } from '../connection/rows'

/** Reasons why a page was hard; `hard` is without a reason. */
export const hardAnswers = ['words-too-hard', 'too-long', 'could-not-find', 'something-wrong', 'hard'] as const
/** All answers to “Was this page hard to understand?”. */
export const pageAnswers = ['not-hard', ...hardAnswers] as const
export type PageAnswer = (typeof pageAnswers)[number]

export interface PageOpinion {
  /** The address of the English page. */
  readonly page: string
  readonly language: 'en' | 'cy'
  readonly answer: PageAnswer
  readonly at: Date
}

/** How often each answer was given for a page in one language. */
export interface PageOpinions {
  readonly page: string
  readonly language: 'en' | 'cy'
  readonly counts: Readonly<Partial<Record<PageAnswer, number>>>
  readonly hard: number
  readonly total: number
}

/** Readers' feedback on public pages. */
export class PageFeedback {
  constructor(private readonly knex: Knex) {}

  async add({ page, language, answer, at }: PageOpinion): Promise<void> {
    await this.knex('page_feedback').insert({ page, language, answer, given_at: at })
  }

  /** Deletes answers given before a day. @returns how many were deleted */
  removeGivenBefore(day: Date): Promise<number> {
    return this.knex('page_feedback').where('given_at', '<', day).delete()
  }

  async countSince(since: Date): Promise<{ readonly total: number; readonly hard: number }> {
    const found = await row<{ total: number; hard: number }>(
      this.knex,
      `select count(*) as total, count(*) filter (where answer <> 'not-hard') as hard
        from page_feedback where given_at >= :since`,
      { since },
    )
    return found ?? { total: 0, hard: 0 }
  }

  /** All pages with feedback, those most often found hard first. */
  byPage(): Promise<PageOpinions[]> {
    return rows(
      this.knex,
      `select page, language, jsonb_object_agg(answer, answers) as counts, sum(answers)::bigint as total,
          (coalesce(sum(answers) filter (where answer <> 'not-hard'), 0))::bigint as hard
        from (select page, language, answer, count(*) as answers from page_feedback group by page, language, answer) given
        group by page, language
        order by hard desc, total desc, page, language`,
    )
  }
}
