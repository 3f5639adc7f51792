import { z } from 'zod'
import type { CalendarDay } from '../../../server/domain/calendar'
import { dayField } from '../../forms/day-field'
import { plainText } from '../../forms/form'
import { parseKeyMeta, withHidden } from '../../page/form-meta'

/** @param today read when a form is posted, since the schema outlives the day */
export function hearingForm(today: () => CalendarDay) {
  return z.object({
    'hearing-day': dayField().refine(day => day >= today(), 'in-past'),
    court: plainText(100),
  })
}

/** In letters as people see them. */
export const contingencyLimit = 2_000
export const contingencyForm = z.object({ 'contingency-words': plainText(contingencyLimit) })

/** The contingency plan that the page showed. */
export const contingencyMeta = withHidden(
  parseKeyMeta,
  z.object({ seen: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0) }),
)

/** One person's plan as the list posted it. */
export interface PostedPlan {
  readonly prisonNumber: string
  readonly seen: number
  readonly words: string
  readonly isTooLong: boolean
}

/** Reads the plans of the posted list; fields that nothing was written in are left out. */
export function postedPlans(body: unknown): readonly PostedPlan[] {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>
  return Object.entries(fields).flatMap(([name, text]): PostedPlan[] => {
    const prisonNumber = /^plan-([A-Z]\d{4}[A-Z]{2})$/.exec(name)?.[1]
    if (prisonNumber === undefined || typeof text !== 'string' || text.trim() === '') return []
    const posted = fields[`seen-${prisonNumber}`]
    const seen = typeof posted === 'string' ? /^\d{1,15}$/.exec(posted)?.[0] : undefined
    const read = contingencyForm.safeParse({ 'contingency-words': text })
    return [
      {
        prisonNumber,
        seen: Number(seen ?? 0),
        words: read.success ? read.data['contingency-words'] : text,
        isTooLong: !read.success,
      },
    ]
  })
}
