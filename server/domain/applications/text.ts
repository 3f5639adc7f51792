const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Control characters and bidirectional overrides are refused; right-to-left marks are allowed. */
const refused = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u

export type TextProblem = 'nothing-written' | 'too-long' | 'control-characters'

export type ParsedText =
  | { readonly ok: true; readonly text: string }
  /** `over`: the number of characters over the limit; `given`: the text, to show it again. */
  | { readonly ok: false; readonly problem: TextProblem; readonly over: number; readonly given: string }

/**
 * Parses free text into either a value or a problem.
 *
 * @param posted any submitted value; anything but text counts as empty
 * @param limit in characters as people see them (graphemes)
 */
export function parseText(posted: unknown, limit: number): ParsedText {
  const raw = typeof posted === 'string' ? posted : ''
  const text = raw.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').trim().normalize('NFC')
  const fault = (problem: TextProblem, over = 0) => ({ ok: false, problem, over, given: raw }) as const
  if (text === '') return fault('nothing-written')
  if (refused.test(text.replaceAll('\n', ''))) return fault('control-characters')
  const over = lettersIn(text) - limit
  return over > 0 ? fault('too-long', over) : { ok: true, text }
}

/** The number of characters as people see them (graphemes), in any script. */
export function lettersIn(text: string): number {
  return [...letters.segment(text)].length
}
