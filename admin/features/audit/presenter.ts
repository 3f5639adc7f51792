import { stringify } from 'csv-stringify/sync'
import type { Translate } from '../../../server/content/words'
import type { AuditEntry, Looker, Lookings, Role } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import { momentInWords } from '../../moments'

/** What was done, in words: its own where the act's name does not read well by itself. */
export function actInWords(act: string, t: Translate): string {
  const key = `staff/audit:acts.${act}`
  if (t.has(key)) return t(key)
  const words = act.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function presentEntries(entries: readonly AuditEntry[], t: Translate) {
  return entries.map(entry => ({
    when: momentInWords(entry.happenedAt),
    who: whoDid(entry, t),
    what: actInWords(entry.act, t),
    about: [entry.personName, entry.prisonNumber].filter(each => each !== null).join(', ') || t('staff/audit:nobody'),
    reference: entry.reference,
  }))
}

/** What a spreadsheet is given; a cell that begins like a formula is made text. */
export function entriesCsv(entries: readonly AuditEntry[], t: Translate): string {
  const columns = ['when', 'who', 'what', 'prison-number', 'application', 'where', 'network-address'] as const
  const header = columns.map(column => t(`staff/audit:csv.${column}`))
  const rows = entries.map(entry => [
    entry.happenedAt.toISOString(),
    whoDid(entry, t),
    actInWords(entry.act, t),
    entry.prisonNumber,
    entry.reference,
    t(`staff/audit:sites.${entry.site}`),
    entry.fromAddress,
  ])
  return stringify([header, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

export function presentLookers(lookers: readonly Looker[], t: Translate) {
  return lookers.map(({ staffName, role, times, days, lastAt }) => ({
    who: t('staff/audit:who-and-role', { name: staffName, role: t(`staff/permissions:roles.${role as Role}`) }),
    times: t('staff/audit:times', { count: times }),
    days: String(days),
    last: momentInWords(lastAt),
  }))
}

export function presentUnusual(lookings: readonly Lookings[], t: Translate) {
  return lookings.map(({ staffName, role, inADay, worstDay, inAll }) => ({
    who: t('staff/audit:who-and-role', { name: staffName, role: t(`staff/permissions:roles.${role as Role}`) }),
    inADay: t('staff/audit:unusual.in-a-day', { count: inADay, day: dayInWords(worstDay) }),
    inAll: String(inAll),
  }))
}

function whoDid({ staffName, byPerson, site }: AuditEntry, t: Translate): string {
  return staffName ?? t(byPerson ? 'staff/audit:by-person' : `staff/audit:sites.${site}`)
}
