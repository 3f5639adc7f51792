import MiniSearch, { type Query, type SearchOptions } from 'minisearch'
import type { ContentLanguage } from '../files/language'
import { tellingWords, termsOf, wordsOf } from './search-terms'

export interface SearchEntry {
  id: number
  /** The title of its page. */
  page: string
  heading: string
  href: string
  /** The text, with one line per paragraph, list item or table row. */
  lines: readonly string[]
}

/** The maximum length of a query; longer ones are truncated. */
export const longestQuestion = 100
const mostWords = 10
const mostFound = 12

export interface Found {
  entry: SearchEntry
  /** The index terms that matched. */
  terms: ReadonlySet<string>
}

export interface SearchAnswer {
  found: readonly Found[]
  /** False when not every word matched as typed, so the results are approximate. */
  exact: boolean
}

export interface SearchIndex {
  language: ContentLanguage
  search(question: string): SearchAnswer
}

/**
 * Creates an in-memory search index of one language.
 *
 * @param sameAs synonyms: the texts' own term for each word that people search for
 */
export function createSearchIndex(
  entries: readonly SearchEntry[],
  language: ContentLanguage,
  sameAs: ReadonlyMap<string, readonly string[]>,
): SearchIndex {
  const index = new MiniSearch<SearchEntry>({
    fields: ['heading', 'page', 'lines'],
    extractField: (entry, field) =>
      field === 'lines' ? entry.lines.join('\n') : entry[field as 'id' | 'page' | 'heading'],
    tokenize: wordsOf,
    processTerm: word => termsOf(word, language),
    searchOptions: {
      boost: { heading: 4, page: 2 },
      weights: { prefix: 0.5, fuzzy: 0.25 },
      processTerm: term => term,
    },
  })
  index.addAll(entries)
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  const others = new Map([...sameAs].map(([word, meant]) => [termsOf(word, 'en').at(-1)!, meant]))

  /** Matches any spelling of the word, or all the words of its synonym. */
  const anyOf = (word: string, options: SearchOptions): Query => {
    const terms = termsOf(word, language)
    const meant = terms.flatMap(term => others.get(term) ?? [])
    return {
      combineWith: 'OR',
      queries: [
        { queries: terms, combineWith: 'OR', ...options },
        ...meant.map(phrase => ({ queries: tellingWords(phrase, language), combineWith: 'AND' as const })),
      ],
    }
  }

  const attempts: readonly { combineWith: 'AND' | 'OR'; exact: boolean; fuzzy: false | typeof slips }[] = [
    { combineWith: 'AND', exact: true, fuzzy: false },
    { combineWith: 'AND', exact: false, fuzzy: slips },
    { combineWith: 'OR', exact: false, fuzzy: slips },
  ]
  return {
    language,
    search(question) {
      const words = tellingWords(question.slice(0, longestQuestion), language).slice(0, mostWords)
      if (words.length === 0) return { found: [], exact: true }
      for (const { combineWith, exact, fuzzy } of attempts) {
        const options: SearchOptions = { prefix: term => term.length > 2, fuzzy }
        const results = index.search({ combineWith, queries: words.map(word => anyOf(word, options)) })
        if (results.length === 0) continue
        const found = results.slice(0, mostFound).map(result => ({
          entry: byId.get(result.id as number)!,
          terms: new Set(result.terms),
        }))
        return { found, exact }
      }
      return { found: [], exact: true }
    },
  }
}

/** The edit distance allowed for a term. */
function slips(term: string): number | boolean {
  if (term.length < 4) return false
  return term.length < 8 ? 1 : 2
}
