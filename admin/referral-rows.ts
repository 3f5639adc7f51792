import type { Translate } from '../server/content/words'
import type { Appointment, Referral } from '../server/database'
import { dayInWords, type CalendarDay } from '../server/domain/calendar'
import { isEnded } from '../server/domain/referrals'
import { momentInWords } from './moments'

/** A referral as lists show it. */
export function presentReferral(
  { kind, whom, state, ownedByName, appointment, chaseOn }: Referral,
  today: CalendarDay,
  t: Translate,
) {
  return {
    what: t(`staff/referrals:kinds.${kind}`),
    whom,
    state: t(`staff/referrals:states.${state}`),
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

export function appointmentInWords({ at, place }: Appointment, t: Translate): string {
  return t('staff/referrals:appointment', { when: momentInWords(at), place })
}
