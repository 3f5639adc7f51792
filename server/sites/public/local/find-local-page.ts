import { addressIn, localPath } from '../../../content/addresses'
import type { ContentLanguage } from '../../../content/files/language'
import type { Content } from '../../../content/load-content'
import { easyReadAddress } from '../easy-read'
import { presentDocument } from '../public-pages'
import type { LocalPrison, LocalSupplement } from './local-supplement'
import { nameIn, presentPrison, presentPrisons, presentServices } from './present-local'

/** The page that an address refers to. */
export interface Asked {
  language: ContentLanguage
  isLarge: boolean
  kiosk: boolean
  prison: string | undefined
  chapter: string | undefined
}

/** A page to render: its template, its English address and what it shows. */
export interface LocalPage {
  kind: 'page'
  template: 'prisons' | 'prison' | 'chapter'
  path: string
  context: object
}

type Answer = LocalPage | { kind: 'elsewhere'; path: string } | { kind: 'nothing' }

/**
 * Finds a page. A chapter without local services redirects to the national chapter, and a prison without any to the
 * list.
 */
export function findLocalPage(
  { language, prison: id, chapter: chapterId }: Asked,
  supplement: LocalSupplement,
  content: Content,
): Answer {
  if (id === undefined) {
    const context = { prisons: presentPrisons(supplement, language) }
    return { kind: 'page', template: 'prisons', path: '/local', context }
  }
  const prison = supplement.prisons.get(id)
  if (!prison) return { kind: 'nothing' }
  if (chapterId !== undefined) return findChapter(language, prison, chapterId, content)
  if (prison.services.length === 0) return { kind: 'elsewhere', path: '/local' }
  const context = presentPrison(prison, content, language)
  return { kind: 'page', template: 'prison', path: localPath(prison.id), context }
}

function findChapter(language: ContentLanguage, prison: LocalPrison, chapterId: string, content: Content): Answer {
  const chapter = content.chapters[language].find(({ id }) => id === chapterId)
  if (!chapter) return { kind: 'nothing' }
  const local = presentServices(prison, chapterId, language)
  if (!local) return { kind: 'elsewhere', path: `/booklet/${chapterId}` }
  const context = {
    ...presentDocument(chapter),
    easyRead: easyReadAddress(chapterId, language, content),
    prison: nameIn(prison, language),
    local,
    back: { href: addressIn(language, localPath(prison.id)) },
  }
  return { kind: 'page', template: 'chapter', path: localPath(prison.id, chapterId), context }
}
