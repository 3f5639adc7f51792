import type { Translate } from '../../../server/content/words/words'
import type { Enquiry } from '../../../server/database'
import { dayInWords, type CalendarDay, type ExtraBankHolidays } from '../../../server/domain/calendar'
import { dueOf, dueTag } from '../due'
import { momentInWords } from '../moments'

/** Presents an enquiry for lists, with its receipts while it waits for whom it is put to. */
export function presentEnquiry(
  enquiry: Enquiry,
  { today, extraBankHolidays }: { readonly today: CalendarDay; readonly extraBankHolidays: ExtraBankHolidays },
  t: Translate,
) {
  const { id, body, words, status, due, answer } = enquiry
  return {
    href: `/questions/${id}`,
    body: t(`console/enquiries:bodies.${body}`),
    words,
    state: t(`console/enquiries:states.${status}`),
    receipts: status === 'waiting' ? receiptsOf(enquiry, t) : [],
    answer,
    due: dayInWords(due),
    tag: status === 'waiting' ? dueTag(dueOf(due, today, extraBankHolidays), t) : null,
  }
}

function receiptsOf({ isReachable, seenAt, seenByName, chasedAt }: Enquiry, t: Translate): readonly string[] {
  return [
    ...(chasedAt === null ? [] : [t('console/enquiries:receipts.chased', { when: momentInWords(chasedAt) })]),
    seenAt !== null
      ? t('console/enquiries:receipts.seen', { when: momentInWords(seenAt), name: seenByName })
      : t(`console/enquiries:receipts.${isReachable ? 'not-seen' : 'unreachable'}`),
  ]
}
