import type { ContentLanguage } from '../../content/files/language'
import type { Database, PageAnswer } from '../../database'
import type { Context } from '../context'

/** Records an answer to "Was this page hard to understand?". */
export function recordPageFeedback(
  database: Database,
  { now }: Context,
  answer: { readonly page: string; readonly answer: PageAnswer; readonly language: ContentLanguage },
): Promise<void> {
  return database.pageFeedback.add({ ...answer, at: now })
}
