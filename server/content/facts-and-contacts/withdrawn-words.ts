import { z } from 'zod'
import type { Faults } from '../files/content-error'
import { contentLanguages, draftLanguages, type ContentLanguage, type TextLanguage } from '../files/language'
import { readJson } from '../files/read-json'

const wording = z.string().min(1)
const inEvery = <Language extends string>(languages: readonly Language[]) =>
  z.strictObject(Object.fromEntries(languages.map(language => [language, wording])) as Record<Language, typeof wording>)
const inTexts = inEvery<TextLanguage>([...contentLanguages, ...draftLanguages])

const withdrawnSchema = z.strictObject({ fact: inTexts, number: inTexts, contact: inEvery(contentLanguages) })

/** The wording shown in place of withdrawn facts and contacts. */
export interface WithdrawnWords {
  /** In place of an amount, time or limit, wherever it stands in a sentence. */
  fact: Readonly<Record<TextLanguage, string>>
  /** In place of a telephone number. */
  number: Readonly<Record<TextLanguage, string>>
  /** In place of a contact's details, after its name. */
  contact: Readonly<Record<ContentLanguage, string>>
}

/**
 * Reads `withdrawn.json`.
 *
 * @param file the file's path, and its name as faults should give it
 */
export function readWithdrawnWords(file: { path: string; name: string }, faults: Faults): WithdrawnWords | null {
  return readJson(file, withdrawnSchema, faults)
}
