/** No vowels, so that it spells no words, and no letters or digits that look or sound alike. */
const alphabet = '2346789CFHJKPRTWX'

/**
 * Generates a reference that can be read over a telephone, such as `7KX3-R9HT`.
 *
 * @param random returns an integer from 0 up to but not including its argument
 */
export function newReference(random: (below: number) => number): string {
  const letters = Array.from({ length: 8 }, () => alphabet[random(alphabet.length)]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** Parses a typed reference in any case, with or without the dash; undefined when it is not valid. */
export function parseReference(text: string): string | undefined {
  const letters = text.toUpperCase().replace(/[\s-]/g, '')
  if (letters.length !== 8 || [...letters].some(letter => !alphabet.includes(letter))) return undefined
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
