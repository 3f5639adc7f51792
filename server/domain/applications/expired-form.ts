import type { Answers, Form, FormFacts, Question } from './form'
import { parseAnswer, questionsAsked, type PostedAnswer } from './journey'

/** A page may stay open for a day in the cell, but not until the next. */
const pageHours = 12

/**
 * Whether a page may still submit without a session. It expires after 12 hours, and when the person signs out, because
 * somebody else may use the device next.
 */
export function pageIsStillValid(madeAt: Date, now: Date, finishedAt: Date | undefined): boolean {
  const age = now.getTime() - madeAt.getTime()
  return age <= pageHours * 60 * 60 * 1000 && (finishedAt === undefined || madeAt > finishedAt)
}

/**
 * Whether there is anything to save: an answer, or something that could become one, such as a text that is too long.
 */
export function isWorthSaving(question: Question, posted: PostedAnswer): boolean {
  const parsed = parseAnswer(question, posted)
  return parsed.ok || !['nothing-chosen', 'nothing-written', 'not-an-option'].includes(parsed.problem)
}

/** The first question, of those that currently apply, with an expired answer to review. */
export function questionToReview(
  form: Form,
  answers: Answers,
  facts: FormFacts,
  toReview: readonly string[],
): Question | undefined {
  return questionsAsked(form, answers, facts).find(({ id }) => toReview.includes(id))
}
