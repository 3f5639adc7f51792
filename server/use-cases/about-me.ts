import type { Database, Person } from '../database'
import type { ReadingHelp } from '../domain/people'
import type { Caller, Circumstances } from './circumstances'

/** Keeps the language that a person wants and what helps them to read: it changes their pages, and staff see it. */
export async function keepAboutMe(
  database: Database,
  { now }: Circumstances,
  {
    person,
    language,
    readingHelp,
    fromAddress,
  }: {
    readonly person: Person
    readonly language: Person['language']
    readonly readingHelp: readonly ReadingHelp[]
  } & Caller,
): Promise<void> {
  await database.transaction(async transaction => {
    await transaction.people.speak(person.id, language)
    await transaction.people.keepReadingHelp(person.id, readingHelp, now)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: person.id,
      personId: person.id,
      act: 'about-me-kept',
      detail: { language, readingHelp },
      fromAddress,
    })
  })
}
