import type { Translate } from '../../../content/words'
import type { Application, Notification } from '../../../database'
import { findForm } from '../../../domain/applications'
import { longDayOf } from '../../../web/days'
import type { Language } from '../../../web/language'

/** Teams outside the prison, which have an application once somebody can see it or was told. */
type TeamOutside = Exclude<
  Application['team'],
  'pre-release-team' | 'womens-pre-release-team' | 'custody-community-integration-team'
>

/** The team outside the prison that is to have an application and does not have it yet; undefined where somebody has it. */
export function notYetWith(
  { destination, team }: Pick<Application, 'destination' | 'team'>,
  notifications: readonly Notification[],
): TeamOutside | undefined {
  if (destination === 'PRT') return undefined
  const last = notifications.findLast(({ recipient, purpose }) => recipient !== 'prt' && purpose === 'to-answer')
  return last && isWithRecipient(last) ? undefined : (team as TeamOutside)
}

function isWithRecipient({ deliveredAt, status, isReachable }: Notification): boolean {
  if (status === 'open') return deliveredAt !== null && isReachable
  return status !== 'withdrawn' || deliveredAt !== null
}

/** Who has an application, or will have it; null for one that is closed and never came to them. */
export function whoHasIt(
  application: Application,
  notifications: readonly Notification[],
  t: Translate,
): string | null {
  const outside = notYetWith(application, notifications)
  if (outside !== undefined && application.status === 'closed') return null
  return outside === undefined
    ? t(`routing:teams.${application.team}`)
    : t(`in-cell/applications:passed-later.${outside}`)
}

/** The recipients whom a person may read about where others look on. */
const named = ['com', 'pom'] as const

/**
 * Who else is told, and since when they know: nobody is told before a receipt says so. Nothing for a private form, since
 * others may see the screen.
 */
export function whoElseIsTold(
  { form }: Application,
  notifications: readonly Notification[],
  t: Translate,
  language: Language,
): readonly string[] {
  if (findForm(form).private) return []
  return named.flatMap(recipient => {
    const found = notifications.find(each => each.recipient === recipient && each.purpose !== 'to-answer')
    if (!found) return []
    const { status, seenAt, endedAt } = found
    const say = (what: 'seen' | 'told', at: Date) =>
      t(`in-cell/applications:told.${recipient}.${what}`, { date: longDayOf(at, language) })
    if (status === 'told-outside' && endedAt !== null) return [say('told', endedAt)]
    const since = seenAt ?? (status === 'done' ? endedAt : null)
    return [since === null ? t(`in-cell/applications:told.${recipient}.waits`) : say('seen', since)]
  })
}
