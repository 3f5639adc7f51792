import type { Translate } from '../../../server/content/words/words'
import type { DutyPom, PomInPrison } from '../../../server/database'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { dayInField } from '../../forms/day-field'
import { momentInWords } from '../../presenting/moments'
import { pomValue } from './form'

/** Who is on duty today and later, and the form that sets somebody. */
export function presentDutyPoms(
  { duties, poms }: { readonly duties: readonly DutyPom[]; readonly poms: readonly PomInPrison[] },
  typed: Readonly<Record<string, string>> | null,
  today: CalendarDay,
  t: Translate,
) {
  return {
    pageName: t('console/duty-poms:title'),
    duties: duties.map(duty => presentDuty(duty, today, t)),
    poms: poms.map(({ name, prisonName: prison, ...pom }) => ({
      value: pomValue(pom),
      text: t('console/duty-poms:add.pom-option', { name, prison }),
      selected: pomValue(pom) === typed?.['duty-pom'],
    })),
    from: typed?.['duty-from'] ?? dayInField(today),
    until: typed?.['duty-until'] ?? '',
  }
}

function presentDuty(duty: DutyPom, today: CalendarDay, t: Translate) {
  const { id, name, prisonName: prison, active, setByName, setAt } = duty
  const days = { from: dayInWords(duty.fromDay), until: dayInWords(duty.untilDay) }
  const isNow = duty.fromDay <= today
  return {
    name,
    prison,
    days: t('console/duty-poms:days', days),
    state: t(`console/duty-poms:states.${isNow ? 'now' : 'later'}`),
    colour: isNow ? 'govuk-tag--green' : 'govuk-tag--blue',
    isEnded: !active,
    by: t('console/duty-poms:by', { name: setByName, when: momentInWords(setAt) }),
    remove: `/duty-poms/${id}/remove`,
    removeWhom: t('console/duty-poms:remove-whom', { name, prison, ...days }),
  }
}
