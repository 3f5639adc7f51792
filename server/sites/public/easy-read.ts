import { addressIn, easyReadPath } from '../../content/addresses'
import type { ContentLanguage } from '../../content/files/language'
import type { Content, EasyRead } from '../../content/load-content'
import { pictureAsset } from '../../content/texts/pictures'

/** The Easy Read editions to render as pages. */
export function easyReadPages(language: ContentLanguage, content: Content) {
  return content.easyRead[language].map(edition => ({
    path: easyReadPath(edition.id),
    template: 'easy-read',
    printed: easyReadPath(edition.id),
    context: present(edition),
  }))
}

/** The address of the Easy Read edition of the leaflet or a chapter; null when there is none. */
export function easyReadAddress(id: string, language: ContentLanguage, content: Content): string | null {
  const edition = content.easyRead[language].find(each => each.id === id)
  return edition ? addressIn(language, easyReadPath(edition.id)) : null
}

/** Links to the Easy Read editions. */
export function easyReadLinks(language: ContentLanguage, content: Content) {
  return content.easyRead[language].map(({ id, title }) => ({ title, href: addressIn(language, easyReadPath(id)) }))
}

function present({ id, language, title, description, translationChecked, introduction, sections }: EasyRead) {
  const isLeaflet = id === 'leaflet'
  const lines = [...introduction, ...sections.flatMap(section => section.lines)]
  return {
    title,
    description,
    translationUnchecked: !translationChecked,
    introduction,
    sections,
    isLeaflet,
    whole: addressIn(language, isLeaflet ? '/leaflet' : `/booklet/${id}`),
    pictures: [...new Set(lines.map(line => line.picture))].map(pictureAsset),
  }
}
