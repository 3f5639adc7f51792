import type { Translate } from '../../../server/content/words/words'
import type { Notification } from '../../../server/database'
import {
  addWorkingDays,
  dayInWords,
  londonToday,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../../../server/domain/calendar'
import { topicName } from '../applications/topic-name'
import { dueOf, dueTag } from '../due'
import { momentInWords } from '../moments'
import { numberAndWhereIs } from '../people/where-is'

interface Reader {
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
  /** Whether the reader may read applications: others learn what they are told or asked, and not its topic. */
  readonly seesTopic: boolean
  /** Whether the reader tells whom the service does not reach. */
  readonly tellsOutside: boolean
}

/** Presents a notification for lists: about whom, to whom, what for, and its receipts. */
export function presentNotification(notification: Notification, reader: Reader, t: Translate) {
  const { id, status, endedAt } = notification
  const isToTell = status === 'open' && !notification.isReachable && !notification.carriedOn
  const due = isToTell ? tellBy(notification, reader) : notification.due
  const recipient = recipientInWords(notification, t)
  return {
    href: `/told-and-asked/${id}`,
    person: t('console/people:name', { firstName: notification.firstName, lastName: notification.lastName }),
    where: numberAndWhereIs(notification, t),
    what: whatFor(notification, reader, t),
    recipient,
    isSafety: notification.isSafety,
    isToTell,
    heading: isToTell && reader.tellsOutside ? t('console/notifications:application.tell', { recipient }) : recipient,
    state: stateInWords(notification, t),
    receipts: receiptsOf(notification, reader.today, t),
    due: dayInWords(due),
    tag: endedAt === null ? dueTag(dueOf(due, reader.today, reader.extraBankHolidays), t) : null,
  }
}

/** By when staff tell whom nobody reaches: by the next working day, however long whoever is told then has to answer. */
function tellBy({ due, madeAt }: Notification, { extraBankHolidays }: Reader): CalendarDay {
  const nextWorkingDay = addWorkingDays(londonToday(madeAt), 1, extraBankHolidays)
  return due < nextWorkingDay ? due : nextWorkingDay
}

/** Who a notification is for, by name where the person has one of them. */
export function recipientInWords(
  { recipient, toPrisonName, comName, pomName, carriedOn, holderName }: Notification,
  t: Translate,
): string {
  if (carriedOn && holderName !== null) return holderName
  const name = toPrisonName ?? (recipient === 'com' ? comName : recipient === 'pom' ? pomName : null)
  const words = t(`console/notifications:recipients.${recipient}`)
  return name === null ? words : t('console/notifications:named', { recipient: words, name })
}

function whatFor(notification: Notification, reader: Reader, t: Translate): string {
  const { isSafety, isAcct, purpose, actions, topic, restricted, words } = notification
  if (isAcct) return t(`console/notifications:about.${purpose === 'to-do' ? 'acct-to-hand-over' : 'acct'}`)
  if (isSafety) return t('console/notifications:about.safety')
  if (words !== null) return words
  const isNamed = reader.seesTopic && !restricted && topic !== null
  if (purpose === 'to-do') {
    const inWords = actions.map(action => t(`console/routing:actions.${action}`)).join('; ')
    return t('console/notifications:about.to-do', { actions: inWords })
  }
  if (!isNamed) return t('console/notifications:about.to-know-unnamed')
  return t(`console/notifications:about.${purpose}`, { topic: topicName({ topic, restricted }, t) })
}

function stateInWords({ status, isReachable, carriedOn, endedAt }: Notification, t: Translate): string {
  if (carriedOn && endedAt === null) return t('console/notifications:states.carried-on')
  return t(`console/notifications:states.${status === 'open' && !isReachable ? 'not-delivered' : status}`)
}

/** A step of a notification: done, waited for past its day, or waited for. */
interface Receipt {
  readonly text: string
  readonly state: 'done' | 'late' | 'waiting'
}

/** What is known to have happened, each with its time, and what is waited for: nothing is said that was not recorded. */
function receiptsOf(notification: Notification, today: CalendarDay, t: Translate): readonly Receipt[] {
  const { madeAt, deliveredAt, seenAt, seenByName, status, endedAt, isReachable, carriedOn, purpose, due } =
    notification
  const done = (text: string): Receipt => ({ text, state: 'done' })
  const waiting = (text: string): Receipt => ({ text, state: due < today ? 'late' : 'waiting' })
  const made = done(t('console/notifications:receipts.made', { when: momentInWords(madeAt) }))
  const ended =
    endedAt !== null
      ? endReceipt(notification, endedAt, t).map(done)
      : purpose !== 'to-know'
        ? [waiting(t('console/notifications:receipts.not-done'))]
        : []
  if (carriedOn) return [made, ...ended]
  const isUnreached = status === 'open' && !isReachable
  return [
    made,
    ...(deliveredAt !== null
      ? [done(t('console/notifications:receipts.delivered', { when: momentInWords(deliveredAt) }))]
      : isUnreached
        ? [{ text: t('console/notifications:receipts.not-delivered'), state: 'late' as const }]
        : []),
    ...(seenAt !== null
      ? [done(t('console/notifications:receipts.seen', { when: momentInWords(seenAt), name: seenByName }))]
      : status === 'open' && isReachable
        ? [waiting(t('console/notifications:receipts.not-seen'))]
        : []),
    ...ended,
  ]
}

/** That it is done, or on which day staff told the recipient, and when they recorded it. */
function endReceipt({ status, toldOn }: Notification, endedAt: Date, t: Translate): readonly string[] {
  const when = momentInWords(endedAt)
  if (status === 'done') return [t('console/notifications:receipts.ended.done', { when })]
  if (status !== 'told-outside' || toldOn === null) return []
  return [t('console/notifications:receipts.ended.told-outside', { day: dayInWords(toldOn), when })]
}
