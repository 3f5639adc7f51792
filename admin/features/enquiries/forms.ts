import { z } from 'zod'
import { enquiryLists, type EnquiryColumn } from '../../../server/database'
import { addMonths, isWorkingDay, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { pathways } from '../../../server/domain/topics'
import { enquiryBodies, verdicts, type EnquiryAction } from '../../../server/domain/work/enquiries'
import type { EnquiryCommand, NewEnquiry } from '../../../server/use-cases/work/enquiries'
import { dayField } from '../../forms/day-field'
import { oneOf, plainText } from '../../forms/form'
import { outsideForm } from '../../forms/outside-form'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

/** In letters as people see them. */
export const enquiryLimits = { words: 500, answer: 1_000, why: 500 } as const

/** The columns that the list is sorted by. */
const sorts = ['due', 'body', 'person', 'cell', 'release', 'owner'] as const satisfies readonly EnquiryColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  list: z.enum(enquiryLists).nullable().catch(null),
  /** A colleague whose enquiries are asked for, in place of a list. */
  by: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
  wing: wingField,
  sort: sortField(sorts, 'due'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

export const listAddress = listAddresses('/questions', listQuery)

/** Which application or part of the plan the form to ask is opened for. */
export const aboutQuery = z.object({
  application: z.string().max(20).catch(''),
  pathway: z.enum(pathways).nullable().catch(null),
})

/** A working day of the next three months: nobody answers on another. @param today read when a form is posted */
function dueField(today: () => CalendarDay, extra: ExtraBankHolidays) {
  return dayField()
    .refine(day => day >= today(), 'in-past')
    .refine(day => day <= addMonths(today(), 3), 'too-far')
    .refine(day => isWorkingDay(day, extra), 'not-working-day')
}

/** What is asked, of whom, by when, and what it is about. @param today read when a form is posted */
export function askForm(today: () => CalendarDay, extra: ExtraBankHolidays) {
  return z
    .object({
      'question-body': oneOf(enquiryBodies),
      'question-words': plainText(enquiryLimits.words),
      'question-due': dueField(today, extra),
      ...aboutQuery.shape,
    })
    .transform(({ 'question-body': body, 'question-words': words, 'question-due': due, ...about }): NewEnquiry => ({
      body,
      words,
      due,
      application: about.application === '' ? null : about.application,
      pathway: about.pathway,
    }))
}

/** What an action says beside which it is. */
export type EnquiryReport = Pick<EnquiryCommand, 'words' | 'due' | 'outside' | 'verdict'>

/** Only the enquiry on needs has it, so whoever writes the answer is asked for it when it is missing there. */
const verdictField = { 'question-verdict': z.enum(verdicts).optional().catch(undefined) }

/** The forms of actions that take words. @param today read when a form is posted */
export function reportForms(
  today: () => CalendarDay,
  extra: ExtraBankHolidays,
): Partial<Record<EnquiryAction, z.ZodType<EnquiryReport>>> {
  const answer = z
    .object({ 'question-answer': plainText(enquiryLimits.answer), ...verdictField })
    .transform(({ 'question-answer': words, 'question-verdict': verdict }) => ({ words, verdict }))
  return {
    answered: answer,
    // The body writes in one field, and says which of the two it is by the button.
    'asked-back': answer,
    corrected: z
      .object({ 'question-correction': plainText(enquiryLimits.answer) })
      .transform(({ 'question-correction': words }) => ({ words })),
    added: z
      .object({ 'question-added': plainText(enquiryLimits.words), 'question-due': dueField(today, extra) })
      .transform(({ 'question-added': words, 'question-due': due }) => ({ words, due })),
    'answered-outside': z
      .intersection(outsideForm(today), z.object(verdictField))
      .transform(({ 'question-verdict': verdict, ...report }) => ({ ...report, verdict })),
    withdrawn: z
      .object({ 'question-withdrawn': plainText(enquiryLimits.why) })
      .transform(({ 'question-withdrawn': words }) => ({ words })),
  }
}
