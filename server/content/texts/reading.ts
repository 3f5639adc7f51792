import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import type { Text } from './markdown'

/** The maximum Flesch-Kincaid grade of an English text, names excluded. */
export const highestGrade = { leaflet: 4, checklist: 4, booklet: 6 } as const

/** The maximum words in a sentence of any text. */
export const longestSentence = 25

/**
 * The names that must stay as they are, longest first, so that a short one does not break a long one.
 *
 * @param contentDir the folder `content`
 */
export function readNames(contentDir: string): readonly string[] {
  const names = JSON.parse(readFileSync(join(contentDir, 'names.json'), 'utf8')) as string[]
  return names.toSorted((left, right) => right.length - left.length)
}

/** Replaces each fixed name by one short word, so that names do not affect the score. */
export function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(name, 'it'), text)
}

/** The paragraphs and list items of a text as plain text; tables are not prose and are left out. */
export function prose(text: Text): string[] {
  const blocks = [...text.introduction, ...text.sections.flatMap(section => section.blocks)]
  return blocks.flatMap(block =>
    block.kind === 'html' ? proseOfHtml(block.html) : block.kind === 'box' ? [block.label] : [],
  )
}

/** The paragraphs and list items of a piece of HTML, tables left out. */
export function proseOfHtml(html: string): string[] {
  const pieces: string[] = []
  const open: string[] = []
  let tables = 0
  const parser = new Parser({
    onopentag(name) {
      if (name === 'table') tables += 1
      if (isPiece(name)) open.push('')
    },
    ontext(words) {
      if (tables === 0 && open.length > 0) open.push(open.pop()! + words)
    },
    onclosetag(name) {
      if (name === 'table') tables -= 1
      if (isPiece(name)) pieces.push(open.pop()!.replace(/\s+/g, ' ').trim())
    },
  })
  parser.end(html)
  return pieces.filter(piece => piece !== '')
}

function isPiece(element: string): boolean {
  return element === 'p' || element === 'li'
}

/** The sentences of a piece. A colon ends none, so that long ones cannot hide behind it. */
export function sentences(piece: string): string[] {
  return piece.split(/(?<=[.?!][”’)]?)\s+/).filter(sentence => wordsIn(sentence).length > 0)
}

/** The words of a text, without punctuation. */
export function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\d][\p{L}\d’'./%-]*/gu) ?? []
}

/**
 * Flesch-Kincaid grade: the reading age in Britain is about five years more. English only.
 *
 * @param pieces paragraphs and list items
 * @param names the names to ignore, from `readNames`
 */
export function fleschKincaidGrade(pieces: readonly string[], names: readonly string[]): number {
  const all = pieces.map(piece => withoutNames(piece, names)).flatMap(sentences)
  const words = all.flatMap(wordsIn)
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  return 0.39 * (words.length / all.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Counts vowel groups without silent endings; a number counts as one syllable. */
export function syllablesIn(word: string): number {
  const spoken = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouydt]ed|[^laeiouysxzcg]es|[^laeiouy]e)$/, ending => ending[0] ?? '')
  const groups = spoken.match(/[aeiouy]+/g) ?? []
  const split = spoken.match(/i[ao](?!n)|[aeiouy]ing/g) ?? []
  return Math.max(1, groups.length + split.length)
}
