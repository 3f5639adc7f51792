import { addressIn, inLargePrint, pdfAddress } from '../../content/addresses'
import { phoneOf } from '../../content/facts-and-contacts/references'
import { contentLanguages, type ContentLanguage, type TextLanguage } from '../../content/files/language'
import type { Content, Document } from '../../content/load-content'
import type { Block } from '../../content/texts/markdown'
import type { Words } from '../../content/words/words'
import { forms } from '../../domain/applications'
import { chapterIds } from '../../domain/content/chapters'
import { noticesOn, type ServiceNotice } from '../../domain/content/service-notices'
import type { Views } from '../../web/pages/views'
import { blankFormLinks, blankFormPath, presentBlankForm } from './blank-forms'
import { easyReadAddress, easyReadLinks, easyReadPages } from './easy-read'
import { leadToLargePrint } from './large-print'
import { draftLinks, draftPath, renderDraft } from './leaflet-drafts'
import { plainNumbers } from './plain-numbers'
import { contactsByNeed, presentContacts } from './present-contacts'
import { qrModules, qrPath } from './qr-code'
import { makeReady, makeReadyWhenAsked, type ReadyPage } from './ready-page'
import { presentWholeBooklet } from './whole-booklet'

export interface PublicPagesOptions {
  content: Content
  views: Views
  words: Words
  production: boolean
  /** The public address of the portal; without one, no QR code is shown. */
  portalUrl?: string | undefined
  /** Renders pages for kiosks: no telephone links and nothing stored in the browser. */
  kiosk?: boolean
  /** The service notices to show on every page. */
  notices?: readonly ServiceNotice[]
  /** Renders each page on its first request, because after a change of content the process is busy serving requests. */
  whenAsked?: boolean
}

interface PageToRender {
  /** The English address; the Welsh one is the same below /cy. */
  path: string
  template: string
  context: object
  /** The address of its PDF version without the extension. */
  printed?: string
  /** Set for a page that is rendered on its first request: returns additional template data. */
  whenAsked?: () => object
  /** False for a page without the feedback question. */
  isAskedAbout?: false
}

/**
 * Renders every public page once, in both languages and in large print, into bytes ready to send. Blank forms are many
 * and seldom requested, so each is rendered on its first request.
 *
 * @returns the pages by path
 * @throws when a template or its wording is broken, so that the process does not start with a page missing
 */
export function renderPublicPages(options: PublicPagesOptions): ReadonlyMap<string, ReadyPage> {
  const { content, views, production, kiosk = false, notices = [], whenAsked = false } = options
  const shared = { content, notices }
  const ready = new Map<string, ReadyPage>()
  const put = (path: string, language: TextLanguage, render: () => string, isLater: boolean) => {
    const make = () => {
      const html = render()
      return makeReady(path, language, kiosk ? plainNumbers(html) : html, { production })
    }
    ready.set(path, isLater ? makeReadyWhenAsked(path, language, make) : make())
  }
  for (const language of contentLanguages) {
    const inLarge = keepToLargePrint(language, options)
    for (const page of pagesIn(language, options)) {
      for (const isLarge of [false, true]) {
        const render = () => {
          const html = views.render(`public/${page.template}.njk`, language, {
            ...publicPageContext(language, page.path, shared, { kiosk, isLarge }),
            askAbout: page.isAskedAbout === false ? null : page.path,
            keep: waysToKeep(language, page),
            ...page.context,
            ...page.whenAsked?.(),
          })
          return isLarge ? inLarge(html) : html
        }
        const path = addressIn(language, isLarge ? inLargePrint(page.path) : page.path)
        put(path, language, render, whenAsked || page.whenAsked !== undefined)
      }
    }
  }
  for (const draft of production ? [] : content.drafts) {
    const inLarge = keepToLargePrint('en', options)
    for (const isLarge of [false, true]) {
      const path = draftPath(draft.language)
      const render = () => {
        const withoutNotices = { content, notices: [] }
        const { languageLinks, ...shared } = publicPageContext('en', '/leaflet', withoutNotices, { kiosk, isLarge })
        const html = renderDraft(draft, views, {
          ...shared,
          otherSize: isLarge ? path : inLargePrint(path),
          languageLinks: [...languageLinks, ...draftLinks(content, { production, isLarge })],
        })
        return isLarge ? inLarge(html) : html
      }
      put(isLarge ? inLargePrint(path) : path, draft.language, render, whenAsked)
    }
  }
  return ready
}

/**
 * Points the links and forms of a large-print page at large-print pages, which exist for every page of the language.
 *
 * @param others the English addresses of pages that are not rendered at start
 * @returns a function that rewrites the HTML of a page
 */
export function keepToLargePrint(
  language: ContentLanguage,
  options: PublicPagesOptions,
  others: readonly string[] = [],
): (html: string) => string {
  const ready = pagesIn(language, options).map(({ path }) => path)
  const paths = [...ready, '/search', '/feedback', '/local', ...others]
  const drafts = draftLinks(options.content, { production: options.production, isLarge: false })
  return leadToLargePrint(
    new Map([
      ...paths.map(path => [addressIn(language, path), addressIn(language, inLargePrint(path))] as const),
      ...drafts.map(({ href }) => [href, inLargePrint(href)] as const),
    ]),
  )
}

/** Every page of a language that is rendered from the content alone, by its English address. */
export function publicPagesByPath(
  language: ContentLanguage,
  options: PublicPagesOptions,
): ReadonlyMap<string, Pick<PageToRender, 'template' | 'context' | 'whenAsked'>> {
  return new Map(pagesIn(language, options).map(page => [page.path, page]))
}

/** The English addresses of pages with the feedback question. */
export function pagesAskedAbout(options: PublicPagesOptions): ReadonlySet<string> {
  const asked = pagesIn('en', options).filter(page => page.isAskedAbout !== false)
  return new Set([...asked.map(({ path }) => path), '/local'])
}

/** The print and PDF links of a page. */
function waysToKeep(language: ContentLanguage, { printed }: PageToRender) {
  return {
    pdf: printed && pdfAddress(language, printed, 'standard'),
    largePdf: printed && pdfAddress(language, printed, 'large'),
  }
}

function pagesIn(
  language: ContentLanguage,
  { content, words, portalUrl, production }: PublicPagesOptions,
): PageToRender[] {
  const t = words.in(language)
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
  const texts: readonly Document[] = [...content.guides[language], ...content.chapters[language]]
  return [
    { path: '/', template: 'home', context: { chapters } },
    { path: '/offline', template: 'offline', context: { keep: null }, isAskedAbout: false },
    { path: '/feedback/thanks', template: 'feedback-thanks', context: { keep: null }, isAskedAbout: false },
    {
      path: '/leaflet',
      template: 'leaflet',
      context: {
        ...presentDocument(content.leaflet[language]),
        qr: qrCodeTo('/leaflet', language, portalUrl),
        easyRead: easyReadAddress('leaflet', language, content),
        drafts: draftLinks(content, { production, isLarge: false }),
      },
      printed: '/leaflet',
    },
    {
      path: '/booklet',
      template: 'booklet',
      context: { guides, chapters, easyRead: easyReadLinks(language, content) },
      printed: '/booklet',
    },
    {
      path: '/booklet/print',
      template: 'whole-booklet',
      context: { texts: texts.map(text => presentWholeBooklet(text.id, presentDocument(text))) },
      printed: '/booklet',
    },
    ...texts.map(text => ({
      path: `/booklet/${text.id}`,
      template: 'chapter',
      context: {
        ...presentDocument(text),
        easyRead: easyReadAddress(text.id, language, content),
        leadsToLocal: (chapterIds as readonly string[]).includes(text.id),
      },
      printed: `/booklet/${text.id}`,
    })),
    ...easyReadPages(language, content),
    { path: '/forms', template: 'blank-forms', context: { forms: blankFormLinks(language, t) } },
    ...forms.map(form => ({
      path: blankFormPath(form),
      template: 'blank-form',
      context: {},
      whenAsked: () => ({ form: presentBlankForm(form, language, t) }),
      printed: blankFormPath(form),
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
    forms: addressIn(language, '/forms'),
    print: addressIn(language, '/booklet/print'),
    search: addressIn(language, '/search'),
    feedback: addressIn(language, '/feedback'),
    local: addressIn(language, '/local'),
    /** In-cell addresses have no language prefix; the site takes the language from the parameter and remembers it. */
    my: language === 'cy' ? '/my/sign-in?lang=cy' : '/my/sign-in',
  }
}

/**
 * The context of the layout that all public pages share.
 *
 * @param path the page's English address in standard print, from which the links to the other language and size are
 *   derived
 */
export function publicPageContext(
  language: ContentLanguage,
  path: string,
  { content, notices }: { content: Content; notices: readonly ServiceNotice[] },
  { kiosk, isLarge }: { kiosk: boolean; isLarge: boolean },
) {
  const sized = isLarge ? inLargePrint(path) : path
  return {
    site: 'public',
    kiosk,
    isLarge,
    otherSize: addressIn(language, isLarge ? path : inLargePrint(path)),
    links: linksIn(language),
    homeUrl: addressIn(language, '/'),
    translationUnchecked: language === 'cy',
    serviceNotices: noticesOn('public', notices, language),
    urgent: {
      emergency: phoneOf('emergency-999', content)?.number,
      samaritans: phoneOf('samaritans', content)?.number,
    },
    languageLinks: [
      { lang: 'en', text: 'English', href: addressIn('en', sized), current: language === 'en' },
      { lang: 'cy', text: 'Cymraeg', href: addressIn('cy', sized), current: language === 'cy' },
    ],
  }
}

function qrCodeTo(path: string, language: ContentLanguage, portalUrl: string | undefined) {
  if (portalUrl === undefined) return null
  const address = new URL(addressIn(language, path), portalUrl).href
  const modules = qrModules(address)
  return { address, size: modules.length, path: qrPath(modules) }
}

/** Converts a text for the templates. */
export function presentDocument(document: Document) {
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
