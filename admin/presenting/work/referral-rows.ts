import type { Translate } from '../../../server/content/words/words'
import type { Appointment, Referral, ReferralStep } from '../../../server/database'
import { dayInWords, londonToday, type CalendarDay } from '../../../server/domain/calendar'
import { hasEnded } from '../../../server/domain/work/referrals'
import { momentInWords } from '../moments'

/** Presents a referral for lists. */
export function presentReferral(
  { kind, whom, status, movedOn, holderName, appointment, chaseOn }: Referral,
  today: CalendarDay,
  t: Translate,
) {
  return {
    what: t(`console/referrals:kinds.${kind}`),
    whom,
    state: t('console/referrals:state-on', {
      state: t(`console/referrals:states.${status}`),
      day: dayInWords(movedOn),
    }),
    isEnded: hasEnded(status),
    appointment: appointment && appointmentInWords(appointment, t),
    owner: hasEnded(status) ? null : (holderName ?? t('console/referrals:nobody')),
    chase: chaseOn === null ? null : dayInWords(chaseOn),
    tag:
      chaseOn !== null && chaseOn <= today
        ? { text: t('console/referrals:chase-now'), classes: 'govuk-tag--yellow' }
        : null,
  }
}

/** The day of a step, with the time if it was recorded on that day, and the time of recording if it was later. */
export function dayOfStepInWords(
  { happenedOn, happenedAt }: Pick<ReferralStep, 'happenedOn' | 'happenedAt'>,
  t: Translate,
): string {
  const when = momentInWords(happenedAt)
  return happenedOn === londonToday(happenedAt)
    ? when
    : t('console/referrals:written-down', { day: dayInWords(happenedOn), when })
}

/** The time and place of an appointment, as text. */
export function appointmentInWords({ at, place }: Appointment, t: Translate): string {
  return t('console/referrals:appointment', { when: momentInWords(at), place })
}
