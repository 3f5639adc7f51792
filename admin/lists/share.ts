/** How much somebody has, of the most that anybody has: words, and a bar beside them. */
export interface Share {
  readonly text: string
  /** How long the bar is, and how much of it is late, in hundredths. */
  readonly whole: number
  readonly late: number
}

/** @param most the most that anybody has: the whole of the bar */
export function shareOf(text: string, count: number, most: number, late = 0): Share {
  const hundredths = (part: number) => (most === 0 ? 0 : Math.round((part * 100) / most))
  return { text, whole: hundredths(count), late: hundredths(late) }
}
