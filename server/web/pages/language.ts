/** The languages of every public and in-cell page. */
export const languages = ['en', 'cy'] as const
export type Language = (typeof languages)[number]

/** Whether a value is a language of the service. */
export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'cy'
}
