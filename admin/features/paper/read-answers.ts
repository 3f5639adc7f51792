import {
  readAnswers,
  type AnswerFault,
  type Answers,
  type Form,
  type FormFacts,
} from '../../../server/domain/applications'
import type { CalendarDay } from '../../../server/domain/calendar'
import type { Parsed } from '../../forms/form'

type Body = Readonly<Record<string, unknown>>

/** Reads a whole form from one page by the rules that hold for each of its pages in the cell. */
export function readPaper(form: Form, body: Body, facts: FormFacts, today: CalendarDay): Parsed<Answers, AnswerFault> {
  const { answers, faults } = readAnswers(form, form.questions, {
    posted: ({ id }) => postedFor(body, id),
    given: {},
    facts,
    today,
  })
  const [first, ...others] = faults
  return first ? { ok: false, faults: [first, ...others] } : { ok: true, value: answers }
}

/** The options selected and the text typed for a question; values that are not text are ignored. */
export function postedFor(body: Body, question: string): { choice: readonly string[]; words: string } {
  const words = body[`words-${question}`]
  return {
    choice: [body[`choice-${question}`]].flat().filter(each => typeof each === 'string'),
    words: typeof words === 'string' ? words : '',
  }
}
