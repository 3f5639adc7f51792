import type { Database, Person } from '../../../database'
import type { TaskId } from '../../../domain/checklist'
import type { Difficulty, PrivateTime, ReadingHelp } from '../../../domain/people'
import type { Caller, Context } from '../../context'

/** What a person says of themselves (forms.md, about-you). */
export interface AboutMeAnswers {
  readonly language: Person['language']
  readonly readingHelp: readonly ReadingHelp[]
  /** What the person finds hard; `taken-back` clears it, undefined leaves it unchanged. */
  readonly hard: readonly Difficulty[] | 'taken-back' | undefined
  /** Whether it is a good time to talk in private; undefined leaves it unchanged. */
  readonly privateTime: PrivateTime | undefined
}

/**
 * Saves a person's language, reading help and difficulties, which does the tasks that ask for them. The first two change their pages; staff within scope see
 * all three, except that difficulties are left out of the audit, which outlives the record.
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
    const done: readonly TaskId[] =
      hard === undefined && readingHelp.length === 0
        ? ['language-and-format']
        : ['language-and-format', 'support-you-need']
    for (const task of done) await transaction.tasks.set(person.id, task, 'done', now)
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
