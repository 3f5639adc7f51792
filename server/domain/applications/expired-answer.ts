import type { Answers, Form, FormFacts, Question } from './form'
import { parseAnswer, questionsAsked, type PostedAnswer } from './journey'

/** A page may stay open over a day in the cell, and not until the next. */
const pageHours = 12

/**
 * Whether what a page posts without a session is still kept for the person whom it was made for: not for ever, and not
 * after they have finished, when somebody else may sit before it.
 */
export function pageStillCounts(madeAt: Date, now: Date, finishedAt: Date | undefined): boolean {
  const age = now.getTime() - madeAt.getTime()
  return age <= pageHours * 60 * 60 * 1000 && (finishedAt === undefined || madeAt > finishedAt)
}

/** Whether there is anything to keep: an answer, or what could be made one, such as words that are too many. */
export function givesSomething(question: Question, posted: PostedAnswer): boolean {
  const parsed = parseAnswer(question, posted)
  return parsed.ok || !['nothing-chosen', 'nothing-written', 'not-an-option'].includes(parsed.problem)
}

/** The first question, of those asked as things stand, with an answer that waits to be looked at. */
export function questionToLookAt(
  form: Form,
  answers: Answers,
  facts: FormFacts,
  waiting: readonly string[],
): Question | undefined {
  return questionsAsked(form, answers, facts).find(({ id }) => waiting.includes(id))
}
