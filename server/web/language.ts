/** The languages of every public and in-cell page. */
export const languages = ['en', 'cy'] as const
export type Language = (typeof languages)[number]

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'cy'
}
