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
