import type { Translate } from '../../../server/content/words/words'
import type { SafetyConcern } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import type { AcctRecord } from '../../../server/domain/work/safety-concerns'
import { momentInWords } from '../moments'
import { numberAndWhereIs } from '../people/where-is'

/** Presents a safety concern for lists: whose it is, how it came in, and who has opened it. */
export function presentConcern(concern: SafetyConcern, t: Translate) {
  const { about, words, openedAt, openedByName, acknowledgedAt, acknowledgedByName, acct, isUrgent } = concern
  const when = openedAt && momentInWords(openedAt)
  return {
    href: `/safety/${concern.id}`,
    person: t('console/people:name', { firstName: concern.firstName, lastName: concern.lastName }),
    where: numberAndWhereIs(concern, t),
    what: words ?? t('console/safety:from-application'),
    subject: about === null ? null : t(`console/safety:about.${about}`),
    isUrgent,
    raised: momentInWords(concern.raisedAt),
    raisedBy: concern.raisedByName ?? t('console/safety:by-person'),
    opened:
      when === null
        ? t('console/safety:opened.nobody')
        : t(`console/safety:opened.${openedByName === null ? 'told' : 'by'}`, { name: openedByName, when }),
    isOpened: openedAt !== null,
    isOpenedHere: openedByName !== null,
    acknowledgedBy:
      acknowledgedAt === null
        ? null
        : t('console/common:by-and-when', { name: acknowledgedByName, when: momentInWords(acknowledgedAt) }),
    acct: acct === null ? null : t(`console/safety:acct.${acct}`),
  }
}

/** What was recorded of an ACCT. */
export function acctInWords(
  { acct, acctNumber, acctOn, acctOpenedBy, acctBecause }: Omit<AcctRecord, 'acct'> & Pick<SafetyConcern, 'acct'>,
  t: Translate,
): string {
  if (acct === 'not-needed') return t('console/safety:acct-record.not-needed', { because: acctBecause })
  if (acct === 'open-already' || acctOn === null) return t('console/safety:acct-record.open-already')
  return t('console/safety:acct-record.opened', { number: acctNumber, day: dayInWords(acctOn), name: acctOpenedBy })
}
