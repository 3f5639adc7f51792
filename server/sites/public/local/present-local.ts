import { addressIn, localPath } from '../../../content/addresses'
import type { ContentLanguage } from '../../../content/files/language'
import type { Content } from '../../../content/load-content'
import type { LocalService } from '../../../database'
import type { OpenTo } from '../../../domain/content/local-services'
import { longDay } from '../../../web/pages/days'
import type { LocalPrison, LocalSupplement } from './local-supplement'

/** A local service as shown on a page, in the page's language. */
export interface PresentedService {
  readonly id: string
  /** The language of the text, if it differs from the page's. */
  readonly lang: ContentLanguage | null
  readonly name: string
  readonly what: readonly string[]
  readonly parts: readonly { readonly name: 'who-for' | 'how-to-get' | 'contact'; readonly lines: readonly string[] }[]
  readonly openTo: OpenTo
  readonly checked: string
}

interface PresentedServices {
  readonly own: readonly PresentedService[]
  readonly ofArea: readonly PresentedService[]
}

/** The prisons with local services, their own or their area's, for a list to choose from. */
export function presentPrisons({ prisons }: LocalSupplement, language: ContentLanguage) {
  return [...prisons.values()]
    .filter(({ services }) => services.length > 0)
    .map(prison => ({ name: nameIn(prison, language), href: addressIn(language, localPath(prison.id)) }))
    .sort((left, right) => left.name.localeCompare(right.name, language))
}

/** All local services of a prison and its area, by chapter in the booklet's order. */
export function presentPrison(prison: LocalPrison, content: Content, language: ContentLanguage) {
  return {
    prison: nameIn(prison, language),
    hasOwn: prison.services.some(({ area }) => area === null),
    chapters: content.chapters[language].flatMap(({ id, title }) => {
      const local = presentServices(prison, id, language)
      return local ? [{ id, title, href: addressIn(language, localPath(prison.id, id)), local }] : []
    }),
  }
}

/** The local services of a prison and its area for one chapter; undefined when there are none. */
export function presentServices(
  prison: LocalPrison,
  chapter: string,
  language: ContentLanguage,
): PresentedServices | undefined {
  const services = prison.services.filter(service => service.chapter === chapter)
  if (services.length === 0) return undefined
  const present = (isOfArea: boolean) =>
    services.filter(({ area }) => (area !== null) === isOfArea).map(service => presentService(service, language))
  return { own: present(false), ofArea: present(true) }
}

/** The prison's name in a language; English where it has no Welsh name. */
export function nameIn({ name, nameCy }: LocalPrison, language: ContentLanguage): string {
  return language === 'cy' ? (nameCy ?? name) : name
}

function presentService(service: LocalService, language: ContentLanguage): PresentedService {
  const inWelsh = language === 'cy' ? service.welsh : null
  const text = inWelsh ?? service.english
  const part = (name: 'who-for' | 'how-to-get' | 'contact', words: string | null) =>
    words === null ? [] : [{ name, lines: linesOf(words) }]
  return {
    id: `local-${service.id}`,
    lang: language === 'cy' && !inWelsh ? 'en' : null,
    name: text.name,
    what: linesOf(text.what),
    parts: [...part('who-for', text.whoFor), ...part('how-to-get', text.howToGet), ...part('contact', text.contact)],
    openTo: service.openTo,
    checked: longDay(service.checkedOn, language),
  }
}

function linesOf(words: string): string[] {
  return words.split('\n').filter(line => line.trim() !== '')
}
