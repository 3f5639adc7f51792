import { daysBetween, type CalendarDay } from '../calendar'
import type { Topic } from '../topics'
import {
  withheldAnswers,
  type Answer,
  type Answers,
  type Condition,
  type Form,
  type FormFacts,
  type Question,
} from './form'
import { parseText } from './text'

/** The questions that apply to a person, in order, given the answers so far. */
export function questionsAsked(form: Form, answers: Answers, facts: FormFacts): readonly Question[] {
  const questions: Question[] = []
  for (const question of form.questions) {
    const applicable = pick(
      answers,
      questions.map(({ id }) => id),
    )
    if (question.estate && question.estate !== facts.estate) continue
    if (question.when && !allTrue(question.when, applicable)) continue
    questions.push(question)
  }
  return questions
}

/** The first unanswered question, or undefined when the form is ready to check and send. */
export function nextQuestion(form: Form, answers: Answers, facts: FormFacts): Question | undefined {
  return questionsAsked(form, answers, facts).find(question => !isAnswered(question, answers[question.id]))
}

/** The answers to questions that apply; answers to questions ruled out since are left out. */
export function answersGiven(form: Form, answers: Answers, facts: FormFacts): Answers {
  return pick(
    answers,
    questionsAsked(form, answers, facts)
      .filter(question => isAnswered(question, answers[question.id]))
      .map(({ id }) => id),
  )
}

/** Whether a saved answer is one to the question as it is declared now: a draft can be older than the form's version. */
function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (answer === undefined) return false
  if (isWords(answer)) return question.kind === 'words'
  if (typeof answer === 'string' && isWithheld(answer)) return true
  if (question.kind === 'words' || (question.kind === 'one') !== (typeof answer === 'string')) return false
  return [answer].flat().every(option => question.options.includes(option))
}

/** Whether an answer raises a safety concern (forms.md: safetyConcern). */
export function raisesConcern(form: Form, answers: Answers): boolean {
  return questionsOfConcern(form, answers).length > 0
}

/** The ids of the questions whose answers raise a safety concern: all that safety and POMs learn of what was answered. */
export function questionsOfConcern(form: Form, answers: Answers): readonly string[] {
  return form.questions.filter(question => isConcern(question, answers[question.id])).map(({ id }) => id)
}

/** Whether the answer to a question says that somebody may not be safe. */
export function isConcern(question: Question, answer: Answer | undefined): boolean {
  return question.concern !== undefined && includesAny(answer, question.concern)
}

/** Whether an answer ends the form, because it is not the right time to continue. */
export function stopsHere(question: Question, answer: Answer): boolean {
  return question.stop !== undefined && includesAny(answer, question.stop)
}

/** The topic of an application with these answers (forms.md, the table). */
export function topicOf(form: Form, answers: Answers, facts: FormFacts, today: CalendarDay): Topic {
  const fits = form.topics.find(
    rule =>
      (!rule.when || allTrue(rule.when, answers)) &&
      (rule.leavesWithinDays === undefined || leavesWithin(rule.leavesWithinDays, facts.releaseDate, today)),
  )
  return (fits ?? form.topics[form.topics.length - 1] ?? form.topics[0]).topic
}

function leavesWithin(days: number, releaseDate: CalendarDay | null, today: CalendarDay): boolean {
  return releaseDate !== null && releaseDate >= today && daysBetween(today, releaseDate) <= days
}

function allTrue(conditions: readonly Condition[], answers: Answers): boolean {
  return conditions.every(({ question, is }) => includesAny(answers[question], is))
}

function includesAny(answer: Answer | undefined, options: readonly string[]): boolean {
  if (answer === undefined || isWords(answer)) return false
  return (typeof answer === 'string' ? [answer] : answer).some(option => options.includes(option))
}

/** Whether an answer is free text. */
export function isWords(answer: Answer): answer is { readonly words: string } {
  return typeof answer === 'object' && 'words' in answer
}

function pick(answers: Answers, ids: readonly string[]): Answers {
  return Object.fromEntries(ids.flatMap(id => (answers[id] === undefined ? [] : [[id, answers[id]]])))
}

export type AnswerProblem =
  | { readonly problem: 'nothing-chosen' | 'nothing-written' | 'not-an-option' | 'alone' | 'both' }
  | { readonly problem: 'too-long'; readonly limit: number; readonly over: number }

/** The submitted fields of a question: ticked options and typed text. */
export interface PostedAnswer {
  readonly choice: readonly string[]
  readonly words: string
}

/**
 * Parses a submitted answer into either a value or a problem.
 *
 * @param posted untrusted input
 */
export function parseAnswer(
  question: Question,
  posted: PostedAnswer,
): { readonly ok: true; readonly answer: Answer } | ({ readonly ok: false } & AnswerProblem) {
  return question.kind === 'words' ? parseWords(question.limit, posted) : parseChoice(question, posted.choice)
}

function parseChoice(question: Exclude<Question, { kind: 'words' }>, posted: readonly string[]) {
  const choice = [...new Set(posted)]
  const [first] = choice
  if (first === undefined) return { ok: false, problem: 'nothing-chosen' } as const
  if (choice.some(option => !isOption(question, option))) return { ok: false, problem: 'not-an-option' } as const
  if (question.kind === 'one') {
    return choice.length === 1 ? ({ ok: true, answer: first } as const) : ({ ok: false, problem: 'alone' } as const)
  }
  const isExclusive = choice.some(option => option === question.alone || isWithheld(option))
  if (isExclusive && choice.length > 1) return { ok: false, problem: 'alone' } as const
  return {
    ok: true,
    answer: isWithheld(first) ? first : question.options.filter(option => choice.includes(option)),
  } as const
}

function parseWords(limit: number, posted: PostedAnswer) {
  const words = parseText(posted.words, limit)
  const [withheld, ...more] = new Set(posted.choice)
  if (withheld !== undefined && (more.length > 0 || !isWithheld(withheld)))
    return { ok: false, problem: 'not-an-option' } as const
  if (!words.ok && words.problem === 'nothing-written' && withheld !== undefined) {
    return { ok: true, answer: withheld } as const
  }
  if (withheld !== undefined) return { ok: false, problem: 'both' } as const
  if (words.ok) return { ok: true, answer: { words: words.text } } as const
  return words.problem === 'too-long'
    ? ({ ok: false, problem: 'too-long', limit, over: words.over } as const)
    : ({ ok: false, problem: words.problem } as const)
}

function isOption(question: Exclude<Question, { kind: 'words' }>, option: string): boolean {
  return question.options.includes(option) || isWithheld(option)
}

function isWithheld(option: string): boolean {
  return (withheldAnswers as readonly string[]).includes(option)
}
