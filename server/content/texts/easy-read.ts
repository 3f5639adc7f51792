import type { ContentLanguage } from '../files/language'
import { renderLine, slug, type Known, type TextFault } from './markdown'
import type { Pictures } from './pictures'

/** One idea: a picture and the same in words. */
export interface EasyReadLine {
  picture: string
  html: string
}

export interface EasyReadSection {
  id: string
  title: string
  lines: readonly EasyReadLine[]
}

export interface EasyReadText {
  introduction: readonly EasyReadLine[]
  sections: readonly EasyReadSection[]
}

/**
 * A text in Easy Read: `[picture] Words.` is a line, and `## Title` starts a section.
 * References must have been checked before.
 */
export function parseEasyRead(
  body: string,
  language: ContentLanguage,
  { pictures, ...known }: Known & { pictures: Pictures },
): { text: EasyReadText; faults: TextFault[] } {
  const faults: TextFault[] = []
  const introduction: EasyReadLine[] = []
  const sections: (EasyReadSection & { lines: EasyReadLine[] })[] = []
  for (const [line, source] of body.split('\n').entries()) {
    if (source.trim() === '') continue
    const [, title] = /^## (.+)$/.exec(source) ?? []
    const [, picture, words] = /^\[([a-z0-9-]+)\] (.+)$/.exec(source) ?? []
    if (title !== undefined) {
      const words = title.replaceAll("'", '’')
      sections.push({ id: slug(title), title: words, lines: [] })
    } else if (picture === undefined || words === undefined) {
      faults.push({ line, what: 'expected “[picture] Words.” or “## Title”' })
    } else if (!pictures.has(picture)) {
      faults.push({ line, what: `unknown picture ${picture}` })
    } else {
      const lines = sections.at(-1)?.lines ?? introduction
      lines.push({ picture, html: renderLine(words, language, known) })
    }
  }
  return { text: { introduction, sections }, faults }
}
