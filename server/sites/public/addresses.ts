import type { ContentLanguage } from '../../content/language'

/** The address of a page in a language: `/leaflet` in Welsh is `/cy/leaflet`, and `/` is `/cy`. */
export function addressIn(language: ContentLanguage, path: string): string {
  if (language === 'en') return path
  return path === '/' ? '/cy' : `/cy${path}`
}

/** A page's address in English, in large print: `/leaflet` is at `/large-print/leaflet`, and `/` at `/large-print`. */
export function inLargePrint(path: string): string {
  return path === '/' ? '/large-print' : `/large-print${path}`
}

/** The address of what a page has to print: that of `/leaflet` is `/leaflet.pdf`, or `/leaflet-large-print.pdf`. */
export function pdfAddress(language: ContentLanguage, page: string, size: 'standard' | 'large'): string {
  return `${addressIn(language, page)}${size === 'large' ? '-large-print' : ''}.pdf`
}
