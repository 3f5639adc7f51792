import type { Language } from '../web/language'

/** The path, in English, of what a prison adds to the booklet, or of a chapter with what it adds to that. */
export function localPath(prisonId: string, chapter?: string): string {
  const prison = `/local/${prisonId.toLowerCase()}`
  return chapter === undefined ? prison : `${prison}/${chapter}`
}

/** Where the in-cell site leads to what a prison adds, in a language. */
export function localAddress(language: Language, prisonId: string, chapter?: string): string {
  return `${below(language)}${localPath(prisonId, chapter)}`
}

/** Where the in-cell site leads to a chapter of the booklet, in a language. */
export function chapterOfBooklet(language: Language, chapter: string): string {
  return `${below(language)}/booklet/${chapter}`
}

function below(language: Language): string {
  return language === 'cy' ? '/cy' : ''
}
