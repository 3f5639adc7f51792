/** The two languages that every page for the public and for people in prison is written in. */
export const languages = ['en', 'cy'] as const
export type Language = (typeof languages)[number]

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'cy'
}
