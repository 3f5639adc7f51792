import type { Translate } from '../../../server/content/words/words'
import type { AuditEntry, Looker, Lookings } from '../../../server/database'
import { dayInWords, londonTimestamp } from '../../../server/domain/calendar'
import { csvOf } from '../../lists/csv'
import { momentInWords } from '../../presenting/moments'

/** What was done, in words: its own where the act's name does not read well by itself. */
export function actionInWords(action: string, t: Translate): string {
  const own = t.find(`console/audit:actions.${action}`)
  if (own !== undefined) return own
  const words = action.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Entries of the audit: when, who, what, and about whom. */
export function presentEntries(entries: readonly AuditEntry[], t: Translate) {
  return entries.map(entry => ({
    when: momentInWords(entry.happenedAt),
    who: whoDid(entry, t),
    what: actionInWords(entry.action, t),
    about: [entry.personName, entry.prisonNumber].filter(each => each !== null).join(', ') || t('console/audit:nobody'),
    reference: entry.reference,
  }))
}

/** What a spreadsheet is given; a cell that begins like a formula is made text. */
export function entriesCsv(entries: readonly AuditEntry[], t: Translate): string {
  const columns = ['when', 'who', 'what', 'prison-number', 'application', 'where', 'network-address'] as const
  const header = columns.map(column => t(`console/audit:csv.${column}`))
  const rows = entries.map(entry => [
    londonTimestamp(entry.happenedAt),
    whoDid(entry, t),
    actionInWords(entry.action, t),
    entry.prisonNumber,
    entry.reference,
    t(`console/audit:sites.${entry.site}`),
    entry.fromAddress,
  ])
  return csvOf([header, ...rows])
}

/** Who looked at a person, how often, and when last. */
export function presentLookers(lookers: readonly Looker[], t: Translate) {
  return lookers.map(({ staffName, role, times, days, lastAt }) => ({
    who: t('console/audit:who-and-role', { name: staffName, role: t(`console/permissions:roles.${role}`) }),
    times: t('console/audit:times', { count: times }),
    days: String(days),
    last: momentInWords(lastAt),
  }))
}

/** Who looked at unusually many people in a day. */
export function presentUnusual(lookings: readonly Lookings[], t: Translate) {
  return lookings.map(({ staffName, role, inADay, worstDay, inAll }) => ({
    who: t('console/audit:who-and-role', { name: staffName, role: t(`console/permissions:roles.${role}`) }),
    inADay: t('console/audit:unusual.in-a-day', { count: inADay, day: dayInWords(worstDay) }),
    inAll: String(inAll),
  }))
}

function whoDid({ staffName, byPerson, site }: AuditEntry, t: Translate): string {
  return staffName ?? t(byPerson ? 'console/audit:by-person' : `console/audit:sites.${site}`)
}
