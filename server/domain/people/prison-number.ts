/** A number as it is stored, of text as people write it: in small letters, with spaces or full stops. */
export function asPrisonNumber(text: string): string {
  return text.replace(/[\s.]/gu, '').toUpperCase()
}

/** A prison number, such as A1234AA, as people write it; undefined for anything else. */
export function parsePrisonNumber(text: string): string | undefined {
  // As typed, since other letters, such as a dotless i, have capitals among these.
  return /^[\s.]*[A-Z][\s.]*(?:\d[\s.]*){4}(?:[A-Z][\s.]*){2}$/i.test(text) ? asPrisonNumber(text) : undefined
}
