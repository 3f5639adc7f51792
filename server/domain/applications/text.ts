const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Control characters, and those that turn the direction of the text around them; marks for right-to-left stay. */
const refused = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u

export type TextProblem = 'nothing-written' | 'too-long' | 'control-characters'

export type ParsedText =
  | { readonly ok: true; readonly text: string }
  /** `over`: how many letters too many; `given`: what was written, to show it again. */
  | { readonly ok: false; readonly problem: TextProblem; readonly over: number; readonly given: string }

/**
 * Reads a box of free text: a value or a problem, never both.
 *
 * @param posted whatever a form sent; anything but text counts as nothing
 * @param limit in letters as people see them (graphemes)
 */
export function parseText(posted: unknown, limit: number): ParsedText {
  const given = typeof posted === 'string' ? posted : ''
  const text = given.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').trim().normalize('NFC')
  const fault = (problem: TextProblem, over = 0) => ({ ok: false, problem, over, given }) as const
  if (text === '') return fault('nothing-written')
  if (refused.test(text.replaceAll('\n', ''))) return fault('control-characters')
  const over = lettersIn(text) - limit
  return over > 0 ? fault('too-long', over) : { ok: true, text }
}

/** How many letters a person sees, in any script. */
export function lettersIn(text: string): number {
  return [...letters.segment(text)].length
}
