/** The languages that every public page is written in. */
export const contentLanguages = ['en', 'cy'] as const
export type ContentLanguage = (typeof contentLanguages)[number]

/** The languages that the leaflet has drafts in, which no translator has checked. */
export const draftLanguages = ['pl', 'ro', 'sq', 'lt', 'pt', 'ar'] as const
export type DraftLanguage = (typeof draftLanguages)[number]

export type TextLanguage = ContentLanguage | DraftLanguage

/** Which way a language is written. */
export function directionOf(language: TextLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

export type InBothLanguages = Readonly<Record<ContentLanguage, string>>
