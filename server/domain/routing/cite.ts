/**
 * Builds a reason in plain words that ends with its citation in round brackets.
 *
 * @param words one sentence, without a full stop
 * @param sources paragraphs, such as 'PF 3.8'; duplicates are cited once
 */
export function cite(words: string, ...sources: readonly string[]): string {
  return `${words} (${[...new Set(sources)].join('; ')})`
}
