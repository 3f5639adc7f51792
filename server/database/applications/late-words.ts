import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { londonDay, row, rows } from '../connection/rows'

export const wordsKinds = ['message', 'another-look', 'note'] as const

/** A form for words of one's own: what it is, and the application or the checklist task that it is about. */
export interface WordsPlace {
  readonly kind: (typeof wordsKinds)[number]
  /** A reference, or the id of a task. */
  readonly about: string
}

/** Words that a page posted after its session had ended, for the person to look at. */
export interface LateWords extends WordsPlace {
  readonly personId: number
  readonly words: string
  readonly pageMadeAt: Date
  readonly keptAt: Date
}

export class LateWordsKept {
  constructor(private readonly knex: Knex) {}

  /**
   * Keeps those of one form: of the page that was made last, and of that page what it posted first.
   *
   * @returns `refused` when a page made as late has had its say with other words, or was settled
   */
  async keep(late: LateWords): Promise<'kept' | 'was-kept' | 'refused'> {
    const kept = await row(
      this.knex,
      `insert into late_words (person_id, kind, about, words, page_made_at, kept_at)
        values (:personId, :kind, :about, :words, :pageMadeAt, :keptAt)
        on conflict (person_id, kind, about) do update
          set words = excluded.words, page_made_at = excluded.page_made_at, kept_at = excluded.kept_at
          where late_words.page_made_at < excluded.page_made_at
        returning person_id`,
      { ...late },
    )
    if (kept) return 'kept'
    const same = await row(
      this.knex,
      `select 1 as same from late_words where person_id = :personId and kind = :kind and about = :about
        and page_made_at = :pageMadeAt and words = :words`,
      { ...late },
    )
    return same ? 'was-kept' : 'refused'
  }

  /**
   * What waits of a person, what was kept first before the rest.
   *
   * @param about leaves out what is about anything else; a reference and a task are never called the same
   */
  waitingOf(personId: number, about: string | null = null): Promise<Pick<LateWords, 'kind' | 'about' | 'words'>[]> {
    return rows(
      this.knex,
      `select kind, about, words from late_words where person_id = :personId and words is not null
        and (cast(:about as text) is null or about = :about) order by kept_at, kind, about`,
      { personId, about },
    )
  }

  /** The person has looked at them; the page that sent them cannot send them again. */
  async settle(personId: number, { kind, about }: WordsPlace): Promise<void> {
    await this.knex('late_words').where({ person_id: personId, kind, about }).update({ words: null })
  }

  /** @returns how many were removed */
  async removeKeptBefore(day: CalendarDay): Promise<number> {
    const gone = await rows(
      this.knex,
      `delete from late_words where kept_at < ${londonDay(':day')} returning person_id`,
      { day },
    )
    return gone.length
  }
}
