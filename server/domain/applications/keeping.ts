import { addDays, daysBetween, londonToday, type CalendarDay } from '../calendar'
import type { Answers, Form, FormFacts } from './form'
import { questionsAsked } from './journey'

const warnedDays = 7

/** The last day of a draft that is not edited again. */
export function lastDayOfDraft(touchedAt: Date, draftDays: number): CalendarDay {
  return addDays(londonToday(touchedAt), draftDays)
}

/** Whether the draft expires within a week, in which case the person is told. */
export function expiresSoon(lastDay: CalendarDay, today: CalendarDay): boolean {
  return daysBetween(today, lastDay) <= warnedDays
}

/** The progress of a draft, counted in the questions that currently apply. */
export function progressOf(
  form: Form,
  answers: Answers,
  facts: FormFacts,
): { readonly answered: number; readonly of: number } {
  const questions = questionsAsked(form, answers, facts)
  return { answered: questions.filter(({ id }) => answers[id] !== undefined).length, of: questions.length }
}
