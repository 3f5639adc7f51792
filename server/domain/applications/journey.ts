import { daysBetween, type CalendarDay } from '../calendar'
import type { Topic } from '../topics'
import { parseDay, type DateProblem } from './day'
import {
  isChoice,
  isOptional,
  withheldAnswers,
  type Answer,
  type Answers,
  type ChoiceQuestion,
  type Condition,
  type Form,
  type FormFacts,
  type Question,
  type WordsQuestion,
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
    if (!isFor(question, answers, facts)) continue
    if (question.when && !allTrue(question.when, applicable)) continue
    questions.push(question)
  }
  return questions
}

/** Whether a question is one for this person today, whatever they answered before it. */
function isFor({ id, estate, unlessKnown, onceADay }: Question, answers: Answers, facts: FormFacts): boolean {
  if (estate && estate !== facts.estate) return false
  if (unlessKnown === 'release-date' && facts.releaseDate !== null) return false
  return !onceADay || !facts.saidIfSafeToday || answers[id] !== undefined
}

type Pages = readonly (readonly Question[])[]

/**
 * The questions that apply, page by page. A question that depends on another of its page is there as long as that one
 * is: which of them apply is known once the page is posted.
 */
export function pagesAsked(form: Form, answers: Answers, facts: FormFacts): Pages {
  return pagesThat(form, answers, facts, () => false)
}

/** The pages that a person has passed or may still come to, which is how long the form is for them. */
export function pagesAhead(form: Form, answers: Answers, facts: FormFacts): Pages {
  return pagesThat(form, answers, facts, answer => answer === undefined)
}

function pagesThat(form: Form, answers: Answers, facts: FormFacts, isOpen: (answer?: Answer) => boolean): Pages {
  const pages: Question[][] = []
  for (const declared of declaredPages(form)) {
    const page: Question[] = []
    const holds = ({ question, is }: Condition) => {
      if (declared.some(({ id }) => id === question)) return page.some(({ id }) => id === question)
      if (!pages.flat().some(({ id }) => id === question)) return false
      return isOpen(answers[question]) || includesAny(answers[question], is)
    }
    for (const question of declared) {
      if (isFor(question, answers, facts) && (question.when ?? []).every(holds)) page.push(question)
    }
    if (page.length > 0) pages.push(page)
  }
  return pages
}

function declaredPages({ questions }: Form): readonly (readonly Question[])[] {
  const pages: Question[][] = []
  for (const question of questions) {
    const last = pages.at(-1)
    if (question.samePage && last) last.push(question)
    else pages.push([question])
  }
  return pages
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
  if (isWords(answer)) return question.kind === 'words' && (question.optional === true || answer.words !== '')
  if (isDay(answer)) return question.kind === 'date'
  if (typeof answer === 'string' && isWithheld(answer)) return true
  if (!isChoice(question) || (question.kind === 'one') !== (typeof answer === 'string')) return false
  if (answer.length === 0) return isOptional(question)
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
  return optionsChosen(answer).some(option => options.includes(option))
}

/** The options in an answer; none in words and days. */
export function optionsChosen(answer: Answer | undefined): readonly string[] {
  return answer === undefined || isWords(answer) || isDay(answer) ? [] : [answer].flat()
}

/** Whether an answer is free text. */
export function isWords(answer: Answer): answer is { readonly words: string } {
  return typeof answer === 'object' && 'words' in answer
}

/** Whether an answer is a day. */
export function isDay(answer: Answer): answer is { readonly day: CalendarDay } {
  return typeof answer === 'object' && 'day' in answer
}

function pick(answers: Answers, ids: readonly string[]): Answers {
  return Object.fromEntries(ids.flatMap(id => (answers[id] === undefined ? [] : [[id, answers[id]]])))
}

export type AnswerProblem =
  | { readonly problem: 'nothing-chosen' | 'nothing-written' | 'not-an-option' | 'alone' | 'both' | DateProblem }
  | { readonly problem: 'too-long'; readonly limit: number; readonly over: number }

/** The submitted fields of a question: ticked options and typed text. The three boxes of a day are one text. */
export interface PostedAnswer {
  readonly choice: readonly string[]
  readonly words: string
}

/** What a page of questions posts: the fields of its first question, and of the others by their ids. */
export interface PostedPage extends PostedAnswer {
  readonly others: ReadonlyMap<string, PostedAnswer>
}

/** What a page posts for one of its questions. @param first the id of the page's first question when it was rendered */
export function postedFor(posted: PostedPage, { id }: Question, first: string): PostedAnswer {
  return id === first ? posted : (posted.others.get(id) ?? { choice: [], words: '' })
}

type ParsedAnswer = { readonly ok: true; readonly answer: Answer } | ({ readonly ok: false } & AnswerProblem)

/**
 * Parses a submitted answer into either a value or a problem.
 *
 * @param posted untrusted input
 */
export function parseAnswer(question: Question, posted: PostedAnswer, today: CalendarDay): ParsedAnswer {
  if (isChoice(question)) return parseChoice(question, posted.choice)
  const given =
    question.kind === 'date' ? parseDay(posted.words, question.side, today) : parseWords(question, posted.words)
  const [withheld, ...more] = new Set(posted.choice)
  if (withheld === undefined) return given
  if (more.length > 0 || !isWithheld(withheld)) return { ok: false, problem: 'not-an-option' }
  const isEmpty = given.ok ? isWords(given.answer) && given.answer.words === '' : isNothing(given.problem)
  return isEmpty ? { ok: true, answer: withheld } : { ok: false, problem: 'both' }
}

/** Whether a problem is that nothing was given at all. */
export function isNothing(problem: AnswerProblem['problem']): boolean {
  return ['nothing-chosen', 'nothing-written', 'no-day'].includes(problem)
}

function parseChoice(question: ChoiceQuestion, posted: readonly string[]): ParsedAnswer {
  const choice = [...new Set(posted)]
  const [first] = choice
  if (first === undefined)
    return isOptional(question) ? { ok: true, answer: [] } : { ok: false, problem: 'nothing-chosen' }
  if (choice.some(option => !isOption(question, option))) return { ok: false, problem: 'not-an-option' }
  if (question.kind === 'one') {
    return choice.length === 1 ? { ok: true, answer: first } : { ok: false, problem: 'alone' }
  }
  const isExclusive = choice.some(option => option === question.alone || isWithheld(option))
  if (isExclusive && choice.length > 1) return { ok: false, problem: 'alone' }
  return {
    ok: true,
    answer: isWithheld(first) ? first : question.options.filter(option => choice.includes(option)),
  }
}

function parseWords({ limit, optional }: WordsQuestion, posted: string): ParsedAnswer {
  const words = parseText(posted, limit)
  if (words.ok) return { ok: true, answer: { words: words.text } }
  if (words.problem === 'too-long') return { ok: false, problem: 'too-long', limit, over: words.over }
  return optional ? { ok: true, answer: { words: '' } } : { ok: false, problem: words.problem }
}

/** A problem in the answer to one question of several. */
export type AnswerFault = AnswerProblem & { readonly question: string }

/**
 * Reads several questions that were posted together. Leaves out those that do not apply after the answers before them.
 *
 * @param questions of the form, in its order; `given` has the answers to others
 */
export function readAnswers(
  form: Form,
  questions: readonly Question[],
  {
    posted,
    given,
    facts,
    today,
  }: {
    readonly posted: (question: Question) => PostedAnswer
    readonly given: Answers
    readonly facts: FormFacts
    readonly today: CalendarDay
  },
): { readonly answers: Answers; readonly faults: readonly AnswerFault[] } {
  const others = Object.fromEntries(Object.entries(given).filter(([id]) => questions.every(each => each.id !== id)))
  const answers: Record<string, Answer> = {}
  const faults: AnswerFault[] = []
  for (const question of questions) {
    if (!questionsAsked(form, { ...others, ...answers }, facts).includes(question)) continue
    const read = parseAnswer(question, posted(question), today)
    if (read.ok) answers[question.id] = read.answer
    else faults.push({ ...read, question: question.id })
  }
  return { answers, faults }
}

/** The withheld answers that a question has: one that can be left empty needs none. */
export function withheldOf(question: Question): readonly string[] {
  return isOptional(question) ? [] : withheldAnswers
}

function isOption(question: ChoiceQuestion, option: string): boolean {
  return question.options.includes(option) || isWithheld(option)
}

function isWithheld(option: string): boolean {
  return (withheldAnswers as readonly string[]).includes(option)
}
