import { questionWords } from '../../server/content/form-words'
import type { Translate } from '../../server/content/words'
import type { Application } from '../../server/database'
import { findForm, isWords, withheldAnswers, type Answer, type Question } from '../../server/domain/applications'

export interface AnswerRow {
  /** The identity of the question in the form. */
  readonly id: string
  readonly question: string
  readonly answers: readonly string[]
  /** The person's own words, in the language that they used. */
  readonly own: boolean
}

/**
 * What the person answered, in English, in the order of the form. An answer to a question that the form has no more is
 * shown as it was kept, so that nothing a person said is lost when forms change.
 */
export function presentAnswers({ form: formId, answers }: Application, t: Translate): readonly AnswerRow[] {
  const form = findForm(formId)
  const questions = form?.questions ?? []
  const known = questions.flatMap(question => {
    const answer = answers[question.id]
    if (answer === undefined || !form) return []
    const words = questionWords(t, form, question)
    const inWords = (id: string) => (hasOption(question, id) ? words.option(id) : id)
    return [{ id: question.id, ...row(words.title, answer, inWords) }]
  })
  const asked = new Set(questions.map(({ id }) => id))
  const others = Object.entries(answers).flatMap(([id, answer]) =>
    asked.has(id) ? [] : [{ id, ...row(id, answer, each => each) }],
  )
  return [...known, ...others]
}

function row(question: string, answer: Answer, inWords: (option: string) => string): Omit<AnswerRow, 'id'> {
  if (isWords(answer)) return { question, answers: [answer.words], own: true }
  return { question, answers: (typeof answer === 'string' ? [answer] : answer).map(inWords), own: false }
}

function hasOption(question: Question, option: string): boolean {
  const options = question.kind === 'words' ? [] : question.options
  return options.includes(option) || (withheldAnswers as readonly string[]).includes(option)
}
