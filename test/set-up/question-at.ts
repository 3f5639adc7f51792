import type { Form, Question } from '../../server/domain/applications'
import { questionKey } from '../../server/sites/in-cell/applications/filling-in/question-identity'

/** The question whose page has this address. */
export function questionAt(form: Form, path: string): Question {
  const key = path.split('/').at(-1)
  const question = form.questions.find(each => questionKey(form, each) === key)
  if (!question) throw new Error(`No question of ${form.id} is at ${path}`)
  return question
}
