import type { Database, Person } from '../../database'

/** Remembers the language that a person chose, for their later sessions. */
export function setLanguage(database: Database, personId: number, language: Person['language']): Promise<void> {
  return database.people.speak(personId, language)
}
