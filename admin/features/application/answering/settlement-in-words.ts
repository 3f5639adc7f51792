import type { Translate } from '../../../../server/content/words/words'
import type { ApplicationEvent, Notification } from '../../../../server/database'
import { dayInWords } from '../../../../server/domain/calendar'
import type { Settlement } from '../../../../server/domain/work/notifications'
import { recipientInWords } from '../../../presenting/work/notification-rows'

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

/** What became of the actions that were not done when the application was closed. */
export function settledIn({ kind, detail }: ApplicationEvent): readonly Settlement[] {
  return kind === 'outcome' && Array.isArray(detail.settled) ? (detail.settled as readonly Settlement[]) : []
}

/** What the closing said of actions that it left undone: not needed, or carried on by whoever has them now. */
export function whatBecomes(
  events: readonly ApplicationEvent[],
  notifications: readonly Notification[],
  t: Translate,
): readonly (readonly [string, string])[] {
  const closed = events.findLast(({ kind }) => kind === 'outcome')
  const notNeeded = (closed ? settledIn(closed) : []).flatMap(each =>
    each.becomes === 'not-needed'
      ? [[each.action, t('console/settle:state.not-needed', { because: each.because })] as const]
      : [],
  )
  const carriedOn = notifications
    .filter(({ carriedOn, endedAt }) => carriedOn && endedAt === null)
    .flatMap(each => {
      const state = { name: recipientInWords(each, t), day: dayInWords(each.due) }
      return each.actions.map(action => [action, t('console/settle:state.carried-on', state)] as const)
    })
  return [...notNeeded, ...carriedOn]
}
