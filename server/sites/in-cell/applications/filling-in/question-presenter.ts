import { questionWords, type QuestionWords } from '../../../../content/words/form-words'
import type { Translate } from '../../../../content/words/words'
import {
  isChoice,
  isDay,
  isWords,
  optionsChosen,
  splitDay,
  withheldOf,
  type Answer,
  type AnswerFault,
  type Answers,
  type PostedAnswer,
  type Question,
} from '../../../../domain/applications'
import type { CalendarDay } from '../../../../domain/calendar'
import { longDay } from '../../../../web/pages/days'
import type { Language } from '../../../../web/pages/language'
import { pagesOf, questionAddress, type OpenDraft } from './draft-in-request'
import { fieldIdOf } from './question-identity'

/** An answer that cannot be saved, or a page whose questions were declared differently when it was rendered. */
export type PageFault = AnswerFault | { readonly question: string; readonly problem: 'changed' }

/** So many options, with the two that every question has, stand beside each other on a page of several questions. */
const shortRow = 3

interface Shown {
  /** What they answered when other forms asked for the same facts. */
  readonly before: Answers
  /** Answers to show as they were typed: just posted and not saved, or posted after the session had expired. */
  readonly kept: ReadonlyMap<string, PostedAnswer>
  readonly faults: readonly PageFault[]
  readonly t: Translate
}

/** A page's questions as arguments of its macros, with their errors. */
export function presentPage(open: OpenDraft, page: readonly Question[], shown: Shown) {
  const { form } = open
  const { faults, t } = shown
  const lead = page[0] && questionWords(t, form, page[0])
  const errors = faults.flatMap(fault => {
    const question = page.find(({ id }) => id === fault.question)
    if (!question) return []
    const field = fieldIdOf(form, page, question)
    return [{ href: `#${field}`, field, text: errorText(t, fault) }]
  })
  return {
    title: page.length > 1 ? (lead?.page ?? lead?.title) : lead?.title,
    questions: page.map(question => presentQuestion(open, page, question, shown)),
    ...(errors.length > 0 && { errors }),
  }
}

function presentQuestion(
  { form, draft, facts }: OpenDraft,
  page: readonly Question[],
  question: Question,
  { before, kept, t }: Shown,
) {
  const words = questionWords(t, form, question)
  const saved = draft.answers[question.id]
  const suggested = saved === undefined ? before[question.id] : undefined
  const known = saved === undefined && suggested === undefined ? knownAnswer(question, facts) : undefined
  const answer = saved ?? suggested ?? known
  const posted = kept.get(question.id)
  const chosen = posted?.choice ?? optionsChosen(answer)
  const choice = (option: string) => ({ value: option, text: words.option(option), checked: chosen.includes(option) })
  const written = posted?.words ?? (answer !== undefined && isWords(answer) ? answer.words : '')
  const isFirst = page[0] === question
  return {
    id: question.id,
    field: fieldIdOf(form, page, question),
    suffix: isFirst ? '' : `-${question.id}`,
    kind: question.kind,
    title: words.title,
    why: words.why,
    hint: hintOf(question, words, t, suggested !== undefined ? 'before' : known !== undefined ? 'known' : undefined),
    choices: isChoice(question) ? question.options.map(choice) : [],
    inline: page.length > 1 && question.kind === 'one' && question.options.length <= shortRow,
    withheld: withheldOf(question).map(choice),
    written,
    boxes: question.kind === 'date' ? boxesOf(written, posted ? undefined : answer) : null,
    limit: question.kind === 'words' ? question.limit : null,
    long: question.kind === 'words' && question.limit > 100,
  }
}

export interface CheckRow {
  readonly question: string
  readonly answer: string
  readonly isOwn: boolean
  readonly href: string
}

/** The answers to read through before sending, in the words of their questions, each with a way to change it. */
export function presentCheck(
  open: OpenDraft,
  questions: readonly Question[],
  t: Translate,
  language: Language,
): readonly CheckRow[] {
  const { form, draft } = open
  const pages = pagesOf(open)
  return questions.map(question => {
    const words = questionWords(t, form, question)
    const page = pages.find(each => each.includes(question)) ?? [question]
    const field = fieldIdOf(form, page, question)
    const answer = draft.answers[question.id]
    return {
      question: words.title,
      answer: answerText(answer, words, t, language),
      isOwn: answer !== undefined && isWords(answer),
      href: `${questionAddress(open, question)}${page.length > 1 ? `#${field}` : ''}`,
    }
  })
}

/** An answer in words: options as they are worded, the person's own words as they wrote them. */
export function answerText(answer: Answer | undefined, words: QuestionWords, t: Translate, language: Language): string {
  if (answer === undefined) return ''
  const text = optionsChosen(answer).map(words.option).join(', ') || writtenAnswer(answer, language)
  return text === '' ? t('forms/common:nothing') : text
}

function writtenAnswer(answer: Answer | undefined, language: Language): string {
  if (answer === undefined) return ''
  if (isWords(answer)) return answer.words
  return isDay(answer) ? longDay(answer.day, language) : ''
}

/** The three boxes of a day, with the month as a number. */
function boxesOf(
  written: string,
  answer: Answer | undefined,
): readonly { name: 'day' | 'month' | 'year'; value: string }[] {
  const [year = '', month = '', day = ''] = answer !== undefined && isDay(answer) ? answer.day.split('-') : []
  const [first, second, third] = day === '' ? splitDay(written) : [String(Number(day)), String(Number(month)), year]
  return [
    { name: 'day', value: first },
    { name: 'month', value: second },
    { name: 'year', value: third },
  ]
}

/** A day that the service knows. */
function knownAnswer(question: Question, { nextHearing }: OpenDraft['facts']): { day: CalendarDay } | undefined {
  return question.kind === 'date' && question.known === 'next-hearing' && nextHearing !== null
    ? { day: nextHearing }
    : undefined
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

function errorText(t: Translate, fault: PageFault): string {
  const parameters = fault.problem === 'too-long' ? { count: fault.over, limit: fault.limit } : {}
  return t(`forms/common:errors.${fault.problem}`, parameters)
}
