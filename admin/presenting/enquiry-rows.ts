import type { Translate } from '../../server/content/words'
import type { Enquiry } from '../../server/database'
import { dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../server/domain/calendar'
import { dueOf, dueTag } from './due'

/** Presents an enquiry to another body for lists. */
export function presentEnquiry(
  { id, body, words, status, due, answer }: Enquiry,
  { today, extraBankHolidays }: { readonly today: CalendarDay; readonly extraBankHolidays: ExtraBankHolidays },
  t: Translate,
) {
  return {
    href: `/questions/${id}`,
    body: t(`console/enquiries:bodies.${body}`),
    words,
    state: t(`console/enquiries:states.${status}`),
    answer,
    due: dayInWords(due),
    tag: status === 'waiting' ? dueTag(dueOf(due, today, extraBankHolidays), t) : null,
  }
}
