const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What programs put for a new line: Word's soft break and page break, and the separators of other systems. */
const lineBreaks = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g

/**
 * Signs that nobody sees, and that come along when text is copied: controls, the marks around a right-to-left passage or
 * a number from a contact, spaces without width. The marks that a word itself needs stay, such as those in Persian words
 * and emoji, and beside Arabic full stops.
 */
const unseen = /[^\P{Cc}\n]|[\u00ad\u200b\u2060-\u2064\u206a-\u206f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu

/** Signs that count as letters or symbols and show nothing: the blank of Braille, and the fillers of Korean and Khmer. */
const blanks = /[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu

/** A flag of four parts, or a family of four, is one letter of 14 units. */
const unitsInLetter = 16

export type TextProblem = 'nothing-written' | 'too-long'

export type ParsedText =
  | { readonly ok: true; readonly text: string }
  /** `over`: the number of characters over the limit; `given`: the text, to show it again. */
  | { readonly ok: false; readonly problem: TextProblem; readonly over: number; readonly given: string }

/**
 * Parses free text into either a value or a problem. This is the one place for it, on both sites. Text is pasted from
 * Word, messages and contacts in any script, so nothing in it is refused: line separators become line breaks, and signs
 * that nobody sees go.
 *
 * @param posted any submitted value; anything but text counts as empty
 * @param limit in letters, as {@link lettersIn} counts them
 */
export function parseText(posted: unknown, limit: number): ParsedText {
  const raw = typeof posted === 'string' ? posted : ''
  const text = withoutUnseen(raw).trim().normalize('NFC')
  const fault = (problem: TextProblem, over = 0) => ({ ok: false, problem, over, given: raw }) as const
  if (!canBeRead(text)) return fault('nothing-written')
  const over = lettersIn(text) - limit
  return over > 0 ? fault('too-long', over) : { ok: true, text }
}

/** Whether there is anything in a text that a reader sees. */
export function canBeRead(text: string): boolean {
  return /[^\p{C}\p{Z}\p{M}]/u.test(text.replace(blanks, ''))
}

/**
 * The number of characters as people see them (graphemes), in any script. A letter with marks on it without end counts
 * as many.
 */
export function lettersIn(text: string): number {
  let count = 0
  for (const { segment } of letters.segment(text)) count += Math.ceil(segment.length / unitsInLetter)
  return count
}

function withoutUnseen(text: string): string {
  return wellFormed(text).replace(lineBreaks, '\n').replace(/\t/g, ' ').replace(unseen, '')
}

/** Half a letter, which no encoding can keep, becomes the sign for a letter that cannot be read. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}
