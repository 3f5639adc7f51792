import type { Database, Person } from '../../../database'
import { answeredBefore, answersGiven, findForm, type Answer, type Question } from '../../../domain/applications'
import type { Context } from '../../context'
import { formFacts } from './form-facts'

/**
 * The person's latest answer to another form's question about the same fact. In a draft, only answers to questions that
 * still apply count; an application stores no others.
 */
export async function earlierAnswer(
  database: Database,
  _context: Context,
  person: Person,
  question: Question,
): Promise<Answer | undefined> {
  if (question.fact === undefined) return undefined
  const [drafts, applications] = await Promise.all([
    database.drafts.of(person.id),
    database.applications.ofPerson(person.id),
  ])
  const earlier = [
    ...drafts.map(({ form: id, answers, updatedAt }) => {
      return { form: id, answers: answersGiven(findForm(id), answers, formFacts(person)), at: updatedAt }
    }),
    ...applications.map(({ form, answers, sentAt }) => ({ form, answers, at: sentAt })),
  ]
  return answeredBefore(
    question,
    earlier.sort((one, other) => other.at.getTime() - one.at.getTime()),
  )
}
