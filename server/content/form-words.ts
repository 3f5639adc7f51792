import type { Form, Question } from '../domain/applications'
import type { Translate, WordingKey } from './words'

/** The wording of one question in one language. */
export interface QuestionWords {
  readonly title: string
  /** For the check page and the console. */
  readonly short: string
  readonly hint: string | undefined
  readonly why: string | undefined
  /** The label of an option, including the two that every question has. */
  readonly option: (option: string) => string
}

/** The language files of a form: `forms/bank-account`, and `forms/common` for what every form shares. */
export function formWords(t: Translate, form: Pick<Form, 'id'>): (key: string) => string {
  return key => t(`forms/${form.id}:${key}` as WordingKey)
}

export function questionWords(t: Translate, form: Pick<Form, 'id'>, question: Question): QuestionWords {
  const own = `forms/${form.id}:questions.${question.id}`
  const base = t.has(`${own}.title` as WordingKey) ? own : `forms/common:questions.${question.id}`
  const optional = (key: string) =>
    t.has(`${base}.${key}` as WordingKey) ? t(`${base}.${key}` as WordingKey) : undefined
  const title = t(`${base}.title` as WordingKey)
  return {
    title,
    short: optional('short') ?? title,
    hint: optional('hint'),
    why: optional('why'),
    option: option => optional(`options.${option}`) ?? t(`forms/common:withheld.${option}` as WordingKey),
  }
}
