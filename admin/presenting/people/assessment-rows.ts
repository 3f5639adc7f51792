import type { Translate } from '../../../server/content/words/words'
import type { AssessmentState } from '../../../server/domain/assessments'
import { dayInWords } from '../../../server/domain/calendar'
import type { PersonsAssessment } from '../../../server/use-cases/assessments/assessments'

const tagClasses: Readonly<Record<AssessmentState, string>> = {
  overdue: 'govuk-tag--red',
  due: 'govuk-tag--yellow',
  'to-come': 'govuk-tag--grey',
  waits: 'govuk-tag--grey',
  done: 'govuk-tag--green',
  'done-late': 'govuk-tag--purple',
  paused: 'govuk-tag--grey',
  ended: 'govuk-tag--grey',
}

/** Presents one assessment. */
export function presentAssessment(
  { kind, due, doneOn, state, officerName, doneByName }: PersonsAssessment,
  t: Translate,
) {
  return {
    kind,
    what: t(`console/assessments:kinds.${kind}`),
    due: due === null ? t('console/assessments:no-day') : dayInWords(due),
    tag: { text: t(`console/assessments:states.${state}`), classes: tagClasses[state] },
    officer: officerName ?? t('console/assessments:nobody'),
    done:
      doneOn === null
        ? null
        : { day: doneOn, text: t('console/assessments:done-on', { day: dayInWords(doneOn), name: doneByName }) },
  }
}
