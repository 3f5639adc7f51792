import type { Translate } from '../../../server/content/words'
import { dayInWords } from '../../../server/domain/calendar'
import type { Settlement } from '../../../server/domain/work/notifications'

/** What becomes of an action, in a line. */
export function settlementInWords(settlement: Settlement, t: Translate): string {
  const action = t(`console/routing:actions.${settlement.action}`)
  switch (settlement.becomes) {
    case 'done':
      return t('console/settle:line.done', { action })
    case 'not-needed':
      return t('console/settle:line.not-needed', { action, because: settlement.because })
    case 'carried-on': {
      const { ownerName: name, due } = settlement
      return t('console/settle:line.carried-on', { action, name, day: dayInWords(due) })
    }
  }
}
