import { z } from 'zod'
import { enquiryLists, type EnquiryList } from '../../../server/database'
import { addMonths, isWorkingDay, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { enquiryBodies, type EnquiryAction } from '../../../server/domain/work/enquiries'
import type { NewEnquiry } from '../../../server/use-cases/work/enquiries'
import { dayField } from '../../forms/day-field'
import { oneOf, parseForm, plainText, type Parsed } from '../../forms/form'
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

/** Reads an enquiry. It is due on a working day of the next three months: nobody answers on another. */
export function readAsked(body: unknown, today: CalendarDay, extra: ExtraBankHolidays): Parsed<NewEnquiry> {
  const latest = addMonths(today, 3)
  const form = z
    .object({
      'question-body': oneOf(enquiryBodies),
      'question-words': plainText(enquiryLimits.words),
      'question-due': dayField()
        .refine(day => day >= today, 'in-past')
        .refine(day => day <= latest, 'too-far')
        .refine(day => isWorkingDay(day, extra), 'not-working-day'),
      application: z.string().max(20).catch(''),
    })
    .transform(({ 'question-body': asked, 'question-words': words, 'question-due': due, application }): NewEnquiry => ({
      body: asked,
      words,
      due,
      application: application === '' ? null : application,
    }))
  return parseForm<NewEnquiry>(form, body)
}

/** The field of what is to be said with an act, and how long it can be. */
const saidWith: Partial<Record<EnquiryAction, readonly [field: string, limit: number]>> = {
  answered: ['question-answer', enquiryLimits.answer],
  corrected: ['question-correction', enquiryLimits.answer],
  withdrawn: ['question-withdrawn', enquiryLimits.why],
}

/** Reads what is to be said with an act: the answer, or why it is not needed. Nothing is said with the others. */
export function readSaid(action: EnquiryAction, body: unknown): Parsed<string | null> {
  const said = saidWith[action]
  if (!said) return { ok: true, value: null }
  const [field, limit] = said
  const read = parseForm(z.object({ [field]: plainText(limit) }), body)
  return read.ok ? { ok: true, value: read.value[field]! } : read
}

/** What is shown again when a form is refused. */
export const shownAgain = [
  'question-body',
  'question-words',
  'question-due',
  'application',
  'question-answer',
  'question-correction',
  'question-withdrawn',
] as const
