import type { ContentLanguage } from './files/language'

/** The address of a page in a language: `/leaflet` in Welsh is `/cy/leaflet`, and `/` is `/cy`. */
export function addressIn(language: ContentLanguage, path: string): string {
  if (language === 'en') return path
  return path === '/' ? '/cy' : `/cy${path}`
}

/** The address in English of a page in large print: `/leaflet` is at `/large-print/leaflet`, and `/` at `/large-print`. */
export function inLargePrint(path: string): string {
  return path === '/' ? '/large-print' : `/large-print${path}`
}

/** The address of a page's PDF: that of `/leaflet` is `/leaflet.pdf`, or `/leaflet-large-print.pdf`. */
export function pdfAddress(language: ContentLanguage, page: string, size: 'standard' | 'large'): string {
  return `${addressIn(language, page)}${size === 'large' ? '-large-print' : ''}.pdf`
}

/** The address in English of a prison's own page, or of a chapter with what the prison adds to it. */
export function localPath(prisonId: string, chapter?: string): string {
  const prison = `/local/${prisonId.toLowerCase()}`
  return chapter === undefined ? prison : `${prison}/${chapter}`
}

/** The address in English of an edition in Easy Read. */
export function easyReadPath(id: string): string {
  return `/easy-read/${id}`
}
