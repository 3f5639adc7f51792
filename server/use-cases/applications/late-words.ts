import type { Database, WordsPlace } from '../../database'
import { pageStillCounts } from '../../domain/applications'
import { isTask } from '../../domain/checklist'
import type { Caller, Context } from '../context'

/** The page of a form for words of one's own, as it was made for somebody who was signed in. */
export interface WordsPage extends WordsPlace {
  readonly personId: number
  readonly madeAt: Date
}

/**
 * Keeps the words that a page posted after its session had ended, for the person to look at. Nobody else sees them, and
 * they are neither sent nor noted (decision 73).
 *
 * @param page proven: nobody but the service can have made it
 * @returns `nothing-given` when there were no words; `refused` when the page no longer counts, whatever the reason
 */
export function keepLateWords(
  database: Database,
  { now }: Context,
  { page, words, fromAddress }: { readonly page: WordsPage; readonly words: string } & Caller,
): Promise<'kept' | 'nothing-given' | 'refused'> {
  return database.transaction(async transaction => {
    const { personId, kind, about, madeAt } = page
    const person = await transaction.people.lock(personId)
    if (!person || !(await isThere(transaction, page))) return 'refused'
    if (!pageStillCounts(madeAt, now, await transaction.inCellSessions.finishedAt(personId))) return 'refused'
    if (words.trim() === '') return 'nothing-given'
    const kept = await transaction.lateWords.keep({ personId, kind, about, words, pageMadeAt: madeAt, keptAt: now })
    // Nobody had to sign in for this, so it is written down that it happened.
    if (kept === 'kept')
      await transaction.audit.record({ site: 'my', personId, action: 'late-words-kept', fromAddress })
    return kept === 'refused' ? 'refused' : 'kept'
  })
}

async function isThere(database: Database, { personId, kind, about }: WordsPage): Promise<boolean> {
  if (kind === 'note') return isTask(about)
  return (await database.applications.findOfPerson(about, personId)) !== undefined
}

/** Keeps a person's own note on a task, or removes it. Words for it that came late have been looked at then. */
export function keepOwnNote(
  database: Database,
  { now }: Context,
  { personId, task, note }: { readonly personId: number; readonly task: string; readonly note: string | null },
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.tasks.keepNote(personId, task, note, now)
    await transaction.lateWords.settle(personId, { kind: 'note', about: task })
  })
}
