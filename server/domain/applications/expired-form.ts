import type { Answers, Form, FormFacts, Question } from './form'
import { parseAnswer, questionsAsked, type PostedAnswer } from './journey'

/** A page may stay open for a day in the cell, but not until the next. */
const pageHours = 12

/**
 * Whether a page may still post without a session: not after 12 hours, and not after the person has finished, because
 * somebody else may then sit in front of it.
 */
export function pageIsStillValid(madeAt: Date, now: Date, finishedAt: Date | undefined): boolean {
  const age = now.getTime() - madeAt.getTime()
  return age <= pageHours * 60 * 60 * 1000 && (finishedAt === undefined || madeAt > finishedAt)
}

/** Whether there is anything to save: an answer, or something to correct into one, such as too many words. */
export function isWorthSaving(question: Question, posted: PostedAnswer): boolean {
  const parsed = parseAnswer(question, posted)
  return parsed.ok || !['nothing-chosen', 'nothing-written', 'not-an-option'].includes(parsed.problem)
}

/** The first question that this person is asked at present and that is among those to review. */
export function questionToReview(
  form: Form,
  answers: Answers,
  facts: FormFacts,
  toReview: readonly string[],
): Question | undefined {
  return questionsAsked(form, answers, facts).find(({ id }) => toReview.includes(id))
}
