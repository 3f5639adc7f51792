import { z } from 'zod'
import type { Faults } from '../files/content-error'
import { readJson } from '../files/read-json'

const wording = z.string().min(1)
const draftWordsSchema = z.strictObject({
  /** The language's own name for itself. */
  name: wording,
  /** The notice that no translator has checked the page. */
  notice: wording,
  skip: wording,
  'other-side': wording,
  languages: wording,
  /** The links to the large-print page and back. */
  large: wording,
  standard: wording,
})

/** The wording around the text of a leaflet draft. */
export type DraftWords = Readonly<z.infer<typeof draftWordsSchema>>

/**
 * Reads the `words.json` of a draft's language.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readDraftWords(file: { path: string; name: string }, faults: Faults): DraftWords | null {
  return readJson(file, draftWordsSchema, faults)
}
