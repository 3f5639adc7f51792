import { z } from 'zod'
import type { NewDuty } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { dayField } from '../../forms/day-field'

const pomOfPrison = /^(?<prisonId>[A-Z]{3})-(?<staffId>\d{1,15})$/

/** The value by which the form names a POM in a prison. */
export function pomValue({ prisonId, staffId }: Pick<NewDuty, 'prisonId' | 'staffId'>): string {
  return `${prisonId}-${staffId}`
}

/** Who is on duty from which to which day, today or later. */
export function dutyForm(today: () => CalendarDay) {
  return z
    .object({
      'duty-pom': z.string('nothing-chosen').regex(pomOfPrison, 'nothing-chosen'),
      'duty-from': dayField(),
      'duty-until': dayField(),
    })
    .transform((read): NewDuty => {
      const { prisonId = '', staffId = '' } = pomOfPrison.exec(read['duty-pom'])?.groups ?? {}
      return { prisonId, staffId: Number(staffId), fromDay: read['duty-from'], untilDay: read['duty-until'] }
    })
    .superRefine(({ fromDay, untilDay }, context) => {
      const problem = untilDay < fromDay ? 'not-after' : untilDay < today() ? 'in-past' : null
      if (problem) context.addIssue({ code: 'custom', path: ['duty-until'], message: problem })
    })
}
