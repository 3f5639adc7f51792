import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import type { Text } from '../../server/content/markdown'
import { contentDir } from './public-site'

/** Names that must stay as they are, longest first, so that a short one does not break a long one. */
export const names = (JSON.parse(readFileSync(join(contentDir, 'names.json'), 'utf8')) as string[]).toSorted(
  (left, right) => right.length - left.length,
)

/** The paragraphs and list items of a text, as plain words: what somebody reads as sentences. */
export function prose(text: Text): string[] {
  return blocksOf(text).flatMap(html => {
    const page = load(html)
    page('ul ul, ol ul, ul ol, table').remove()
    return page('p, li')
      .toArray()
      .map(element => squeeze(page(element).text()))
      .filter(words => words !== '')
  })
}

/** Every word of a text, headings and tables too. */
export function allWords(text: Text): string {
  const html = blocksOf(text).map(block => squeeze(load(block).text()))
  return [...text.sections.map(section => section.title), ...html].join('\n')
}

function blocksOf(text: Text): string[] {
  const blocks = [...text.introduction, ...text.sections.flatMap(section => section.blocks)]
  return blocks.map(block => (block.kind === 'html' ? block.html : block.kind === 'box' ? `<p>${block.label}</p>` : ''))
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A text in which each name that must stay is one short word, so that it weighs nothing in a score. */
export function withoutNames(text: string): string {
  return names.reduce((rest, name) => rest.replaceAll(name, 'it'), text)
}

/** A colon ends no sentence, so that long ones cannot hide behind it. */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.?!][”’)]?)\s+/).filter(sentence => wordsIn(sentence).length > 0)
}

export function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\d][\p{L}\d’'./%-]*/gu) ?? []
}

/** Flesch-Kincaid grade: the reading age in Britain is about five years more. English only. */
export function fleschKincaidGrade(pieces: readonly string[]): number {
  const all = pieces.map(withoutNames).flatMap(sentences)
  const words = all.flatMap(wordsIn)
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  return 0.39 * (words.length / all.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Groups of vowels, less the endings that are not spoken; a number counts as one. */
export function syllablesIn(word: string): number {
  const spoken = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouydt]ed|[^laeiouysxzcg]es|[^laeiouy]e)$/, ending => ending[0] ?? '')
  const groups = spoken.match(/[aeiouy]+/g) ?? []
  const split = spoken.match(/i[ao](?!n)|[aeiouy]ing/g) ?? []
  return Math.max(1, groups.length + split.length)
}
