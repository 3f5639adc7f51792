import { addDays, daysBetween, londonToday, type CalendarDay } from '../calendar'
import type { Answers, Form, FormFacts } from './form'
import { questionsAsked } from './journey'

const warnedDays = 7

/** The last day on which a draft is there, when nobody touches it again. */
export function keptUntil(touchedAt: Date, draftDays: number): CalendarDay {
  return addDays(londonToday(touchedAt), draftDays)
}

/** True in the last week, in which the person is told. */
export function goesSoon(lastDay: CalendarDay, today: CalendarDay): boolean {
  return daysBetween(today, lastDay) <= warnedDays
}

/** How far a draft is, in the questions that this person is asked as things stand. */
export function progressOf(
  form: Form,
  answers: Answers,
  facts: FormFacts,
): { readonly answered: number; readonly of: number } {
  const asked = questionsAsked(form, answers, facts)
  return { answered: asked.filter(({ id }) => answers[id] !== undefined).length, of: asked.length }
}
