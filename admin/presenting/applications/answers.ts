import { questionWords } from '../../../server/content/words/form-words'
import type { Translate } from '../../../server/content/words/words'
import type { Application } from '../../../server/database'
import {
  findForm,
  isChoice,
  isDay,
  isWords,
  optionsChosen,
  withheldAnswers,
  type Answer,
  type Form,
  type Question,
} from '../../../server/domain/applications'
import { dayInWords } from '../../../server/domain/calendar'

export interface AnswerRow {
  /** The question's id in the form. */
  readonly id: string
  readonly question: string
  readonly answers: readonly string[]
  /** Free text by the person, in their own language. */
  readonly own: boolean
}

/**
 * The person's answers in English, in the form's order. Answers to questions since removed from the form are shown as
 * stored, so that none are lost when forms change.
 */
export function presentAnswers(
  { form: formId, answers }: Pick<Application, 'form' | 'answers'>,
  t: Translate,
): readonly AnswerRow[] {
  const nothing = t('forms/common:nothing')
  // An application outlives its form: the declaration may be gone.
  const form: Form | undefined = findForm(formId)
  const questions = form?.questions ?? []
  const known = questions.flatMap(question => {
    const answer = answers[question.id]
    if (answer === undefined) return []
    const words = questionWords(t, { id: formId }, question)
    const inWords = (id: string) => (hasOption(question, id) ? words.option(id) : id)
    return [{ id: question.id, ...row(words.title, answer, nothing, inWords) }]
  })
  const currentIds = new Set(questions.map(({ id }) => id))
  const others = Object.entries(answers).flatMap(([id, answer]) =>
    currentIds.has(id) ? [] : [{ id, ...row(id, answer, nothing, each => withheldInWords(each, t)) }],
  )
  return [...known, ...others]
}

function row(
  question: string,
  answer: Answer,
  nothing: string,
  inWords: (option: string) => string,
): Omit<AnswerRow, 'id'> {
  if (isWords(answer) && answer.words !== '') return { question, answers: [answer.words], own: true }
  if (isDay(answer)) return { question, answers: [dayInWords(answer.day)], own: false }
  const options = optionsChosen(answer).map(inWords)
  return { question, answers: options.length > 0 ? options : [nothing], own: false }
}

function withheldInWords(option: string, t: Translate): string {
  const withheld = withheldAnswers.find(each => each === option)
  return withheld === undefined ? option : t(`forms/common:withheld.${withheld}`)
}

function hasOption(question: Question, option: string): boolean {
  const options = isChoice(question) ? question.options : []
  return options.includes(option) || (withheldAnswers as readonly string[]).includes(option)
}
