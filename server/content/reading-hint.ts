import type { ContentLanguage } from './language'
import { fleschKincaidGrade, sentences, syllablesIn, withoutNames, wordsIn } from './reading'

/** How hard a few sentences are to read. A formula does not know what people know: it is a hint and no verdict. */
export interface ReadingHint {
  readonly language: ContentLanguage
  /** In years; null in Welsh, which the formula cannot measure. */
  readonly age: number | null
  readonly longSentences: readonly string[]
  /** In English alone; each once. */
  readonly hardWords: readonly string[]
}

/** Plain English asks for sentences of no more words than this; see design norms, content style. */
export const longestPlainSentence = 20

/** What people read everywhere in this service, so that it is not hard here. */
const knownHere = new Set(['application', 'applications', 'appointment', 'everything', 'information', 'something'])

const littleWords: Readonly<Record<ContentLanguage, ReadonlySet<string>>> = {
  en: new Set(['the', 'and', 'you', 'your', 'we', 'is', 'are', 'will', 'to', 'of', 'not', 'it', 'can', 'have']),
  cy: new Set(['y', 'yr', 'yn', 'mae', 'chi', 'ni', 'eich', 'wedi', 'ddim', 'hyn', 'wrth', 'gyda', 'bydd', 'ar']),
}

/**
 * @param text what somebody wrote, with lines of its own
 * @param names what readNames gives
 */
export function readingHint(text: string, names: readonly string[]): ReadingHint {
  const pieces = text.split(/\n+/).filter(piece => wordsIn(piece).length > 0)
  const language = writtenIn(text)
  const longSentences = pieces
    .flatMap(sentences)
    .filter(sentence => wordsIn(withoutNames(sentence, names)).length > longestPlainSentence)
  if (language === 'cy' || pieces.length === 0) return { language, age: null, longSentences, hardWords: [] }
  return {
    language,
    age: Math.round(fleschKincaidGrade(pieces, names) + 5),
    longSentences,
    hardWords: hardWordsIn(withoutNames(text, names)),
  }
}

/** Long words, by ear or by eye. */
function hardWordsIn(text: string): string[] {
  const words = wordsIn(text).map(word => word.toLowerCase().replace(/[’'.]+$/, ''))
  const isHard = (word: string) =>
    /^\p{L}+$/u.test(word) && !knownHere.has(word) && (syllablesIn(word) >= 4 || word.length >= 11)
  return [...new Set(words.filter(isHard))]
}

/** The language that a text has more little words of; English when it has none. */
function writtenIn(text: string): ContentLanguage {
  const words = wordsIn(text.toLowerCase()).map(word => word.replace(/[’'].*$/, ''))
  const count = (language: ContentLanguage) => words.filter(word => littleWords[language].has(word)).length
  return count('cy') > count('en') ? 'cy' : 'en'
}
