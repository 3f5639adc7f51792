/**
 * Builds a reason in plain words that ends with its citation in round brackets.
 *
 * @param words one sentence, without a full stop
 * @param sources paragraphs, such as 'PF 3.8'; duplicates are cited once
 */
export function cite(words: string, ...sources: readonly string[]): string {
  return `${words} ${citation(...sources)}`
}

/** The citation with which a reason ends. */
export function citation(...sources: readonly string[]): string {
  return `(${[...new Set(sources)].join('; ')})`
}
