import type { Knex } from 'knex'
import type { Answers } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import type { FormId } from '../../domain/topics'
import { londonDay, rows } from '../connection/rows'
import { formCode, formRow, formRows } from './form-codes'

export interface Draft {
  readonly id: string
  readonly personId: number
  readonly form: FormId
  readonly formVersion: number
  readonly answers: Answers
  /** The application by which staff were told before the form was finished. */
  readonly alertId: number | null
  /** The checklist task that the person came from. */
  readonly task: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Drafts of applications that people have not sent yet. */
export class Drafts {
  constructor(private readonly knex: Knex) {}

  find(id: string, personId: number): Promise<Draft | undefined> {
    return formRow(this.knex, 'select * from draft where id = :id and person_id = :personId', { id, personId })
  }

  lock(id: string, personId: number): Promise<Draft | undefined> {
    return formRow(this.knex, 'select * from draft where id = :id and person_id = :personId for update', {
      id,
      personId,
    })
  }

  of(personId: number): Promise<Draft[]> {
    return formRows(this.knex, 'select * from draft where person_id = :personId order by updated_at desc', { personId })
  }

  ofPeople(personIds: readonly number[]): Promise<Draft[]> {
    return formRows(this.knex, 'select * from draft where person_id = any(:personIds) order by updated_at desc', {
      personIds,
    })
  }

  /** Finds the person's draft of this form, or creates one. */
  async open(draft: Omit<Draft, 'alertId' | 'task' | 'updatedAt'> & { readonly task?: string | null }): Promise<Draft> {
    await this.knex('draft')
      .insert({
        id: draft.id,
        person_id: draft.personId,
        form: formCode(draft.form),
        form_version: draft.formVersion,
        answers: JSON.stringify(draft.answers),
        task: draft.task ?? null,
        created_at: draft.createdAt,
        updated_at: draft.createdAt,
      })
      .onConflict(['person_id', 'form'])
      .ignore()
    const open = await formRow<Draft>(this.knex, 'select * from draft where person_id = :personId and form = :form', {
      personId: draft.personId,
      form: formCode(draft.form),
    })
    if (!open) throw new Error('A draft that was just opened is not there')
    return open
  }

  /** Saves one answer without touching the others, so that two tabs do not overwrite each other. */
  async answer(id: string, answers: Answers, at: Date): Promise<void> {
    await this.knex('draft')
      .where({ id })
      .update({ answers: this.knex.raw('answers || cast(? as jsonb)', [JSON.stringify(answers)]), updated_at: at })
  }

  /** Names the task that the person came from last. */
  async keepTask(id: string, task: string): Promise<void> {
    await this.knex('draft').where({ id }).update({ task })
  }

  async keepAlert(id: string, alertId: number): Promise<void> {
    await this.knex('draft').where({ id }).update({ alert_id: alertId })
  }

  async remove(id: string): Promise<void> {
    await this.knex('draft').where({ id }).delete()
  }

  /** Deletes drafts last changed before this London day. @returns how many were deleted */
  async removeUntouchedSince(day: CalendarDay): Promise<number> {
    const deleted = await rows(this.knex, `delete from draft where updated_at < ${londonDay(':day')} returning id`, {
      day,
    })
    return deleted.length
  }
}
