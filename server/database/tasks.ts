import type { Knex } from 'knex'
import { rows } from './rows'

export type SavedTaskStatus = 'to-do' | 'doing' | 'done' | 'not-for-me'

export class Tasks {
  constructor(private readonly knex: Knex) {}

  /** What the person said of each task, by task id. */
  async statuses(personId: number): Promise<ReadonlyMap<string, SavedTaskStatus>> {
    const saved = await rows<{ task: string; status: SavedTaskStatus }>(
      this.knex,
      'select task, status from task_status where person_id = :personId',
      { personId },
    )
    return new Map(saved.map(({ task, status }) => [task, status]))
  }

  async set(personId: number, task: string, status: SavedTaskStatus, at: Date): Promise<void> {
    await this.knex('task_status')
      .insert({ person_id: personId, task, status, updated_at: at })
      .onConflict(['person_id', 'task'])
      .merge()
  }
}
