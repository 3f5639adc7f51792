import type { Knex } from 'knex'
import type { ChecklistBasis } from '../../../domain/checklist'
import { row, rows } from '../../connection/rows'

export type SavedTaskStatus = 'to-do' | 'doing' | 'done' | 'not-for-me'

/** People's checklist tasks: their statuses and private notes. */
export class Tasks {
  constructor(private readonly knex: Knex) {}

  /** These people's task statuses, by person and task id. */
  async statuses(personIds: readonly number[]): Promise<ReadonlyMap<number, ReadonlyMap<string, SavedTaskStatus>>> {
    const saved = await rows<{ personId: number; task: string; status: SavedTaskStatus }>(
      this.knex,
      'select person_id, task, status from checklist_task_status where person_id = any(:personIds)',
      { personIds },
    )
    const all = new Map<number, Map<string, SavedTaskStatus>>()
    for (const { personId, task, status } of saved) {
      all.set(personId, (all.get(personId) ?? new Map<string, SavedTaskStatus>()).set(task, status))
    }
    return all
  }

  async set(personId: number, task: string, status: SavedTaskStatus, at: Date): Promise<void> {
    await this.knex('checklist_task_status')
      .insert({ person_id: personId, task, status, updated_at: at })
      .onConflict(['person_id', 'task'])
      .merge()
  }

  /** The person's private notes, by task id. The console must never query them. */
  async notes(personId: number): Promise<ReadonlyMap<string, string>> {
    const notes = await rows<{ task: string; note: string }>(
      this.knex,
      'select task, note from checklist_task_note where person_id = :personId',
      { personId },
    )
    return new Map(notes.map(({ task, note }) => [task, note]))
  }

  /** @param note null deletes it */
  async keepNote(personId: number, task: string, note: string | null, at: Date): Promise<void> {
    if (note === null) {
      await this.knex('checklist_task_note').where({ person_id: personId, task }).delete()
      return
    }
    await this.knex('checklist_task_note')
      .insert({ person_id: personId, task, note, updated_at: at })
      .onConflict(['person_id', 'task'])
      .merge()
  }

  /** The basis of the checklist that the person last viewed; undefined before the first view. */
  async seenBasis(personId: number): Promise<ChecklistBasis | undefined> {
    const seen = await row<{ facts: ChecklistBasis }>(
      this.knex,
      'select facts from checklist_seen where person_id = :personId',
      { personId },
    )
    return seen?.facts
  }

  async keepSeenBasis(personId: number, basis: ChecklistBasis, at: Date): Promise<void> {
    await this.knex('checklist_seen')
      .insert({ person_id: personId, facts: JSON.stringify(basis), seen_at: at })
      .onConflict('person_id')
      .merge()
  }
}
