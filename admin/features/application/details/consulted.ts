import type { Translate } from '../../../../server/content/words/words'
import type { CalendarDay } from '../../../../server/domain/calendar'
import { presentOutsideFields } from '../../../presenting/work/outside-fields'
import type { Found } from './find'
import { presentHeading } from './heading'

/** The form that records how the COM was consulted outside the service. */
export function presentConsultedForm(found: Found, today: CalendarDay, t: Translate) {
  return {
    ...presentHeading(found, t),
    pageName: t('console/application:consulted.page-name'),
    outside: presentOutsideFields(today, t),
  }
}
