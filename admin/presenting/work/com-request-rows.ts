import type { Translate } from '../../../server/content/words/words'
import type { ComRequest } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import { comRequestWork } from '../../../server/domain/work/com-requests'
import { isEnded } from '../../../server/domain/work/work'
import type { Context } from '../../../server/use-cases/context'
import { dueOf, dueTag } from '../due'

/** Who asked, and as whom. */
export function askerInWords({ askedByName, askedAs }: ComRequest, t: Translate): string {
  return t('console/com-requests:asked-by', { name: askedByName, asker: t(`console/com-requests:askers.${askedAs}`) })
}

/** Presents a COM request for lists. */
export function presentComRequest(
  comRequest: ComRequest,
  { today, routing }: Pick<Context, 'today' | 'routing'>,
  t: Translate,
) {
  const { id, kind, words, status, holderName, due } = comRequest
  return {
    href: `/tasks/${id}`,
    asked: askerInWords(comRequest, t),
    what: t(`console/com-requests:kinds.${kind}`),
    words,
    state: t(`console/com-requests:states.${status}`, { name: holderName }),
    due: dayInWords(due),
    tag: isEnded(comRequestWork, status) ? null : dueTag(dueOf(due, today, routing.extraBankHolidays), t),
  }
}
