import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import type { EasyReadLine, EasyReadText } from '../../server/content/texts/easy-read'
import type { Block, Text } from '../../server/content/texts/markdown'
import * as reading from '../../server/content/texts/reading'
import { contentDir, root } from './public-site'

export { prose, sentences, wordsIn } from '../../server/content/texts/reading'

const names = reading.readNames(contentDir)

/** A text in Easy Read as one like any other, each of its lines a paragraph. */
export function withoutPictures<Edition extends EasyReadText>(edition: Edition): Edition & Text {
  const blocksFrom = (lines: readonly EasyReadLine[]): Block[] =>
    lines.map(({ html }) => ({ kind: 'html', html: `<p>${html}</p>` }))
  return {
    ...edition,
    introduction: blocksFrom(edition.introduction),
    sections: edition.sections.map((section, line) => ({ ...section, line, blocks: blocksFrom(section.lines) })),
  }
}

/** Every word of a text, headings and tables too. */
export function allWords(text: Text): string {
  const blocks = [...text.introduction, ...text.sections.flatMap(section => section.blocks)]
  const html = blocks.map(block => (block.kind === 'html' ? block.html : block.kind === 'box' ? block.label : ''))
  const words = html.map(piece => load(piece).text().replace(/\s+/g, ' ').trim())
  return [...text.sections.map(section => section.title), ...words].join('\n')
}

export const withoutNames = (text: string) => reading.withoutNames(text, names)

/** The sentences of a text that have more words than allowed, names aside, each with the place where an editor finds it. */
export function longSentences(text: Text & { file: string }, limit: number): string[] {
  return reading
    .prose(text)
    .flatMap(reading.sentences)
    .filter(sentence => weight(sentence) > limit)
    .map(sentence => `${placeOf(text.file, sentence)}: ${weight(sentence)} words: ${sentence}`)
}

/** Nothing when a text is easy enough, or else its grade and the sentences that weigh most, each with its place. */
export function overGrade(text: Text & { file: string }, limit: number): string[] {
  const pieces = reading.prose(text)
  const grade = fleschKincaidGrade(pieces)
  if (grade <= limit) return []
  const hardest = pieces
    .flatMap(reading.sentences)
    .toSorted((left, right) => fleschKincaidGrade([right]) - fleschKincaidGrade([left]))
    .slice(0, 5)
  return [
    `${text.file}: grade ${grade.toFixed(1)}, over ${limit}`,
    ...hardest.map(sentence => `${placeOf(text.file, sentence)}: ${sentence}`),
  ]
}

const weight = (sentence: string) => reading.wordsIn(withoutNames(sentence)).length

/** A sentence that begins with a fact has no line: the file holds the fact's name there. */
function placeOf(file: string, sentence: string): string {
  const plain = (words: string) => reading.wordsIn(words.replaceAll("'", '’')).join(' ')
  const start = plain(sentence).split(' ').slice(0, 4).join(' ')
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const line = lines.findIndex(each => plain(each).includes(start))
  return line === -1 ? file : `${file} line ${line + 1}`
}

export const fleschKincaidGrade = (pieces: readonly string[]) => reading.fleschKincaidGrade(pieces, names)
