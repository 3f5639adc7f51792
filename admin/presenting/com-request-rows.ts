import type { Translate } from '../../server/content/words'
import type { ComRequest } from '../../server/database'
import { comRequestWork } from '../../server/domain/work/com-requests'
import { isEnded } from '../../server/domain/work/work'
import { dayInWords } from '../../server/domain/calendar'
import type { Context } from '../../server/use-cases/context'
import { dueOf, dueTag } from './due'

/** Presents a COM request for lists. */
export function presentComRequest(
  { id, kind, words, status, holderName, due }: ComRequest,
  { today, routing }: Pick<Context, 'today' | 'routing'>,
  t: Translate,
) {
  return {
    href: `/tasks/${id}`,
    what: t(`console/com-requests:kinds.${kind}`),
    words,
    state: t(`console/com-requests:states.${status}`, { name: holderName }),
    due: dayInWords(due),
    tag: isEnded(comRequestWork, status) ? null : dueTag(dueOf(due, today, routing.extraBankHolidays), t),
  }
}
