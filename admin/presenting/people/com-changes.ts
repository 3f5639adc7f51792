import type { Translate } from '../../../server/content/words/words'
import type { ComChange } from '../../../server/database'
import { momentInWords } from '../moments'

/** Who changed the COM's address, or which file did, and when. */
export function whoChangedCom({ source, staffName, changedAt }: ComChange, t: Translate): string {
  if (source === null) return t('console/com-changes:changed.not-recorded')
  return t(`console/com-changes:changed.${source === 'staff' ? 'staff' : 'file'}`, {
    name: staffName ?? t('console/com-changes:changed.terminal'),
    when: momentInWords(changedAt),
  })
}
