import { questionWords } from '../../../../server/content/words/form-words'
import type { Translate } from '../../../../server/content/words/words'
import type { Application, ApplicationEvent, SafetyConcern } from '../../../../server/database'
import { findForm, isWithoutForm, type Answers } from '../../../../server/domain/applications'
import { presentAnswers, type AnswerRow } from '../../../presenting/applications/answers'
import { momentInWords } from '../../../presenting/moments'

/** An answer with what it was while staff could already read it. */
export interface ShownAnswer extends AnswerRow {
  readonly before: readonly string[]
}

export interface AlertRecord {
  readonly application: Application
  readonly events: readonly ApplicationEvent[]
}

/** How a safety concern came in: by an answer of a form, or by "Tell staff now". */
export function howRaised({ application, events }: AlertRecord, { raisedAt }: SafetyConcern, t: Translate): string {
  const when = momentInWords(raisedAt)
  const isAlert = events.some(({ kind, detail }) => kind === 'sent' && detail.alert === true)
  if (!isAlert) return t('console/application:safety.raised', { when })
  const rest = !application.unfinished ? 'finished' : isWithoutForm(application) ? 'no-form' : 'unfinished'
  return [t('console/application:safety.alert', { when }), t(`console/application:safety.rest.${rest}`)].join(' ')
}

/**
 * What the person answered. Of an alert, what was not asked yet is said to be so, and an answer that they changed when
 * they finished the form keeps what it was: somebody may have acted on it.
 */
export function presentAlertAnswers({ application, events }: AlertRecord, t: Translate): readonly ShownAnswer[] {
  const answers = presentAnswers(application, t)
  if (isWithoutForm(application)) {
    return answers.map(row => ({ ...row, question: t('console/application:answers.happening'), before: [] }))
  }
  const replaced = replacedAnswers(application, events, t)
  const questions = findForm(application.form)?.questions ?? []
  const order = (id: string) => questions.findIndex(question => question.id === id)
  const notAsked = (application.unfinished ? questions : [])
    .filter(({ id }) => application.answers[id] === undefined)
    .map(question => ({
      id: question.id,
      question: questionWords(t, { id: application.form }, question).title,
      answers: [t('console/application:answers.not-asked')],
      own: false,
    }))
  const allAnswers =
    notAsked.length === 0 ? answers : [...answers, ...notAsked].sort((a, b) => order(a.id) - order(b.id))
  const withdrawn = replaced.filter(({ row }) => !allAnswers.some(({ id }) => id === row.id)).map(({ row }) => row)
  const noLonger = [...new Map(withdrawn.map(row => [row.id, row])).values()].map(row => ({
    ...row,
    answers: [t('console/application:answers.gone')],
    own: false,
  }))
  return [...allAnswers, ...noLonger].map(row => ({
    ...row,
    before: replaced.filter(each => each.row.id === row.id).map(({ text }) => text),
  }))
}

function replacedAnswers(
  { form }: Application,
  events: readonly ApplicationEvent[],
  t: Translate,
): readonly { readonly row: AnswerRow; readonly text: string }[] {
  return events.flatMap(({ detail, happenedAt }) =>
    presentAnswers({ form, answers: (detail.replaced ?? {}) as Answers }, t).map(row => ({
      row,
      text: t('console/application:answers.before', {
        when: momentInWords(happenedAt),
        answer: row.answers.join(', '),
      }),
    })),
  )
}
