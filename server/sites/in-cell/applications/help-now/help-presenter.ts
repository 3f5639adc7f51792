import { phoneOf, type Named } from '../../../../content/facts-and-contacts/references'
import type { Translate } from '../../../../content/words/words'

/** Where somebody gets help at once, in the order in which they can be reached from a cell. */
/** Each with its icon. */
const ways = [
  ['bell', 'bell'],
  ['listener', 'ear'],
  ['samaritans', 'call'],
  ['outside', 'outside'],
] as const

/** The ways to get help without this service. @param contacts the published contacts, which have the number to call */
export function presentWays(contacts: Pick<Named, 'contacts'>, t: Translate) {
  const samaritans = phoneOf('samaritans', contacts)?.number
  return ways.map(([way, icon]) => ({
    icon,
    title: t(`in-cell/safety:ways.${way}.title`, { samaritans }),
    text: t(`in-cell/safety:ways.${way}.text`),
  }))
}
