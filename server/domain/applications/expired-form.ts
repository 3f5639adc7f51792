import type { CalendarDay } from '../calendar'
import { isOptional, type Answers, type Form, type FormFacts, type Question } from './form'
import { isNothing, parseAnswer, questionsAsked, type PostedAnswer } from './journey'
import { canBeRead } from './text'

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
export function isWorthSaving(question: Question, posted: PostedAnswer, today: CalendarDay): boolean {
  if (isOptional(question) && posted.choice.length === 0 && !canBeRead(posted.words)) return false
  const parsed = parseAnswer(question, posted, today)
  return parsed.ok || !(isNothing(parsed.problem) || parsed.problem === 'not-an-option')
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
