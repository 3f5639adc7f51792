import type { Database, Person } from '../../../database'
import type { FirstAnswers } from '../../../domain/checklist'
import type { Context } from '../../context'

/** What a person said at first use; null while they were not asked. */
export async function firstAnswersOf(
  database: Database,
  _context: Context,
  person: Person,
): Promise<FirstAnswers | null> {
  return (await database.firstAnswers.ofPeople([person.id])).get(person.id) ?? null
}

/** Keeps what a person said at first use; none at all records that they were asked, so that it happens once. */
export function keepFirstAnswers(
  database: Database,
  { now }: Context,
  person: Person,
  answers: FirstAnswers,
): Promise<void> {
  return database.firstAnswers.keep(person.id, answers, now)
}
