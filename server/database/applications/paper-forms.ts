import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { row } from '../connection/rows'

export const paperWriters = ['person', 'staff', 'someone-else'] as const

/** Details of the paper form that an application was entered from. */
export interface PaperForm {
  readonly dated: CalendarDay
  readonly filledInBy: (typeof paperWriters)[number]
  readonly enteredBy: number
  readonly enteredByName: string
}

/** Details of the paper forms that staff entered as applications. */
export class PaperForms {
  constructor(private readonly knex: Knex) {}

  async add(applicationId: number, paper: Omit<PaperForm, 'enteredByName'>): Promise<void> {
    await this.knex('paper_form').insert({
      application_id: applicationId,
      dated: paper.dated,
      filled_in_by: paper.filledInBy,
      entered_by: paper.enteredBy,
    })
  }

  /** Undefined for an application sent from the in-cell site. */
  ofApplication(applicationId: number): Promise<PaperForm | undefined> {
    return row(
      this.knex,
      `select dated, filled_in_by, entered_by, staff.name as entered_by_name from paper_form
        join staff on staff.id = entered_by where application_id = :applicationId`,
      { applicationId },
    )
  }
}
