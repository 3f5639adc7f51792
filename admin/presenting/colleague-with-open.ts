import type { Translate } from '../../server/content/words/words'
import type { Colleague } from '../../server/database'

/** A colleague to assign work to, with how many open applications they have: "Hannah Kershaw (12 open)". */
export function withOpen({ name, open }: Colleague, t: Translate): string {
  return t('console/queue:chosen.colleague', { name, count: open })
}
