import {
  parseAnswer,
  questionsAsked,
  type Answer,
  type Answers,
  type AnswerProblem,
  type Form,
  type FormFacts,
} from '../../../server/domain/applications'

export interface ReadAnswers {
  /** To the questions that are asked, given the answers before them. */
  readonly answers: Answers
  readonly faults: readonly (AnswerProblem & { readonly question: string })[]
}

type Body = Readonly<Record<string, unknown>>

/** Reads the page of a whole form by the same rules as each of its pages in the cell; what is not asked is left out. */
export function readAnswers(form: Form, body: Body, facts: FormFacts): ReadAnswers {
  const answers: Record<string, Answer> = {}
  const faults: ReadAnswers['faults'][number][] = []
  for (const question of form.questions) {
    if (!questionsAsked(form, answers, facts).includes(question)) continue
    const read = parseAnswer(question, postedFor(body, question.id))
    if (read.ok) answers[question.id] = read.answer
    else faults.push({ ...read, question: question.id })
  }
  return { answers, faults }
}

/** What was picked and written for a question; anything but text counts as nothing. */
export function postedFor(body: Body, question: string): { choice: readonly string[]; words: string } {
  const words = body[`words-${question}`]
  return {
    choice: [body[`choice-${question}`]].flat().filter(each => typeof each === 'string'),
    words: typeof words === 'string' ? words : '',
  }
}
