import type { Words } from '../../server/content/words/words'

/** The languages in which a key needs words and has none, each as a line for a failure. The console is in English. */
export function missingWords(words: Words, key: string): readonly string[] {
  const languages = key.startsWith('console/') ? ['en'] : ['en', 'cy']
  return languages.filter(language => !hasWords(words, key, language)).map(language => `${key} in ${language}`)
}

/** With a count, because the key of a plural has no words without one. */
function hasWords(words: Words, key: string, language: string): boolean {
  try {
    words.in(language)(key as never, { count: 2 })
    return true
  } catch {
    return false
  }
}
