import type { Database, Person } from '../../../database'
import type { Context } from '../../context'

/** Remembers the language that a person chose, for their later sessions. */
export function setLanguage(
  database: Database,
  _context: Context,
  personId: number,
  language: Person['language'],
): Promise<void> {
  return database.people.speak(personId, language)
}
