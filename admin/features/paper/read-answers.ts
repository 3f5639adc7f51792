import {
  parseAnswer,
  questionsAsked,
  type Answer,
  type Answers,
  type AnswerProblem,
  type Form,
  type FormFacts,
} from '../../../server/domain/applications'
import type { Parsed } from '../../forms/form'

/** A validation error in the answer to a question. */
export type AnswerFault = AnswerProblem & { readonly question: string }

type Body = Readonly<Record<string, unknown>>

/**
 * Reads a whole form from one page by the rules that hold for each of its pages in the cell. Leaves out the answers to
 * questions that are not asked after the answers before them.
 */
export function readAnswers(form: Form, body: Body, facts: FormFacts): Parsed<Answers, AnswerFault> {
  const answers: Record<string, Answer> = {}
  const faults: AnswerFault[] = []
  for (const question of form.questions) {
    if (!questionsAsked(form, answers, facts).includes(question)) continue
    const read = parseAnswer(question, postedFor(body, question.id))
    if (read.ok) answers[question.id] = read.answer
    else faults.push({ ...read, question: question.id })
  }
  const [first, ...others] = faults
  return first ? { ok: false, faults: [first, ...others] } : { ok: true, value: answers }
}

/** The options selected and the text typed for a question; values that are not text are ignored. */
export function postedFor(body: Body, question: string): { choice: readonly string[]; words: string } {
  const words = body[`words-${question}`]
  return {
    choice: [body[`choice-${question}`]].flat().filter(each => typeof each === 'string'),
    words: typeof words === 'string' ? words : '',
  }
}
