import { load } from 'cheerio'
import type { EasyReadLine, EasyReadText } from '../../server/content/easy-read'
import type { Block, Text } from '../../server/content/markdown'
import * as reading from '../../server/content/reading'
import { contentDir } from './public-site'

export { prose, sentences, wordsIn } from '../../server/content/reading'

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
export const fleschKincaidGrade = (pieces: readonly string[]) => reading.fleschKincaidGrade(pieces, names)
