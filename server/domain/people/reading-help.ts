/** The options of about-you (forms.md), question 2: what helps the person to read. */
export const readingHelps = ['large-print', 'easy-read', 'listening', 'somebody'] as const
export type ReadingHelp = (typeof readingHelps)[number]
