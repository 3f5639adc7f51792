import type { Knex } from 'knex'
import type { PostedAnswer } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import { londonDay, row, rows } from '../connection/rows'

/** Forms with free text that belong to no draft. */
export const textFormKinds = ['message', 'another-look', 'note', 'goal', 'ask'] as const

/** A form with free text, and the application or the checklist task that it is about. */
export interface TextForm {
  readonly kind: (typeof textFormKinds)[number]
  /** An application's reference, the id of a task, or 'new' of a goal. */
  readonly about: string
  readonly draftId?: undefined
}

/** The form of one question of a draft. */
export interface QuestionForm {
  readonly kind: 'answer'
  /** The question's id. */
  readonly about: string
  readonly draftId: string
}

/** Identifies a form of the in-cell site that is saved when it is posted after its session has expired. */
export type SavedFormId = TextForm | QuestionForm

/** What a form posted after its session had expired, until the person has reviewed it. */
export interface ExpiredForm {
  readonly personId: number
  readonly form: SavedFormId
  readonly posted: PostedAnswer
  readonly pageMadeAt: Date
  readonly savedAt: Date
}

/** Posts of expired forms, until their people have reviewed them. */
export class ExpiredForms {
  constructor(private readonly knex: Knex) {}

  /**
   * Saves one post for each form: of the page that was rendered last, and of that page what it posted first.
   *
   * @returns `refused` when that page has already posted something else, or when what it posted was reviewed
   */
  async save({ personId, form, posted, pageMadeAt, savedAt }: ExpiredForm): Promise<'saved' | 'was-saved' | 'refused'> {
    const values = { ...valuesOf(personId, form), posted: JSON.stringify(posted), pageMadeAt, savedAt }
    const conflict =
      form.draftId === undefined
        ? '(person_id, kind, about) where draft_id is null'
        : '(draft_id, about) where draft_id is not null'
    const saved = await row(
      this.knex,
      `insert into expired_form (person_id, kind, about, draft_id, posted, page_made_at, saved_at)
        values (:personId, :kind, :about, :draftId, cast(:posted as jsonb), :pageMadeAt, :savedAt)
        on conflict ${conflict} do update
          set posted = excluded.posted, page_made_at = excluded.page_made_at, saved_at = excluded.saved_at
          where expired_form.page_made_at < excluded.page_made_at
        returning 1 as saved`,
      values,
    )
    if (saved) return 'saved'
    const same = await row(
      this.knex,
      `select 1 as same from expired_form
        where ${isForm} and page_made_at = :pageMadeAt and posted = cast(:posted as jsonb)`,
      values,
    )
    return same ? 'was-saved' : 'refused'
  }

  /** What the questions of a draft posted and the person has not reviewed, by question. */
  async answersOf(draftId: string): Promise<ReadonlyMap<string, PostedAnswer>> {
    const found = await rows<Pick<ExpiredForm, 'posted'> & { readonly question: string }>(
      this.knex,
      'select about as question, posted from expired_form where draft_id = :draftId and posted is not null',
      { draftId },
    )
    return new Map(found.map(({ question, posted }) => [question, posted]))
  }

  /** The questions of these drafts with an answer to review. */
  answersToReview(draftIds: readonly string[]): Promise<{ readonly draftId: string; readonly question: string }[]> {
    return rows(
      this.knex,
      `select draft_id, about as question from expired_form
        where draft_id = any(:draftIds) and posted is not null`,
      { draftIds },
    )
  }

  /**
   * A person's texts to review, oldest first.
   *
   * @param about limits them to one application or task; a reference is never the same as the id of a task
   */
  textsToReview(personId: number, about: string | null = null): Promise<(TextForm & { readonly words: string })[]> {
    return rows(
      this.knex,
      `select kind, about, posted ->> 'words' as words from expired_form
        where person_id = :personId and draft_id is null and posted is not null
          and (cast(:about as text) is null or about = :about)
        order by saved_at, kind, about`,
      { personId, about },
    )
  }

  /** Marks a form as reviewed: its contents are deleted, and the page that posted them cannot post again. */
  async settle(personId: number, form: SavedFormId): Promise<void> {
    await this.knex.raw(`update expired_form set posted = null where ${isForm}`, valuesOf(personId, form))
  }

  /** Deletes texts that were saved before a London day; answers are deleted with their draft. @returns how many */
  async removeTextsSavedBefore(day: CalendarDay): Promise<number> {
    const deleted = await rows(
      this.knex,
      `delete from expired_form where draft_id is null and saved_at < ${londonDay(':day')} returning 1 as gone`,
      { day },
    )
    return deleted.length
  }
}

const isForm = `person_id = :personId and kind = :kind and about = :about
  and draft_id is not distinct from cast(:draftId as uuid)`

function valuesOf(personId: number, { kind, about, draftId }: SavedFormId) {
  return { personId, kind, about, draftId: draftId ?? null }
}
