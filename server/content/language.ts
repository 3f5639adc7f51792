/** The languages that every public page is written in. */
export const contentLanguages = ['en', 'cy'] as const
export type ContentLanguage = (typeof contentLanguages)[number]

export type InBothLanguages = Readonly<Record<ContentLanguage, string>>
