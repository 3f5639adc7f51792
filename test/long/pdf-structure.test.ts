import { createServer, type Server } from 'node:http'
import { load } from 'cheerio'
import express from 'express'
import request from 'supertest'
import type { ContentLanguage } from '../../server/content/files/language'
import { loadWords } from '../../server/content/words/words'
import { drawPdf } from '../../server/pdf/draw'
import type { PrintedDocument } from '../../server/pdf/pieces'
import { composeEasyRead } from '../../server/sites/public/pdf/compose'
import { createPdfShelf } from '../../server/sites/public/pdf/pdf-shelf'
import { readHtml } from '../../server/sites/public/pdf/read-html'
import { servePdfs } from '../../server/sites/public/pdf/serve-pdfs'
import { contentDir, picture, publicSite } from '../content/public-site'
import { nodesOf, readPdf, wordsOf, type Bookmark, type PdfReading } from '../set-up/pdf'

const portalUrl = 'https://leaving.example.test'
const { content, pdfs } = publicSite({ portalUrl })
const words = loadWords(contentDir, true)
const readings = new Map<string, Promise<PdfReading>>()

function read(path: string): Promise<PdfReading> {
  const known = readings.get(path) ?? pdfs.take(path)!.then(({ bytes }) => readPdf(bytes))
  readings.set(path, known)
  return known
}

const some = [
  '/leaflet.pdf',
  '/cy/leaflet.pdf',
  '/leaflet-large-print.pdf',
  '/cy/leaflet-large-print.pdf',
  '/booklet.pdf',
  '/cy/booklet.pdf',
  '/booklet-large-print.pdf',
  '/booklet/a-place-to-live.pdf',
  '/cy/booklet/a-place-to-live-large-print.pdf',
  '/easy-read/leaflet.pdf',
  '/cy/easy-read/health.pdf',
  '/cy/easy-read/health-large-print.pdf',
]

const languageOf = (path: string): ContentLanguage => (path.startsWith('/cy/') ? 'cy' : 'en')
const textOf = ({ pages }: PdfReading) => pages.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')

// The forms to fill in by hand are drawn in blank-forms.slow.test.ts.
const texts = pdfs.paths.filter(path => !path.includes('/forms/'))

test('exist for the leaflet, the booklet, each of its texts and each Easy Read edition, in both languages and sizes', () => {
  const parts = content.chapters.en.length + content.guides.en.length
  expect(texts.length).toBe((parts + content.easyRead.en.length + 2) * 4)
})

// Every one in both sizes is drawn by test/long/documents.test.ts.
test('all render, alternately in standard size and large print', async () => {
  for (const path of texts.filter((_path, index) => index % 4 === 0 || index % 4 === 3))
    expect((await pdfs.take(path)!).bytes.length).toBeGreaterThan(10_000)
})

describe.each(some)('%s', path => {
  test('states its title and language, and is marked as accessible', async () => {
    const reading = await read(path)
    expect(reading).toMatchObject({
      language: `${languageOf(path)}-GB`,
      marked: true,
      showsTitle: true,
      claimsUniversalAccess: true,
    })
    expect(reading.title).not.toBe('')
  })

  test('has all content in its structure or marked as decoration', async () => {
    for (const { loose, structure } of (await read(path)).pages) {
      expect(loose).toBe(0)
      expect(structure).not.toBeNull()
    }
  })

  test('has one heading of level 1, its title, and skips no level', async () => {
    const { pages, title } = await read(path)
    const headings = pages.flatMap(({ structure }) => nodesOf(structure, 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'))
    expect(headings.filter(({ role }) => role === 'H1').map(wordsOf)).toEqual([title])
    const levels = headings.map(({ role }) => Number(role?.slice(1)))
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1)
  })

  test('has alternative text for each picture and link in its structure', async () => {
    for (const { structure, links } of (await read(path)).pages) {
      for (const { alt } of nodesOf(structure, 'Figure')) expect(alt).toMatch(/\w/)
      for (const { says } of links) expect(says).toMatch(/\w/)
      const placed = nodesOf(structure, 'Link').filter(({ children }) => children?.some(({ annotation }) => annotation))
      expect(placed.length).toBe(links.length)
    }
  })

  test('is read in the order of its structure, and gives the scope of each table header', async () => {
    const file = Buffer.from((await pdfs.take(path)!).bytes).toString('latin1')
    const { pages } = await read(path)
    const headers = pages.flatMap(({ structure }) => nodesOf(structure, 'TH'))
    expect(file.match(/\/Tabs \/S\b/g)?.length).toBe(pages.length)
    expect(file.match(/\/Scope \/(Row|Column)\b/g)?.length ?? 0).toBe(headers.length)
  })

  test('has bookmarks below its title', async () => {
    const { bookmarks, title } = await read(path)
    expect(bookmarks.length).toBe(1)
    expect(bookmarks[0]).toMatchObject({ title })
    expect(bookmarks[0]!.below.length).toBeGreaterThan(0)
  })

  test('is large in large print', async () => {
    const least = path.includes('large-print') ? 18 : 12
    for (const { smallest } of (await read(path)).pages) expect(smallest).toBeGreaterThanOrEqual(least)
  })

  test('includes telephone numbers and leaves web addresses out', async () => {
    const credit = words.in(languageOf(path))('easy-read:credit')
    const text = textOf(await read(path)).replace(credit, '')
    expect(text).toContain('116 123')
    expect(text).not.toMatch(/https?:|www\.|\.gov\.uk|\.org/)
  })
})

describe.each(['en', 'cy'] as const)('the leaflet in %s', language => {
  const path = language === 'en' ? '/leaflet.pdf' : '/cy/leaflet.pdf'

  test('is one sheet of A4: what to do on one side, who can help on the other', async () => {
    const { pages } = await read(path)
    expect(pages.length).toBe(2)
    expect(nodesOf(pages[0]!.structure, 'LI').length).toBe(10)
    expect(nodesOf(pages[0]!.structure, 'Table').length).toBe(0)
    expect(nodesOf(pages[1]!.structure, 'Table').length).toBe(1)
  })

  test('has every word of the text', async () => {
    const text = textOf(await read(path))
    for (const contact of content.leaflet[language].introduction) {
      const pieces = contact.kind === 'html' ? readHtml(contact.html) : []
      const list = pieces.find(piece => piece.kind === 'list')
      for (const item of list?.items ?? []) {
        const [only] = item
        const lineText = only?.kind === 'paragraph' ? only.runs.map(run => run.text).join('') : 'nothing'
        expect(text).toContain(lineText)
      }
    }
  })

  test('has a header for every row of its table', async () => {
    const [table] = nodesOf((await read(path)).pages[1]!.structure, 'Table')
    const rows = nodesOf(table!, 'TR')
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect(row.children?.[0]?.role).toBe('TH')
    expect(nodesOf(rows[0]!, 'TH').length).toBe(2)
  })

  test('has a QR code and its address in words', async () => {
    const [figure, ...more] = nodesOf((await read(path)).pages[1]!.structure, 'Figure')
    expect(more).toEqual([])
    expect(figure?.alt).toContain(`${portalUrl}${language === 'cy' ? '/cy' : ''}/leaflet`)
  })
})

test('leaves the QR code out of the leaflet without a public address', async () => {
  const shelf = createPdfShelf({ content, words, portalUrl: undefined, picture }, drawPdf, { production: false })
  const { pages } = await readPdf((await shelf.take('/leaflet.pdf')!).bytes)
  expect(pages.length).toBe(2)
  expect(nodesOf(pages[1]!.structure, 'Figure')).toEqual([])
})

test('makes Welsh letters selectable', async () => {
  const text = textOf(await read('/cy/booklet.pdf'))
  expect(text).toMatch(/ŵ/)
  expect(text).toMatch(/ŷ/)
})

test('marks English in Welsh as English', async () => {
  const { pages } = await read('/cy/leaflet.pdf')
  const english = nodesOf(pages[0]!.structure, 'P').filter(({ lang }) => lang === 'en-GB')
  expect(english.map(wordsOf)).toEqual([expect.stringContaining('No fluent Welsh speaker')])
})

describe.each(content.easyRead.cy)('the Easy Read edition of $id', edition => {
  const path = `/cy/easy-read/${edition.id}.pdf`
  const lines = [...edition.introduction, ...edition.sections.flatMap(section => section.lines)]

  test('has each line once, as a paragraph of 14 points or more, and credits the pictures', async () => {
    const { pages } = await read(path)
    const paragraphs = pages.flatMap(({ structure }) => nodesOf(structure, 'P').map(wordsOf))
    for (const { html } of lines) expect(paragraphs).toContain(load(html).text())
    expect(paragraphs.at(-1)).toBe(words.in('cy')('easy-read:credit'))
    for (const { smallest } of pages) expect(smallest).toBeGreaterThanOrEqual(14)
  })

  test('has a decorative picture for each line', async () => {
    const { pages } = await read(path)
    expect(pages.flatMap(({ structure }) => nodesOf(structure, 'Figure'))).toEqual([])
    const { pieces } = composeEasyRead({ content, words, portalUrl, picture }, edition, 'standard')
    const pictures = pieces.flatMap(piece => (piece.kind === 'pictured' ? [piece.picture] : []))
    expect(pictures).toEqual(lines.map(line => picture(line.picture)))
  })
})

describe('the whole booklet', () => {
  const texts = [...content.guides.en, ...content.chapters.en]

  test('has contents with links and page numbers for each part', async () => {
    const { pages } = await read('/booklet.pdf')
    const entries = pages.flatMap(({ structure }) => nodesOf(structure, 'TOCI'))
    expect(entries.length).toBe(texts.length)
    for (const [index, { title, id }] of texts.entries()) {
      const page = Number(/(\d+)$/.exec(wordsOf(entries[index]!))?.[1])
      expect(wordsOf(entries[index]!)).toBe(`${title} ${page}`)
      expect(nodesOf(pages[page - 1]!.structure, 'H2').map(wordsOf)[0]).toBe(title)
      const links = pages.flatMap(each => each.links)
      expect(links[index]).toEqual({ subtype: 'Link', dest: id, says: title })
    }
  })

  test('has a bookmark for each part, with its own parts below', async () => {
    const [top] = (await read('/booklet.pdf')).bookmarks
    const bookmarkOf = (title: string): Bookmark | undefined => top!.below.find(each => each.title === title)
    for (const { title, sections } of texts) {
      expect(bookmarkOf(title)?.below.map(each => each.title)).toEqual(sections.map(section => section.title))
    }
  })
})

test('throws for an element without a printed form', () => {
  expect(() => readHtml('<p>Words</p><video></video>')).toThrow('<video> has no printed form')
})

describe('PDF responses', () => {
  let server: Server
  const drawn: string[] = []
  const shelf = createPdfShelf(
    { content, words, portalUrl, picture },
    async (document: PrintedDocument) => {
      drawn.push(document.title)
      if (document.title === content.leaflet.cy.title && drawn.length === 1) throw new Error('no ink')
      return drawPdf(document)
    },
    { production: true },
  )

  beforeAll(done => {
    const app = express()
    app.use(servePdfs(() => shelf, { production: true }))
    app.use((_req, res) => {
      res.status(418).end()
    })
    const fail: express.ErrorRequestHandler = (_error, _req, res, _next) => {
      res.status(500).end()
    }
    app.use(fail)
    server = createServer(app).listen(0, '127.0.0.1', done)
  })

  afterAll(done => {
    server.close(done)
  })

  test('render again after a failure', async () => {
    expect((await request(server).get('/cy/leaflet.pdf')).status).toBe(500)
    expect((await request(server).get('/cy/leaflet.pdf')).status).toBe(200)
  })

  test('render once, however many requests arrive at once and later', async () => {
    const before = drawn.length
    const answers = await Promise.all(Array.from({ length: 10 }, () => request(server).get('/leaflet.pdf')))
    answers.push(await request(server).get('/leaflet.pdf'))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(drawn.length).toBe(before + 1)
  })

  test('have the headers of the pages, and a file name', async () => {
    const { headers } = await request(server).get('/leaflet.pdf')
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="leaflet.pdf"',
      'content-language': 'en',
      'cache-control': 'public, max-age=60, stale-while-revalidate=600',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['etag']).toMatch(/^"[\w-]{27}"$/)
    expect(headers['set-cookie']).toBeUndefined()
    const welsh = await request(server).get('/cy/leaflet-large-print.pdf')
    expect(welsh.headers['content-disposition']).toBe('inline; filename="leaflet-large-print-cymraeg.pdf"')
  })

  test('answer HEAD without a body and a valid cached copy with 304', async () => {
    const head = await request(server).head('/leaflet.pdf')
    expect(head.status).toBe(200)
    expect(Number(head.headers['content-length'])).toBeGreaterThan(10_000)
    const held = await request(server).get('/leaflet.pdf').set('If-None-Match', head.headers['etag']!)
    expect(held.status).toBe(304)
    expect(held.headers['etag']).toBe(head.headers['etag'])
    expect(held.headers['content-length']).toBeUndefined()
  })

  test('exist for no other address', async () => {
    expect((await request(server).post('/leaflet.pdf')).status).toBe(405)
    expect((await request(server).get('/nothing.pdf')).status).toBe(418)
    expect((await request(server).get('/booklet/nothing.pdf')).status).toBe(418)
  })

  test('have the same bytes for the same text, so that every server has the same ETag', async () => {
    const again = createPdfShelf({ content, words, portalUrl, picture }, drawPdf, { production: true })
    const [one, other] = await Promise.all([shelf.take('/leaflet.pdf')!, again.take('/leaflet.pdf')!])
    expect(one.etag).toBe(other.etag)
  })
})
