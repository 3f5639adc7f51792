/** No vowels, so that it spells nothing; no letter or digit that looks or sounds like another. */
const alphabet = '2346789CFHJKPRTWX'

/**
 * A reference that can be read over a telephone, such as `7KX3-R9HT`.
 *
 * @param random gives a whole number from 0 up to, not including, its argument
 */
export function newReference(random: (below: number) => number): string {
  const letters = Array.from({ length: 8 }, () => alphabet[random(alphabet.length)]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** Reads a reference as people type it: any case, with or without the dash; undefined when it is not one. */
export function parseReference(text: string): string | undefined {
  const letters = text.toUpperCase().replace(/[\s-]/g, '')
  if (letters.length !== 8 || [...letters].some(letter => !alphabet.includes(letter))) return undefined
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
