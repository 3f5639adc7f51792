import { z } from 'zod'
import { enquiryLists, type EnquiryList } from '../../../server/database'
import { addMonths, isWorkingDay, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { enquiryBodies, type EnquiryAction } from '../../../server/domain/work/enquiries'
import type { NewEnquiry } from '../../../server/use-cases/work/enquiries'
import { dayField } from '../../forms/day-field'
import { oneOf, plainText } from '../../forms/form'
import { pageField } from '../../lists/page-of'

/** In letters as people see them. */
export const enquiryLimits = { words: 500, answer: 1_000, why: 500 } as const

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  list: z.enum(enquiryLists).nullable().catch(null),
  /** A colleague whose enquiries are asked for, in place of a list. */
  by: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
  page: pageField,
})

/** Which application the form to ask is opened for. */
export const applicationQuery = z.object({ application: z.string().max(20).catch('') })

export function listAddress(list: EnquiryList, at = 1, by: number | null = null): string {
  const parameters = new URLSearchParams(by === null ? { list } : { by: String(by) })
  if (at > 1) parameters.set('page', String(at))
  return `/questions?${parameters.toString()}`
}

/**
 * What is asked, due on a working day of the next three months: nobody answers on another.
 *
 * @param today read when a form is posted, since the schema outlives the day
 */
export function askForm(today: () => CalendarDay, extra: ExtraBankHolidays) {
  return z
    .object({
      'question-body': oneOf(enquiryBodies),
      'question-words': plainText(enquiryLimits.words),
      'question-due': dayField()
        .refine(day => day >= today(), 'in-past')
        .refine(day => day <= addMonths(today(), 3), 'too-far')
        .refine(day => isWorkingDay(day, extra), 'not-working-day'),
      application: z.string().max(20).catch(''),
    })
    .transform(({ 'question-body': body, 'question-words': words, 'question-due': due, application }): NewEnquiry => ({
      body,
      words,
      due,
      application: application === '' ? null : application,
    }))
}

/** The forms of actions that take words: an answer, or why none is needed. */
export const wordsForms: Partial<Record<EnquiryAction, z.ZodType<string>>> = {
  answered: z.object({ 'question-answer': plainText(enquiryLimits.answer) }).transform(read => read['question-answer']),
  corrected: z
    .object({ 'question-correction': plainText(enquiryLimits.answer) })
    .transform(read => read['question-correction']),
  withdrawn: z
    .object({ 'question-withdrawn': plainText(enquiryLimits.why) })
    .transform(read => read['question-withdrawn']),
}
