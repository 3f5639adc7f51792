const most = 60

/** The first words of a text in one line, to tell it from others in a list. */
export function firstWords(text: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(text.replace(/\s+/g, ' ').trim()), each => each.segment)
  if (letters.length <= most) return letters.join('')
  return `${letters.slice(0, most).join('').replace(/ \S*$/, '')}…`
}
