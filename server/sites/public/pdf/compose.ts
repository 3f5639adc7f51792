import { phoneOf } from '../../../content/facts-and-contacts/references'
import type { ContentLanguage } from '../../../content/files/language'
import type { Content, Document, EasyRead, Source } from '../../../content/load-content'
import type { Block } from '../../../content/texts/markdown'
import type { Translate } from '../../../content/words/words'
import type { Piece, PrintedDocument, PrintSize, Run } from '../../../pdf/pieces'
import { presentContacts, type PresentedContact } from '../present-contacts'
import { qrModules } from '../qr-code'
import { readHtml, readLine } from './read-html'

export interface PrintedFrom {
  content: Content
  words: { in(language: string): Translate }
  /** The public address of the portal; without one, no QR code is printed. */
  portalUrl: string | undefined
  /** Returns the SVG of a picture by its name. */
  picture: (name: string) => string
}

export interface Composer {
  content: Content
  language: ContentLanguage
  size: PrintSize
  t: Translate
  /** The English translations, for pages that say that their Welsh has not been checked. */
  english: Translate
}

/**
 * Composes the leaflet, which fits on one double-sided sheet at the standard size.
 *
 * @param address the leaflet's web address for the QR code; undefined when unknown
 */
export function composeLeaflet(
  from: PrintedFrom,
  language: ContentLanguage,
  size: PrintSize,
  address: string | undefined,
): PrintedDocument {
  const composer = composerFor(from, language, size)
  const { t } = composer
  const leaflet = from.content.leaflet[language]
  const isSheet = size === 'standard'
  const sections = leaflet.sections.flatMap((section): Piece[] => [
    ...(isSheet ? [{ kind: 'new-page' as const }] : []),
    { kind: 'heading', level: 2, text: section.title },
    ...blocks(section.blocks, composer, 0),
  ])
  return {
    ...about(leaflet.title, leaflet.description, composer),
    ...(isSheet ? { pages: 2, textSize: 16 } : {}),
    pageWord: isSheet ? null : t('public:pdf.page'),
    pieces: [
      { kind: 'heading', level: 1, text: leaflet.title },
      ...notice(leaflet, composer),
      ...blocks(leaflet.introduction, composer, 0),
      ...(isSheet ? [paragraph(t('public:leaflet.other-side'))] : []),
      ...sections,
      ...(address === undefined ? [] : [qrCode(address, t)]),
    ],
  }
}

/** Composes a single chapter or another text of the booklet. */
export function composeChapter(from: PrintedFrom, chapter: Document, size: PrintSize): PrintedDocument {
  const composer = composerFor(from, chapter.language, size)
  return {
    ...about(chapter.title, chapter.description, composer),
    pieces: [
      { kind: 'heading', level: 1, text: chapter.title },
      ...notice(chapter, composer),
      ...blocks(chapter.introduction, composer, 0),
      ...chapter.sections.flatMap((section): Piece[] => [
        { kind: 'heading', level: 2, text: section.title },
        ...blocks(section.blocks, composer, 0),
      ]),
      ...urgent(composer),
    ],
  }
}

/** Composes the whole booklet: contents and urgent contacts, then each chapter on a new page. */
export function composeBooklet(from: PrintedFrom, language: ContentLanguage, size: PrintSize): PrintedDocument {
  const composer = composerFor(from, language, size)
  const { t } = composer
  const chapters: readonly Document[] = [...from.content.guides[language], ...from.content.chapters[language]]
  const unchecked = chapters.find(chapter => !chapter.translationChecked)
  return {
    ...about(t('public:booklet.print.title'), t('public:booklet.description'), composer),
    pieces: [
      { kind: 'heading', level: 1, text: t('public:booklet.print.title') },
      ...(unchecked ? notice(unchecked, composer) : []),
      paragraph(t('public:booklet.print.lead')),
      ...urgent(composer),
      { kind: 'heading', level: 2, text: t('public:booklet.print.contents') },
      { kind: 'contents', entries: chapters.map(({ id, title }) => ({ id, text: title })) },
      ...chapters.flatMap((chapter): Piece[] => [
        { kind: 'new-page' },
        { kind: 'heading', level: 2, text: chapter.title, id: chapter.id },
        ...blocks(chapter.introduction, composer, 1),
        ...chapter.sections.flatMap((section): Piece[] => [
          { kind: 'heading', level: 3, text: section.title },
          ...blocks(section.blocks, composer, 1),
        ]),
      ]),
    ],
  }
}

/** Composes an Easy Read edition: one idea per row, with the picture on the left and the words on the right. */
export function composeEasyRead(from: PrintedFrom, edition: EasyRead, size: PrintSize): PrintedDocument {
  const composer = composerFor(from, edition.language, size)
  const title = `${composer.t('easy-read:name')}: ${edition.title}`
  const lines = (all: EasyRead['introduction']) =>
    all.map(({ picture, html }): Piece => ({ kind: 'pictured', picture: from.picture(picture), runs: readLine(html) }))
  return {
    ...about(title, edition.description, composer),
    textSize: size === 'large' ? 20 : 16,
    pieces: [
      { kind: 'heading', level: 1, text: title },
      ...notice(edition, composer),
      ...lines(edition.introduction),
      ...edition.sections.flatMap((section): Piece[] => [
        { kind: 'heading', level: 2, text: section.title },
        ...lines(section.lines),
      ]),
      ...(edition.id === 'leaflet' ? [] : urgent(composer)),
      paragraph(composer.t('easy-read:credit')),
    ],
  }
}

/** Collects what the composing functions need for one language and size. */
export function composerFor({ content, words }: PrintedFrom, language: ContentLanguage, size: PrintSize): Composer {
  return { content, language, size, t: words.in(language), english: words.in('en') }
}

/** The metadata of a PDF, dated by its most recently checked fact. */
export function about(title: string, description: string, { content, language, size, t }: Composer) {
  const checked = [...content.facts.values()].map(fact => fact.asAt).toSorted()
  return {
    title,
    description,
    service: t('common:service'),
    language,
    size,
    textSize: size === 'large' ? 18 : 12,
    pages: null,
    pageWord: t('public:pdf.page'),
    day: checked.at(-1) ?? '2026-01-01',
  }
}

/** The notice that the Welsh has not been checked, in Welsh and English; empty once it has been. */
export function notice({ translationChecked }: Pick<Source, 'translationChecked'>, { t, english }: Composer): Piece[] {
  if (translationChecked) return []
  return [
    {
      kind: 'aside',
      pieces: [
        paragraph(t('public:translation.notice')),
        { ...paragraph(english('public:translation.notice')), language: 'en' },
      ],
    },
  ]
}

/** The box with emergency contacts. */
export function urgent({ content, t }: Composer): Piece[] {
  const number = (id: string): Run => ({ text: phoneOf(id, content)?.number ?? '', bold: true, unbroken: true })
  const call = (words: string, id: string): Piece => ({
    kind: 'paragraph',
    runs: [{ text: `${words} `, bold: false, unbroken: false }, number(id)],
  })
  return [
    {
      kind: 'aside',
      pieces: [
        { kind: 'heading', level: 2, text: t('public:urgent.title') },
        paragraph(t('public:urgent.prison')),
        call(t('public:urgent.danger'), 'emergency-999'),
        call(t('public:urgent.low'), 'samaritans'),
      ],
    },
  ]
}

function blocks(all: readonly Block[], composer: Composer, deeper: 0 | 1): Piece[] {
  const pieces: Piece[] = []
  for (const block of all) {
    if (block.kind === 'html') {
      pieces.push(...readHtml(block.html, deeper))
    } else if (block.kind === 'contacts') {
      const contacts = presentContacts(block.contacts, composer.language)
      pieces.push(...contacts.map(each => contact(each, composer.t, deeper)))
    } else {
      const last = pieces.at(-1)
      if (last?.kind === 'boxes') pieces.splice(-1, 1, { kind: 'boxes', labels: [...last.labels, block.label] })
      else pieces.push({ kind: 'boxes', labels: [block.label] })
    }
  }
  return pieces
}

/** A contact as on the web page, but without its website, which cannot be followed on paper. */
function contact({ name, summary, phones, text, hours, nation }: PresentedContact, t: Translate, deeper: 0 | 1): Piece {
  return {
    kind: 'together',
    pieces: [
      { kind: 'heading', level: deeper === 0 ? 3 : 4, text: name },
      paragraph(summary),
      ...phones.map(({ label, number, free }): Piece => ({
        kind: 'paragraph',
        runs: [
          { text: `${label}: `, bold: false, unbroken: false },
          { text: number, bold: true, unbroken: true },
          { text: ` (${t(free ? 'public:contact.free' : 'public:contact.not-free')})`, bold: false, unbroken: false },
        ],
      })),
      ...(text === null ? [] : [paragraph(text)]),
      ...(hours === null ? [] : [paragraph(`${t('public:contact.hours')}: ${hours}`)]),
      ...(nation === null ? [] : [paragraph(t(`public:contact.nations.${nation}`))]),
    ],
  }
}

function qrCode(address: string, t: Translate): Piece {
  return {
    kind: 'qr-code',
    modules: qrModules(address),
    alternative: t('public:leaflet.qr.alternative', { address }),
    caption: t('public:leaflet.qr.caption'),
  }
}

/** A paragraph of plain text. */
export function paragraph(words: string): Extract<Piece, { kind: 'paragraph' }> {
  return { kind: 'paragraph', runs: [{ text: words, bold: false, unbroken: false }] }
}
