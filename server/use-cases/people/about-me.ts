import type { Database, Person } from '../../database'
import type { Difficulty, PrivateTime, ReadingHelp } from '../../domain/people'
import type { Caller, Context } from '../context'

/** What a person says of themselves (A00). */
export interface AboutMeAnswers {
  readonly language: Person['language']
  readonly readingHelp: readonly ReadingHelp[]
  /** What they find hard; `taken-back` removes what they said before, undefined leaves it. */
  readonly hard: readonly Difficulty[] | 'taken-back' | undefined
  /** Whether it is a good time to talk in private; undefined leaves what they said before. */
  readonly privateTime: PrivateTime | undefined
}

/**
 * Keeps the language that a person wants, what helps them to read and what is hard for them: the first two change their
 * pages, and staff who may see the person see the rest. What is hard is not in the audit, which outlives the record.
 */
export async function keepAboutMe(
  database: Database,
  { now }: Context,
  {
    person,
    language,
    readingHelp,
    hard,
    privateTime,
    fromAddress,
  }: { readonly person: Person } & AboutMeAnswers & Caller,
): Promise<void> {
  await database.transaction(async transaction => {
    await transaction.people.speak(person.id, language)
    await transaction.people.keepReadingHelp(person.id, readingHelp, now)
    if (hard === 'taken-back') await transaction.aboutMe.takeBackHard(person.id)
    else if (hard) await transaction.aboutMe.keepHard(person.id, hard, now)
    if (privateTime) await transaction.aboutMe.keepPrivateTime(person.id, privateTime, now)
    await transaction.audit.record({
      site: 'my',
      actingPersonId: person.id,
      personId: person.id,
      action: 'about-me-kept',
      detail: { language, readingHelp },
      fromAddress,
    })
  })
}
