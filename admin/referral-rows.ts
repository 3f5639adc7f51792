import type { Translate } from '../server/content/words'
import type { Appointment, Referral, ReferralStep } from '../server/database'
import { dayInWords, londonToday, type CalendarDay } from '../server/domain/calendar'
import { isEnded } from '../server/domain/referrals'
import { momentInWords } from './moments'

/** A referral as lists show it. */
export function presentReferral(
  { kind, whom, state, movedOn, ownedByName, appointment, chaseOn }: Referral,
  today: CalendarDay,
  t: Translate,
) {
  return {
    what: t(`staff/referrals:kinds.${kind}`),
    whom,
    state: t('staff/referrals:state-on', { state: t(`staff/referrals:states.${state}`), day: dayInWords(movedOn) }),
    isEnded: isEnded(state),
    appointment: appointment && appointmentInWords(appointment, t),
    owner: isEnded(state) ? null : (ownedByName ?? t('staff/referrals:nobody')),
    chase: chaseOn === null ? null : dayInWords(chaseOn),
    tag:
      chaseOn !== null && chaseOn <= today
        ? { text: t('staff/referrals:chase-now'), classes: 'govuk-tag--yellow' }
        : null,
  }
}

/** The day of a step; its moment where it was written down on that day, and both where it was later. */
export function dayOfStepInWords(
  { happenedOn, happenedAt }: Pick<ReferralStep, 'happenedOn' | 'happenedAt'>,
  t: Translate,
): string {
  const when = momentInWords(happenedAt)
  return happenedOn === londonToday(happenedAt)
    ? when
    : t('staff/referrals:written-down', { day: dayInWords(happenedOn), when })
}

export function appointmentInWords({ at, place }: Appointment, t: Translate): string {
  return t('staff/referrals:appointment', { when: momentInWords(at), place })
}
