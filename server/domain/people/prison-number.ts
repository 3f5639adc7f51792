/** A number as it is stored, of text as people write it: in small letters, with spaces or full stops. */
export function asPrisonNumber(text: string): string {
  return text.replace(/[\s.]/gu, '').toUpperCase()
}

/** A prison number, such as A1234AA, as people write it; undefined for anything else. */
export function parsePrisonNumber(text: string): string | undefined {
  const number = asPrisonNumber(text)
  return /^[A-Z]\d{4}[A-Z]{2}$/.test(number) ? number : undefined
}
