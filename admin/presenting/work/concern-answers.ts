import type { Translate } from '../../../server/content/words/words'
import type { Application } from '../../../server/database'
import { findForm, questionsOfConcern } from '../../../server/domain/applications'
import { presentAnswers } from '../applications/answers'

/** The answers with which somebody said that they may not be safe, and no others; empty where they gave none. */
export function concernAnswers(application: Application, t: Translate): string {
  const concerning = new Set(questionsOfConcern(findForm(application.form), application.answers))
  return presentAnswers(application, t)
    .filter(({ id }) => concerning.has(id))
    .map(({ question, answers }) => `${question} ${answers.join(', ')}`)
    .join('; ')
}
