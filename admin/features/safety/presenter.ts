import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Application, Notification, Person, SafetyConcern, StaffMember } from '../../../server/database'
import type { CalendarDay, ExtraBankHolidays } from '../../../server/domain/calendar'
import {
  acctOutcomes,
  concernSubjects,
  handsAcctToCom,
  type WorkedWith,
} from '../../../server/domain/work/safety-concerns'
import { recipientOf } from '../../../server/use-cases/work/safety-concerns'
import { can } from '../../access/permissions'
import { dayInField } from '../../forms/day-field'
import { momentInWords } from '../../presenting/moments'
import { numberAndWhereIs, whereNow } from '../../presenting/people/where-is'
import { concernAnswers } from '../../presenting/work/concern-answers'
import { acctInWords, presentConcern } from '../../presenting/work/concern-rows'
import { presentNotification } from '../../presenting/work/notification-rows'
import { limits } from './forms'

export interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly extraBankHolidays: ExtraBankHolidays
}

/** What is known of a concern, as far as its reader may learn it. */
export interface ConcernRecord {
  readonly concern: SafetyConcern
  readonly person: Person
  /** The application that raised it; undefined where staff did. */
  readonly application: Application | undefined
  /** Whether the reader may read that application. */
  readonly isReadable: boolean
  /** Whom it was passed to. */
  readonly notifications: readonly Notification[]
  readonly working: WorkedWith
}

/** One concern: what was said, who has opened it, and what was done. */
export function presentOneConcern(record: ConcernRecord, reader: Reader, t: Translate) {
  const { concern, notifications } = record
  const { staff } = reader
  const row = presentConcern(concern, t)
  const seesTopic = record.isReadable
  return {
    ...row,
    pageName: t('console/safety:concern.title'),
    back: '/safety',
    raiseFor: concern.prisonNumber,
    address: row.href,
    rows: presentRows(record, t),
    personAddress: can(staff.role, 'see-people') ? `/people/${concern.prisonNumber}` : null,
    applicationAddress:
      record.isReadable && concern.reference !== null ? `/applications/${concern.reference}#safety` : null,
    told: notifications.map(each => {
      const row = presentNotification(each, { ...reader, seesTopic, tellsOutside: can(staff.role, 'tell-outside') }, t)
      // Safety sees people only through what is addressed to it.
      return { ...row, href: each.isForReader || can(staff.role, 'see-people') ? row.href : null }
    }),
    tell: can(staff.role, 'tell-outside'),
    mayAcknowledge: concern.acknowledgedAt === null && can(staff.role, 'acknowledge-safety'),
    acknowledged: concern.acknowledgedAt === null ? null : presentAcknowledged(concern, t),
    handOver: presentHandOver(record, staff, t),
    limits,
    usualDay: dayInField(reader.today),
    acctItems: acctOutcomes.map(value => ({ value, text: t(`console/safety:acct.${value}`) })),
  }
}

function presentRows({ concern, application }: ConcernRecord, t: Translate) {
  const row = (name: WordingPart<'console/safety:rows.'>, text: string) => ({
    key: { text: t(`console/safety:rows.${name}`) },
    value: { text },
  })
  const { about, words, isUrgent } = concern
  return [
    row('person', t('console/people:name', { ...concern })),
    row('where', numberAndWhereIs(concern, t)),
    row('raised', raisedInWords(concern, t)),
    ...(about === null ? [] : [row('about', t(`console/safety:about.${about}`))]),
    ...(words === null ? [] : [row('words', words)]),
    ...(application ? [row('answer', concernAnswers(application, t) || t('console/safety:alert'))] : []),
    ...(about === null ? [] : [row('urgent', t(`console/safety:urgent.${isUrgent ? 'yes' : 'no'}`))]),
  ]
}

function raisedInWords({ raisedAt, raisedByName }: SafetyConcern, t: Translate): string {
  const name = raisedByName ?? t('console/safety:by-person')
  return t('console/common:by-and-when', { name, when: momentInWords(raisedAt) })
}

function presentAcknowledged(concern: SafetyConcern, t: Translate) {
  const { acknowledgedAt, acknowledgedByName, whatWasDone, acct } = concern
  const when = momentInWords(acknowledgedAt!)
  return {
    by: t('console/safety:acknowledged.by', { name: acknowledgedByName, when }),
    whatWasDone,
    acct: acct === null ? null : acctInWords(concern, t),
  }
}

/** Whether the reader is to hand ACCT information to the COM, or who else is (PF 3.8). */
function presentHandOver({ concern, notifications, working }: ConcernRecord, staff: StaffMember, t: Translate) {
  const hasAcct = concern.acct === 'opened' || concern.acct === 'open-already'
  const isHanded = notifications.some(({ isAcct, recipient }) => isAcct && recipient === 'com')
  if (!hasAcct || isHanded || !working.hasCom) return null
  const handing = handsAcctToCom(working)
  const isTheirs = recipientOf(staff) === handing
  return { isTheirs, text: t(`console/safety:hand-over.${isTheirs ? 'yours' : handing}`) }
}

/** The form to raise a concern. @param person whom it is about, where the address names somebody in the reader's scope */
export function presentRaising(prisonNumber: string, person: Person | undefined, t: Translate) {
  return {
    pageName: t('console/safety:raise.title'),
    back: person ? `/people/${person.prisonNumber}` : '/',
    prisonNumber,
    who: person
      ? t('console/safety:raise.who', {
          name: `${person.firstName} ${person.lastName}`,
          where: whereNow(person, t),
        })
      : null,
    limits,
    subjects: concernSubjects.map(value => ({ value, text: t(`console/safety:about.${value}`) })),
    urgent: (['yes', 'no'] as const).map(value => ({ value, text: t(`console/safety:urgent.${value}`) })),
  }
}
