import { z } from 'zod'
import type { Faults } from '../files/content-error'
import type { ContentLanguage } from '../files/language'
import { readJson } from '../files/read-json'

const phrases = z.array(z.string().min(1)).min(1)

/** By the language that they are in: names and words that texts in other languages keep as they are. */
export type Phrases = Readonly<Record<ContentLanguage, readonly string[]>>

/**
 * Reads `phrases.json`.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readPhrases(file: { path: string; name: string }, faults: Faults): Phrases {
  return readJson(file, z.strictObject({ en: phrases, cy: phrases }), faults) ?? { en: [], cy: [] }
}
