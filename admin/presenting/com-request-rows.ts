import type { Translate } from '../../server/content/words'
import type { AgreedTask } from '../../server/database'
import { isOpenTask } from '../../server/domain/work/com-requests'
import { dayInWords } from '../../server/domain/calendar'
import type { Circumstances } from '../../server/use-cases/context'
import { dueOf, dueTag } from './due'

/** A task that a COM asked for, as lists show it. */
export function presentTask(
  { id, kind, words, status, takenByName, due }: AgreedTask,
  { today, routing }: Pick<Circumstances, 'today' | 'routing'>,
  t: Translate,
) {
  return {
    href: `/tasks/${id}`,
    what: t(`console/com-requests:kinds.${kind}`),
    words,
    state: t(`console/com-requests:states.${status}`, { name: takenByName }),
    due: dayInWords(due),
    tag: isOpenTask(status) ? dueTag(dueOf(due, today, routing.extraBankHolidays), t) : null,
  }
}
