import type { FormId } from '../topics'
import type { Answer, Answers, Form } from './form'
import { isConcern } from './journey'

/** The properties of an alert, an application that was sent with "Tell staff now", that the rule needs. */
export interface SentAlert {
  readonly status: 'open' | 'closed'
  readonly answers: Answers
  /** Nobody has acknowledged its safety concern yet. */
  readonly concernWaits: boolean
}

/**
 * Whether what the person presses "Tell staff now" for belongs to an alert that they sent before. It does while its
 * concern waits, so that one person does not fill the list of concerns. After that it is something new to see to.
 */
export function belongsToAlert({ status, concernWaits }: SentAlert): boolean {
  return status === 'open' && concernWaits
}

/**
 * Whether the finished form completes its alert. It does not once staff have answered it, nor when it says that somebody
 * is not safe in a way that the alert did not, and staff have acknowledged the alert's concern.
 */
export function completesAlert(form: Form, alert: SentAlert, answers: Answers): boolean {
  return alert.status === 'open' && (alert.concernWaits || !raisesAnotherConcern(form, alert.answers, answers))
}

function raisesAnotherConcern(form: Form, before: Answers, after: Answers): boolean {
  return form.questions.some(
    question => isConcern(question, after[question.id]) && !isConcern(question, before[question.id]),
  )
}

/** The earlier answers that are changed or gone in later ones: staff may have acted on them. */
export function answersReplaced(before: Answers, after: Answers): Answers {
  const replaced = Object.entries(before).filter(([id, answer]) => JSON.stringify(answer) !== JSON.stringify(after[id]))
  return Object.fromEntries<Answer>(replaced)
}

/** The form that an alert without a form is stored with, and its question that holds what somebody writes. */
export const formOfAlert = 'something-else'
export const happeningQuestion = 'ask'

/** Whether an application is an alert that was sent without a form. A draft has an answer to its first question. */
export function isWithoutForm({
  form,
  unfinished,
  answers,
}: {
  readonly form: FormId
  readonly unfinished: boolean
  readonly answers: Answers
}): boolean {
  return unfinished && form === formOfAlert && Object.keys(answers).every(id => id === happeningQuestion)
}
