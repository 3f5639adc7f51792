import { questionWords, type QuestionWords } from '../../../../content/words/form-words'
import type { Translate } from '../../../../content/words/words'
import type { Person } from '../../../../database'
import {
  isWords,
  withheldAnswers,
  type Answer,
  type AnswerProblem,
  type Answers,
  type Form,
  type Question,
} from '../../../../domain/applications'
import { longDay } from '../../../../web/pages/days'
import type { Language } from '../../../../web/pages/language'

/** An answer that cannot be saved, or a question that was declared differently when the page was rendered. */
export type QuestionProblem = AnswerProblem | { readonly problem: 'changed' }

/** Where the error summary's link lands: the first choice, or the text box. */
const fieldId = 'answer'

export interface QuestionToShow {
  readonly form: Form
  readonly question: Question
  readonly answer: Answer | undefined
  /** What they answered when another form asked for the same fact. */
  readonly before: Answer | undefined
  readonly person: Pick<Person, 'releaseDate'>
  readonly t: Translate
  readonly language: Language
  /** Set when the answer just posted was not saved; it is then shown again as it was typed. */
  readonly problem?: QuestionProblem
  readonly posted?: { readonly choice: readonly string[]; readonly words: string }
}

/** One question as arguments of the page's macros, with its error if there is one. */
export function presentQuestion({
  form,
  question,
  answer,
  before,
  person,
  t,
  language,
  problem,
  posted,
}: QuestionToShow) {
  const words = questionWords(t, form, question)
  const suggested = answer === undefined ? before : undefined
  const shown = answer ?? suggested
  const chosen = posted ? posted.choice : chosenIn(shown)
  const known = answer === undefined ? knownAnswer(question, person, language) : undefined
  const written = posted?.words ?? (shown !== undefined && isWords(shown) ? shown.words : known)
  const error = problem && { href: `#${fieldId}`, field: fieldId, text: errorText(t, problem) }
  return {
    question: {
      kind: question.kind,
      title: words.title,
      hint: hintOf(question, words, t, suggested !== undefined ? 'before' : known !== undefined ? 'known' : undefined),
      why: words.why,
      choices: question.kind === 'words' ? [] : question.options.map(option => choice(option, words, chosen)),
      withheld: withheldAnswers.map(option => choice(option, words, chosen)),
      written,
      long: question.kind === 'words' && question.limit > 100,
    },
    ...(error && { errors: [error] }),
  }
}

export interface CheckRow {
  readonly key: { readonly text: string }
  readonly value: { readonly text: string }
  readonly actions: { readonly items: readonly { href: string; text: string; visuallyHiddenText: string }[] }
}

/** The answers to read through before sending, each with a way to change it. */
export function presentCheck(
  form: Form,
  questions: readonly Question[],
  answers: Answers,
  t: Translate,
  addressOf: (question: Question) => string,
): readonly CheckRow[] {
  return questions.map(question => {
    const words = questionWords(t, form, question)
    return {
      key: { text: words.short },
      value: { text: answerText(answers[question.id], words) },
      actions: {
        items: [
          { href: addressOf(question), text: t('in-cell/applications:check.change'), visuallyHiddenText: words.short },
        ],
      },
    }
  })
}

/** An answer in words: options as they are worded, the person's own words as they wrote them. */
export function answerText(answer: Answer | undefined, words: QuestionWords): string {
  if (answer === undefined) return ''
  if (isWords(answer)) return answer.words
  return [answer].flat().map(words.option).join(', ')
}

function choice(option: string, words: QuestionWords, chosen: readonly string[]) {
  return { value: option, text: words.option(option), checked: chosen.includes(option) }
}

function chosenIn(answer: Answer | undefined): readonly string[] {
  return answer === undefined || isWords(answer) ? [] : [answer].flat()
}

function knownAnswer(question: Question, person: Pick<Person, 'releaseDate'>, language: Language): string | undefined {
  if (question.kind !== 'words' || question.known !== 'release-date' || person.releaseDate === null) return undefined
  return longDay(person.releaseDate, language)
}

function hintOf(
  question: Question,
  words: QuestionWords,
  t: Translate,
  filledIn: 'before' | 'known' | undefined,
): string {
  const hints = [
    words.hint,
    filledIn && t(`forms/common:hints.${filledIn}`),
    question.kind === 'many' ? t('forms/common:hints.many') : undefined,
    question.kind === 'words' ? t('forms/common:hints.limit', { limit: question.limit }) : undefined,
  ]
  return hints.filter(hint => hint !== undefined).join(' ')
}

function errorText(t: Translate, problem: QuestionProblem): string {
  const parameters = problem.problem === 'too-long' ? { count: problem.over, limit: problem.limit } : {}
  return t(`forms/common:errors.${problem.problem}`, parameters)
}
