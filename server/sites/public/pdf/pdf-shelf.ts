import { createHash } from 'node:crypto'
import { addressIn, easyReadPath, pdfAddress } from '../../../content/addresses'
import { contentLanguages, type ContentLanguage } from '../../../content/files/language'
import type { Document } from '../../../content/load-content'
import { forms } from '../../../domain/applications'
import type { Draw } from '../../../pdf/draw-elsewhere'
import type { PrintedDocument, PrintSize } from '../../../pdf/pieces'
import { blankFormPath } from '../blank-forms'
import { publicSecurityHeaders } from '../ready-page'
import { composeBooklet, composeChapter, composeEasyRead, composeLeaflet, type PrintedFrom } from './compose'
import { composeBlankForm } from './compose-blank-form'

/** A PDF with its headers, ready to send. */
export interface ReadyPdf {
  bytes: Uint8Array
  etag: string
  headers: Readonly<Record<string, string>>
  notModifiedHeaders: Readonly<Record<string, string>>
}

/** The printable PDFs by address. Their number is fixed, so the cache is bounded. */
export interface PdfShelf {
  paths: readonly string[]
  has(path: string): boolean
  /**
   * Generated once on the first request, even with concurrent ones, and cached; undefined when there is no such PDF.
   */
  take(path: string): Promise<ReadyPdf> | undefined
}

interface Printable {
  language: ContentLanguage
  fileName: string
  compose(): PrintedDocument
}

/**
 * Creates the cache of all PDFs, in both languages and two sizes: the leaflet, the whole booklet, each text, each Easy
 * Read edition and each blank form.
 */
export function createPdfShelf(from: PrintedFrom, draw: Draw, { production }: { production: boolean }): PdfShelf {
  const printables = new Map(contentLanguages.flatMap(language => [...printablesIn(language, from)]))
  const drawn = new Map<string, Promise<ReadyPdf>>()
  return {
    paths: [...printables.keys()],
    has: path => printables.has(path),
    take(path) {
      const printable = printables.get(path)
      if (!printable) return undefined
      const known = drawn.get(path)
      if (known) return known
      const ready = draw(printable.compose()).then(bytes => makeReady(printable, bytes, production))
      drawn.set(path, ready)
      ready.catch(() => drawn.delete(path))
      return ready
    },
  }
}

function printablesIn(language: ContentLanguage, from: PrintedFrom): Map<string, Printable> {
  const { content, portalUrl } = from
  const printables = new Map<string, Printable>()
  const add = (page: string, compose: (size: PrintSize) => PrintedDocument) => {
    for (const size of ['standard', 'large'] as const) {
      const path = pdfAddress(language, page, size)
      const name = path.slice(path.lastIndexOf('/') + 1)
      const fileName = language === 'en' ? name : name.replace(/\.pdf$/, '-cymraeg.pdf')
      printables.set(path, { language, fileName, compose: () => compose(size) })
    }
  }
  const leafletUrl = portalUrl && new URL(addressIn(language, '/leaflet'), portalUrl).href
  const texts: readonly Document[] = [...content.guides[language], ...content.chapters[language]]
  add('/leaflet', size => composeLeaflet(from, language, size, leafletUrl))
  add('/booklet', size => composeBooklet(from, language, size))
  for (const text of texts) add(`/booklet/${text.id}`, size => composeChapter(from, text, size))
  for (const edition of content.easyRead[language]) {
    add(easyReadPath(edition.id), size => composeEasyRead(from, edition, size))
  }
  for (const form of forms) add(blankFormPath(form), size => composeBlankForm(from, form, language, size))
  return printables
}

function makeReady({ language, fileName }: Printable, bytes: Uint8Array, production: boolean): ReadyPdf {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
  const notModifiedHeaders = {
    ETag: etag,
    'Cache-Control': 'public, max-age=60, stale-while-revalidate=600',
    'Content-Language': language,
    ...publicSecurityHeaders('', production),
  }
  return {
    bytes,
    etag,
    notModifiedHeaders,
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(bytes.length),
      'Content-Disposition': `inline; filename="${fileName}"`,
      ...notModifiedHeaders,
    },
  }
}
