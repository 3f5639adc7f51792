/**
 * A reason in plain words that ends with where it comes from, in round brackets.
 *
 * @param words one sentence, without a full stop
 * @param sources paragraphs, such as 'PF 3.8'; the same one twice is written once
 */
export function cite(words: string, ...sources: readonly string[]): string {
  return `${words} (${[...new Set(sources)].join('; ')})`
}
