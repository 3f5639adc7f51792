import { z } from 'zod'
import type { Faults } from '../files/content-error'
import type { ContentLanguage } from '../files/language'
import { readJson } from '../files/read-json'

const sameAs = z.record(z.string().regex(/^\p{Ll}+$/u), z.array(z.string().min(1)).min(1))
const searchWordsSchema = z.strictObject({ en: sameAs, cy: sameAs })

/** Search synonyms by language: the word that people type and the word that texts use. */
export type SearchWords = Readonly<Record<ContentLanguage, ReadonlyMap<string, readonly string[]>>>

/**
 * Reads `search-words.json`.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readSearchWords(file: { path: string; name: string }, faults: Faults): SearchWords {
  const read = readJson(file, searchWordsSchema, faults)
  return { en: new Map(Object.entries(read?.en ?? {})), cy: new Map(Object.entries(read?.cy ?? {})) }
}
