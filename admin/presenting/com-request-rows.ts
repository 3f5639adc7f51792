import type { Translate } from '../../server/content/words'
import type { ComRequest } from '../../server/database'
import { isOpenRequest } from '../../server/domain/work/com-requests'
import { dayInWords } from '../../server/domain/calendar'
import type { Context } from '../../server/use-cases/context'
import { dueOf, dueTag } from './due'

/** A task that a COM asked for, as lists show it. */
export function presentTask(
  { id, kind, words, status, takenByName, due }: ComRequest,
  { today, routing }: Pick<Context, 'today' | 'routing'>,
  t: Translate,
) {
  return {
    href: `/tasks/${id}`,
    what: t(`console/com-requests:kinds.${kind}`),
    words,
    state: t(`console/com-requests:states.${status}`, { name: takenByName }),
    due: dayInWords(due),
    tag: isOpenRequest(status) ? dueTag(dueOf(due, today, routing.extraBankHolidays), t) : null,
  }
}
