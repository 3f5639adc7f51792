/** What can help somebody to read, as the form about the person asks it (A00, question 2). */
export const readingHelps = ['large-print', 'easy-read', 'listening', 'somebody'] as const
export type ReadingHelp = (typeof readingHelps)[number]
