import { load } from 'cheerio'
import type { Text } from '../../server/content/markdown'
import * as reading from '../../server/content/reading'
import { contentDir } from './public-site'

export { prose, sentences, wordsIn } from '../../server/content/reading'

const names = reading.readNames(contentDir)

/** Every word of a text, headings and tables too. */
export function allWords(text: Text): string {
  const blocks = [...text.introduction, ...text.sections.flatMap(section => section.blocks)]
  const html = blocks.map(block => (block.kind === 'html' ? block.html : block.kind === 'box' ? block.label : ''))
  const words = html.map(piece => load(piece).text().replace(/\s+/g, ' ').trim())
  return [...text.sections.map(section => section.title), ...words].join('\n')
}

export const withoutNames = (text: string) => reading.withoutNames(text, names)
export const fleschKincaidGrade = (pieces: readonly string[]) => reading.fleschKincaidGrade(pieces, names)
