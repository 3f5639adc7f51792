import type { ContentLanguage } from '../files/language'
import { fleschKincaidGrade, sentences, syllablesIn, withoutNames, wordsIn } from './reading'

/** The estimated difficulty of a few sentences. A formula cannot know its readers, so it is a hint only. */
export interface ReadingHint {
  readonly language: ContentLanguage
  /** In years; null in Welsh, which the formula cannot measure. */
  readonly age: number | null
  readonly longSentences: readonly string[]
  /** English only, without duplicates. */
  readonly hardWords: readonly string[]
}

/** Plain English asks for sentences of no more words than this; see design norms, content style. */
export const longestPlainSentence = 20

/** Words used throughout the service, which are not counted as hard. */
const knownHere = new Set(['application', 'applications', 'appointment', 'everything', 'information', 'something'])

const littleWords: Readonly<Record<ContentLanguage, ReadonlySet<string>>> = {
  en: new Set(['the', 'and', 'you', 'your', 'we', 'is', 'are', 'will', 'to', 'of', 'not', 'it', 'can', 'have']),
  cy: new Set(['y', 'yr', 'yn', 'mae', 'chi', 'ni', 'eich', 'wedi', 'ddim', 'hyn', 'wrth', 'gyda', 'bydd', 'ar']),
}

/**
 * @param text free text, with its own line breaks
 * @param names the names to ignore, from `readNames`
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

/** Words that are long in syllables or letters. */
function hardWordsIn(text: string): string[] {
  const words = wordsIn(text).map(word => word.toLowerCase().replace(/[’'.]+$/, ''))
  const isHard = (word: string) =>
    /^\p{L}+$/u.test(word) && !knownHere.has(word) && (syllablesIn(word) >= 4 || word.length >= 11)
  return [...new Set(words.filter(isHard))]
}

/** Guesses the language from its function words; English if there are none. */
function writtenIn(text: string): ContentLanguage {
  const words = wordsIn(text.toLowerCase()).map(word => word.replace(/[’'].*$/, ''))
  const count = (language: ContentLanguage) => words.filter(word => littleWords[language].has(word)).length
  return count('cy') > count('en') ? 'cy' : 'en'
}
