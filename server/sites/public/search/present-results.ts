import type { ContentLanguage } from '../../../content/files/language'
import type { Found } from '../../../content/search/search-index'
import { termsOf, wordsOf } from '../../../content/search/search-terms'

export interface PresentedResult {
  heading: string
  href: string
  /** Null when the heading is the page's own title. */
  page: string | null
  /** A short excerpt in pieces, so that matched words can be highlighted. */
  snippet: readonly { text: string; marked: boolean }[]
}

const snippetLength = 180

/** Prepares search results for the page. */
export function presentResults(found: readonly Found[], language: ContentLanguage): PresentedResult[] {
  return found.map(({ entry, terms }) => {
    const isFound = (word: string) => termsOf(word, language).some(term => terms.has(term))
    return {
      heading: entry.heading,
      href: entry.href,
      page: entry.page === entry.heading ? null : entry.page,
      snippet: marked(snippetOf(entry.lines, isFound), isFound),
    }
  })
}

/** The line with the most matched words, shortened to a glance. */
function snippetOf(lines: readonly string[], isFound: (word: string) => boolean): string {
  const foundIn = (line: string) => new Set(wordsOf(line).filter(isFound)).size
  const best = lines.reduce((left, right) => (foundIn(right) > foundIn(left) ? right : left), lines[0] ?? '')
  if (best.length <= snippetLength) return best
  const words = best.split(' ')
  const first = Math.max(
    0,
    words.findIndex(word => wordsOf(word).some(isFound)),
  )
  let start = first
  for (let length = 0; start > 0 && length < snippetLength / 3; start -= 1) length += words[start - 1]!.length + 1
  const shown: string[] = []
  for (let length = 0; start + shown.length < words.length && length < snippetLength;) {
    const word = words[start + shown.length]!
    shown.push(word)
    length += word.length + 1
  }
  const before = start > 0 ? '… ' : ''
  const after = start + shown.length < words.length ? ' …' : ''
  return `${before}${shown.join(' ')}${after}`
}

function marked(text: string, isFound: (word: string) => boolean): { text: string; marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = []
  for (const piece of text.normalize('NFC').split(/([\p{L}\p{N}]+)/u)) {
    const last = pieces.at(-1)
    const isMarked = isFound(piece.toLowerCase())
    if (last?.marked === isMarked) last.text += piece
    else if (piece !== '') pieces.push({ text: piece, marked: isMarked })
  }
  return pieces
}
