import type { Knex } from 'knex'
import { addDays, type CalendarDay } from '../../domain/calendar'
import { row } from '../connection/rows'

/** One day's daily work. */
export interface DailyWork {
  readonly id: number
  readonly day: CalendarDay
  readonly startedAt: Date
  /** Null while jobs of it are left. */
  readonly finishedAt: Date | null
}

const keptDays = 90

/** When the daily work was started and finished. */
export class DailyWorks {
  constructor(private readonly knex: Knex) {}

  /**
   * Records that the daily work of a day starts. Of several processes only one succeeds; the others wait for its
   * transaction.
   *
   * @param settings a digest of whatever makes it necessary to do the work again
   * @returns its id, or undefined when it has started before
   */
  async start(day: CalendarDay, settings: string, at: Date): Promise<number | undefined> {
    await this.knex('daily_work').where('day', '<', addDays(day, -keptDays)).delete()
    const started = await row<{ id: number }>(
      this.knex,
      `insert into daily_work (day, settings, started_at) values (:day, :settings, :at)
        on conflict (day, settings) do nothing returning id`,
      { day, settings, at },
    )
    return started?.id
  }

  /** Forgets that the daily work of a day has started, so that it can start again. */
  async forget(day: CalendarDay, settings: string): Promise<void> {
    await this.knex('daily_work').where({ day, settings }).delete()
  }

  /** @returns false when it was finished, or forgotten, before */
  async finish(id: number, at: Date): Promise<boolean> {
    const finished = await this.knex('daily_work').where({ id, finished_at: null }).update({ finished_at: at })
    return finished === 1
  }

  /** The latest one. */
  last(): Promise<DailyWork | undefined> {
    return row(this.knex, 'select id, day, started_at, finished_at from daily_work order by id desc limit 1')
  }
}
