import type { Database, Person } from '../../../database'
import type { FirstAnswers } from '../../../domain/checklist'
import type { Context } from '../../context'

/** Keeps what a person said at first use; none at all puts the questions off, and they are not shown again unasked. */
export function keepFirstAnswers(
  database: Database,
  { now }: Context,
  person: Person,
  answers: FirstAnswers,
): Promise<void> {
  return database.firstAnswers.keep(person.id, answers, now)
}
