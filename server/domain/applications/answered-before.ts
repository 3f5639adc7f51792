import type { FormId } from '../topics'
import { hasNeutralName, isChoice, withheldAnswers, type Answer, type Answers, type Question } from './form'
import { findForm } from './forms'
import { isWords, optionsChosen } from './journey'
import { lettersIn } from './text'

/** A form that the person filled in, sent or not, with the answers to the questions that applied. */
export interface AnsweredForm {
  readonly form: FormId
  readonly answers: Answers
}

/**
 * The person's earlier answer to the same fact in another form, reduced to this question's options: the latest one
 * counts. Answers from forms with a neutral name are never reused, so that they show nowhere else (forms.md: the
 * duplicate-entry rule; WCAG 3.3.7).
 *
 * @param earlier newest first
 */
export function answeredBefore(question: Question, earlier: readonly AnsweredForm[]): Answer | undefined {
  if (question.fact === undefined) return undefined
  for (const { form: formId, answers } of earlier) {
    const form = findForm(formId)
    if (hasNeutralName(form)) continue
    const same = form.questions.find(each => each.fact === question.fact && answers[each.id] !== undefined)
    const answer = same && answers[same.id]
    if (answer !== undefined) return fitting(question, answer)
  }
  return undefined
}

function fitting(question: Question, answer: Answer): Answer | undefined {
  if (question.kind === 'words')
    return isWords(answer) && lettersIn(answer.words) <= question.limit ? answer : undefined
  if (!isChoice(question)) return undefined
  const options = optionsChosen(answer).filter(option => !(withheldAnswers as readonly string[]).includes(option))
  const taken = question.options.filter(option => options.includes(option))
  if (taken.length === 0) return undefined
  return question.kind === 'many' ? taken : taken[0]
}
