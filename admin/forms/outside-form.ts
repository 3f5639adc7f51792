import { z } from 'zod'
import { addMonths, type CalendarDay } from '../../server/domain/calendar'
import { waysToTell, type OutsideContact } from '../../server/domain/work/notifications'
import { dayField } from './day-field'
import { oneLine, oneOf, plainText } from './form'

/** In letters as people see them. */
export const outsideLimits = { words: 1_000, whom: 100 } as const

/** What was said outside the service: how, with whom, on which day, and the words. */
export interface OutsideReport {
  readonly words: string
  readonly outside: OutsideContact
}

/** What was said outside the service in the last three months. @param today read when a form is posted */
export function outsideForm(today: () => CalendarDay): z.ZodType<OutsideReport> {
  return z
    .object({
      'outside-way': oneOf(waysToTell),
      'outside-whom': oneLine(outsideLimits.whom),
      'outside-on': dayField(today).refine(day => day >= addMonths(today(), -3), 'too-early'),
      'outside-words': plainText(outsideLimits.words),
    })
    .transform(read => ({
      words: read['outside-words'],
      outside: { way: read['outside-way'], whom: read['outside-whom'], on: read['outside-on'] },
    }))
}
