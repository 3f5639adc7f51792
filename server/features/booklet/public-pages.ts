import { phoneOf } from '../../content/references'
import type { Content, Document } from '../../content/load-content'
import { contentLanguages, type ContentLanguage } from '../../content/language'
import type { Block } from '../../content/markdown'
import type { Views } from '../../web/views'
import { contactsByNeed, presentContacts } from './present-contacts'
import { makeReady, type ReadyPage } from './ready-page'

export interface PublicPagesOptions {
  content: Content
  views: Views
  production: boolean
}

interface PageToRender {
  /** The address in English; Welsh has the same below /cy. */
  path: string
  template: string
  context: object
}

/**
 * Renders every public page in both languages, once, into bytes that can be answered as they are.
 *
 * @returns the pages by path
 * @throws when a template or its wording is broken, so that the process does not start with a page missing
 */
export function renderPublicPages({ content, views, production }: PublicPagesOptions): ReadonlyMap<string, ReadyPage> {
  const ready = new Map<string, ReadyPage>()
  for (const language of contentLanguages) {
    for (const page of pagesIn(language, content)) {
      const path = addressIn(language, page.path)
      const html = views.render(`portal/public/${page.template}.njk`, language, {
        ...publicPageContext(language, page.path, content),
        ...page.context,
      })
      ready.set(path, makeReady(path, language, html, { production }))
    }
  }
  return ready
}

/** The address of a page in a language: `/leaflet` in Welsh is `/cy/leaflet`, and `/` is `/cy`. */
export function addressIn(language: ContentLanguage, path: string): string {
  if (language === 'en') return path
  return path === '/' ? '/cy' : `/cy${path}`
}

function pagesIn(language: ContentLanguage, content: Content): PageToRender[] {
  const chapters = content.chapters[language].map(chapter => ({
    title: chapter.title,
    description: chapter.description,
    href: addressIn(language, `/booklet/${chapter.id}`),
  }))
  const guides = content.guides[language].map(guide => ({
    title: guide.title,
    description: guide.description,
    href: addressIn(language, `/booklet/${guide.id}`),
  }))
  return [
    { path: '/', template: 'home', context: { chapters } },
    { path: '/leaflet', template: 'leaflet', context: presentDocument(content.leaflet[language]) },
    { path: '/booklet', template: 'booklet', context: { guides, chapters } },
    ...[...content.guides[language], ...content.chapters[language]].map(chapter => ({
      path: `/booklet/${chapter.id}`,
      template: 'chapter',
      context: presentDocument(chapter),
    })),
    {
      path: '/contacts',
      template: 'contacts',
      context: { groups: contactsByNeed(content.contacts.values(), language) },
    },
    ...[...content.pages[language].values()].map(page => ({
      path: `/${page.id}`,
      template: 'page',
      context: presentDocument(page),
    })),
  ]
}

function linksIn(language: ContentLanguage) {
  return {
    leaflet: addressIn(language, '/leaflet'),
    booklet: addressIn(language, '/booklet'),
    contacts: addressIn(language, '/contacts'),
    search: addressIn(language, '/search'),
    /** The in-cell site has one address a page, and keeps the language that it is given. */
    my: language === 'cy' ? '/my?lang=cy' : '/my',
  }
}

/**
 * What the layout of every public page needs.
 *
 * @param path the page's address in English, which its links to the other language are made from
 */
export function publicPageContext(language: ContentLanguage, path: string, content: Content) {
  return {
    site: 'public',
    links: linksIn(language),
    homeUrl: addressIn(language, '/'),
    translationUnchecked: language === 'cy',
    urgent: {
      emergency: phoneOf('emergency-999', content)?.number,
      samaritans: phoneOf('samaritans', content)?.number,
    },
    languageLinks: [
      { lang: 'en', text: 'English', href: addressIn('en', path), current: language === 'en' },
      { lang: 'cy', text: 'Cymraeg', href: addressIn('cy', path), current: language === 'cy' },
    ],
  }
}

function presentDocument(document: Document) {
  const present = (blocks: readonly Block[]) =>
    blocks.map(block =>
      block.kind === 'contacts' ? { ...block, contacts: presentContacts(block.contacts, document.language) } : block,
    )
  return {
    title: document.title,
    description: document.description,
    translationUnchecked: !document.translationChecked,
    introduction: present(document.introduction),
    sections: document.sections.map(section => ({ ...section, blocks: present(section.blocks) })),
  }
}
