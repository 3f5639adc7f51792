import type { Database, Person } from '../../../database'
import {
  answeredBefore,
  answersGiven,
  findForm,
  type Answer,
  type Answers,
  type Question,
} from '../../../domain/applications'
import type { Context } from '../../context'
import { formFacts } from './form-facts'

/**
 * The person's latest answers to other forms' questions about the same facts. In a draft, only answers to questions that
 * still apply count; an application stores no others.
 */
export async function earlierAnswers(
  database: Database,
  { today }: Context,
  person: Person,
  questions: readonly Question[],
): Promise<Answers> {
  if (questions.every(({ fact }) => fact === undefined)) return {}
  const [drafts, applications] = await Promise.all([
    database.drafts.of(person.id),
    database.applications.ofPerson(person.id),
  ])
  const facts = formFacts(person, today)
  const earlier = [
    ...drafts.map(({ form: id, answers, updatedAt }) => {
      return { form: id, answers: answersGiven(findForm(id), answers, facts), at: updatedAt }
    }),
    ...applications.map(({ form, answers, sentAt }) => ({ form, answers, at: sentAt })),
  ].sort((one, other) => other.at.getTime() - one.at.getTime())
  return Object.fromEntries(
    questions
      .map(question => [question.id, answeredBefore(question, earlier)] as const)
      .filter((pair): pair is [string, Answer] => pair[1] !== undefined),
  )
}
