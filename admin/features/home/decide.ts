import type { Translate } from '../../../server/content/words/words'
import { topicName } from '../../presenting/applications/topic-name'
import { queueAddressOf, type HomeView } from './counts'

/** A number that leads to the list behind it. */
interface Line {
  readonly number: string
  readonly text: string
  readonly href: string
  /** Of that number, what says more; null for nothing. */
  readonly sub: string | null
}

/** So many appeals are named; their list has the rest. */
export const mostAppeals = 5

/** What only a manager settles: appeals by name, and the numbers that nobody else brings down; null where nothing waits. */
export function presentDecide({ appeals, queue }: HomeView, lines: readonly Line[], t: Translate) {
  if (appeals.length === 0 && lines.length === 0) return null
  const more = (queue['another-look'] ?? 0) - appeals.length
  return {
    appeals: appeals.map(each => ({
      href: `/applications/${each.reference}`,
      what: topicName(each, t),
      person: t('console/people:name', { firstName: each.firstName, lastName: each.lastName }),
      prisonNumber: each.prisonNumber,
      outcome: each.outcome === null ? '' : t(`console/application:outcomes.${each.outcome}`),
    })),
    more:
      more > 0 ? { text: t('console/home:side.more', { count: more }), href: queueAddressOf('another-look') } : null,
    lines,
  }
}
