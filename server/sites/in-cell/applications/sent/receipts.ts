import type { Translate } from '../../../../content/words/words'
import type { Application, Notification } from '../../../../database'
import { isPrivate } from '../../../../domain/checklist'
import { longDay, longDayOf } from '../../../../web/pages/days'
import type { Language } from '../../../../web/pages/language'

/** Teams outside the prison, which have an application once somebody can see it or was told. */
type TeamOutside = Exclude<
  Application['team'],
  'pre-release-team' | 'womens-pre-release-team' | 'custody-community-integration-team'
>

/**
 * Who is to have an application and does not have it yet: a team elsewhere, or the prison's own pre-release team where
 * none of it has an account; undefined where somebody has it.
 */
export function notYetWith(
  { destination, team, heldIn }: Pick<Application, 'destination' | 'team' | 'heldIn'>,
  notifications: readonly Notification[],
): TeamOutside | 'another-prison' | 'own-team' | undefined {
  if (destination === 'PRT' && heldIn === null) {
    // Applications from before there were notifications have none.
    const own = notifications.findLast(each => each.recipient === 'prt' && each.purpose === 'to-answer')
    return own === undefined || isWithRecipient(own) ? undefined : 'own-team'
  }
  const isElsewhere = ({ recipient, toPrison }: Notification) => recipient !== 'prt' || toPrison !== null
  const last = notifications.findLast(each => isElsewhere(each) && each.purpose === 'to-answer')
  if (last && isWithRecipient(last)) return undefined
  return heldIn === null ? (team as TeamOutside) : 'another-prison'
}

/** Whether the recipient of a notification has it: somebody can see it, saw it or was told. */
export function isWithRecipient({ deliveredAt, status, isReachable }: Notification): boolean {
  if (status === 'open') return deliveredAt !== null && isReachable
  return status !== 'withdrawn' || deliveredAt !== null
}

/** Who has an application, or will have it; null for one that is closed and never came to them. */
export function whoHasIt(
  application: Application,
  notifications: readonly Notification[],
  t: Translate,
): string | null {
  const notYet = notYetWith(application, notifications)
  if (notYet !== undefined && application.status === 'closed') return null
  if (notYet === 'own-team') return t('in-cell/applications:kept.nobody')
  if (notYet !== undefined) return t(`in-cell/applications:passed-later.${notYet}`)
  if (application.heldIn !== null) return t('in-cell/applications:another-prison')
  return t(`routing:teams.${application.team}`)
}

/** The recipients whom a person may read about where others look on. */
const named = ['com', 'pom'] as const

/**
 * Who else is told, and since when they know: nobody is told before a receipt says so. Nothing for a private form, since
 * others may see the screen.
 */
export function whoElseIsTold(
  application: Application,
  notifications: readonly Notification[],
  t: Translate,
  language: Language,
): readonly string[] {
  if (isPrivate(application)) return []
  const told = named.flatMap(recipient => {
    const found = notifications.find(
      each => each.recipient === recipient && each.purpose !== 'to-answer' && !each.passedOn,
    )
    return found ? [toldInWords(found, recipient, t, language)] : []
  })
  const passedOn = notifications
    .filter(each => each.passedOn)
    .map(each => toldInWords(each, named.find(name => name === each.recipient) ?? 'others', t, language))
  return [...new Set([...told, ...passedOn])]
}

function toldInWords(
  { status, seenAt, endedAt, toldOn }: Notification,
  who: (typeof named)[number] | 'others',
  t: Translate,
  language: Language,
): string {
  const say = (what: 'seen' | 'told', date: string) => t(`in-cell/applications:told.${who}.${what}`, { date })
  if (status === 'told-outside' && toldOn !== null) return say('told', longDay(toldOn, language))
  const since = seenAt ?? (status === 'done' ? endedAt : null)
  return since === null ? t(`in-cell/applications:told.${who}.waits`) : say('seen', longDayOf(since, language))
}
