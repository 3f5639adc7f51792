import type { ContentLanguage } from '../files/language'

/** Stop words, ignored as long as the query has other words. */
const fillers: Readonly<Record<ContentLanguage, ReadonlySet<string>>> = {
  en: new Set(
    'a about am an and are at be by can could do does for from get have how i if in is it me my need of on or the there they to want was we what when where who will with you your'.split(
      ' ',
    ),
  ),
  cy: new Set(
    'a ac am ar at beth ble chi dw ei eich ein eisiau eu fel fi fy gael gan i mae mewn na neu ni o oes os pan pryd pwy rwy rydw sut sy sydd un wedi y ydw ydy yn yr'.split(
      ' ',
    ),
  ),
}

/** Splits a text into lower-case words. Apostrophes separate words, as in `i'ch` and `men's`. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** The words of a query without stop words; all of them when nothing else is left. */
export function tellingWords(question: string, language: ContentLanguage): string[] {
  const words = [...new Set(wordsOf(question))]
  const telling = words.filter(word => word.length > 1 && !fillers[language].has(word))
  return telling.length > 0 ? telling : words
}

/** Removes diacritics: `tŷ` becomes `ty`. */
export function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '')
}

/**
 * The index terms of a word: as written, without diacritics and, in Welsh, without initial mutation, so that `carchar`
 * finds `garchar`, `ngharchar` and `charchar`.
 */
export function termsOf(word: string, language: ContentLanguage): string[] {
  const plain = withoutAccents(word)
  return [...new Set([word, plain, ...(language === 'cy' ? radicalsOf(plain) : [])])]
}

/** Mutated initials with the radical initials that they may come from. */
const mutations: readonly (readonly [changed: string, radicals: readonly string[]])[] = [
  ['ngh', ['c']],
  ['mh', ['p']],
  ['nh', ['t']],
  ['ng', ['g']],
  ['ch', ['c']],
  ['ph', ['p']],
  ['th', ['t']],
  ['dd', ['d']],
  ['g', ['c']],
  ['b', ['p']],
  ['d', ['t']],
  ['f', ['b', 'm']],
  ['m', ['b']],
  ['n', ['d']],
  ['l', ['ll', 'gl']],
  ['r', ['rh', 'gr']],
]

function radicalsOf(word: string): string[] {
  if (word.length < 3) return []
  const found = mutations.find(([changed]) => word.startsWith(changed))
  if (found) return found[1].map(radical => radical + word.slice(found[0].length))
  return /^[aeiouwy]/.test(word) ? [`g${word}`] : []
}
