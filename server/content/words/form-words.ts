import { findForm, type Form, type Question } from '../../domain/applications'
import { composedKey, type Translate } from './words'

/** The wording of one question in one language. */
export interface QuestionWords {
  readonly title: string
  /** For the console, so in English only. */
  readonly short: string
  readonly hint: string | undefined
  /** Why it is asked, or whom the answer helps. */
  readonly why: string
  /** The heading of a page of several questions, of which this is declared first. */
  readonly page: string | undefined
  /** The label of an option, including the two that every question has. */
  readonly option: (option: string) => string
}

/** The words of a form itself; one without a question that ends it has none for stopping. */
type FormKey = 'title' | 'shortTitle' | 'what' | 'before' | 'stop.title' | 'stop.text'

/** The language files of a form: `forms/bank-account`, and `forms/common` for what every form shares. */
export function formWords(t: Translate, form: Pick<Form, 'id'>): (key: FormKey) => string {
  return key => t(composedKey(`forms/${form.id}:${key}`))
}

/** The wording of a question: the form's own, or the one that forms share. */
export function questionWords(t: Translate, form: Pick<Form, 'id'>, question: Question): QuestionWords {
  const own = `forms/${form.id}:questions.${question.id}`
  const common = `forms/common:questions.${question.id}`
  const isCommon = t.find(`${own}.title`) === undefined && t.find(`${common}.title`) !== undefined
  const base = isCommon ? common : own
  const optional = (part: string) => t.find(`${base}.${part}`)
  const title = t(composedKey(`${base}.title`))
  return {
    title,
    short: optional('short') ?? title,
    hint: optional('hint'),
    why: optional('why') ?? t(`forms/common:helps.${question.helps ?? findForm(form.id).helps}`),
    page: optional('page'),
    option: option => optional(`options.${option}`) ?? t(composedKey(`forms/common:withheld.${option}`)),
  }
}
