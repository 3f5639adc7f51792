/** The languages of every public page. */
export const contentLanguages = ['en', 'cy'] as const
export type ContentLanguage = (typeof contentLanguages)[number]

/** The languages of leaflet drafts, which no translator has checked. */
export const draftLanguages = ['pl', 'ro', 'sq', 'lt', 'pt', 'ar'] as const
export type DraftLanguage = (typeof draftLanguages)[number]

export type TextLanguage = ContentLanguage | DraftLanguage

/** The writing direction of a language. */
export function directionOf(language: TextLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

export type InBothLanguages = Readonly<Record<ContentLanguage, string>>
