import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load, type CheerioAPI } from 'cheerio'
import { contentLanguages, type ContentLanguage, type TextLanguage } from '../../server/content/files/language'
import type { Content, Document } from '../../server/content/load-content'
import type { PageId } from '../../server/content/texts/booklet'
import { highestGrade, longestSentence } from '../../server/content/texts/reading'
import { contentDir, publicSite, root } from './public-site'
import { allWords, longSentences, overGrade, prose, sentences, withoutNames, withoutPictures, wordsIn } from './reading'

const { content, pages, pdfs } = publicSite()
const parsed = new Map<string, CheerioAPI>()
const addresses = new Set([...pages.keys(), ...pdfs.paths])

const everything = contentLanguages.flatMap(language => documentsIn(content, language))
const english = everything.filter(document => document.language === 'en')
const shown = [...content.contacts.values()].filter(contact => contact.shown)

function isContentLanguage(language: TextLanguage): boolean {
  return contentLanguages.some(each => each === language)
}

function documentsIn(
  { leaflet, guides, chapters, easyRead, pages: about }: Content,
  language: ContentLanguage,
): Document[] {
  return [
    leaflet[language],
    ...guides[language],
    ...chapters[language],
    ...easyRead[language].map(withoutPictures),
    ...about[language].values(),
  ]
}

describe('reading age of English texts', () => {
  test('is grade 4 or below for the leaflet', () => {
    expect(overGrade(content.leaflet.en, highestGrade.leaflet)).toEqual([])
  })

  test.each([...content.guides.en, ...content.chapters.en])('is grade 6 or below in $id', chapter => {
    expect(overGrade(chapter, highestGrade.booklet)).toEqual([])
  })

  test.each(content.chapters.en)('counts 500 to 800 words in $id', chapter => {
    const words = wordsIn(prose(chapter).join(' ')).length
    expect(words).toBeGreaterThanOrEqual(500)
    expect(words).toBeLessThanOrEqual(800)
  })

  test.each([...content.guides.en, ...content.chapters.en])('allows 12 words a sentence on average in $id', chapter => {
    const all = prose(chapter).flatMap(sentences)
    expect(all.flatMap(wordsIn).length / all.length).toBeLessThanOrEqual(12)
  })

  test.each(english)('allows at most 25 words a sentence in $file', document => {
    expect(longSentences(document, longestSentence)).toEqual([])
  })

  test.each([...content.guides.en, ...content.chapters.en])('allows at most 20 words a sentence in $id', chapter => {
    expect(longSentences(chapter, 20)).toEqual([])
  })

  test('allows at most 25 words a sentence in descriptions of contacts', () => {
    const all = shown.map(contact => contact.summary.en).flatMap(sentences)
    expect(all.filter(sentence => wordsIn(withoutNames(sentence)).length > longestSentence)).toEqual([])
  })
})

describe('words to avoid', () => {
  const banned: Record<ContentLanguage, RegExp> = {
    en: /\b(ex-)?offend(er|ers|ing)\b|\bprisoners?\b|\bresidents?\b|\binmates?\b|\bservice users?\b|\bPiPs?\b|\bcustodial\b|\bthrough the gate\b|\bfresh start\b|\bback on your feet\b|\bplease\b|\be\.g\.|\bi\.e\.|\betc\b|\bFAQ/i,
    cy: /\b(cyn-)?droseddw(r|yr)\b|\btroseddw(r|yr)\b|\b[cg]h?archarorion\b|\b[cg]h?archaror\b|\bdefnyddwyr gwasanaeth\b|\bpreswylw(r|yr)\b/i,
  }

  test.each(everything)('are absent from $file', document => {
    expect(withoutNames(allWords(document)).match(banned[document.language])).toBeNull()
  })

  test.each(contentLanguages)('are absent from the descriptions of contacts (%s)', language => {
    const words = shown.map(contact => contact.summary[language]).join('\n')
    expect(words.match(banned[language])).toBeNull()
  })
})

describe('numbers', () => {
  test.each(everything)('are not typed in $file but come from facts or contacts, by name', ({ file }) => {
    const body = readFileSync(join(root, file), 'utf8')
      .replace(/^---[\s\S]*?\n---\n/, '')
      .replace(/\{\{[^}]*\}\}/g, '')
      .replace(/^\d+\. /gm, '')
    const rest = withoutNames(body.replaceAll("'", '’'))
    expect(rest.match(/\S*\d\S*/g)).toBeNull()
  })
})

describe('Welsh', () => {
  test.each(content.chapters.en)('$id is translated and differs from the English', chapter => {
    const welsh = content.chapters.cy.find(({ id }) => id === chapter.id)!
    expectOwnWords(chapter, welsh)
  })

  test('translates the leaflet, the guides and the pages about the service', () => {
    content.guides.en.forEach((guide, index) => expectOwnWords(guide, content.guides.cy[index]!))
    expectOwnWords(content.leaflet.en, content.leaflet.cy)
    for (const page of content.pages.en.values()) expectOwnWords(page, content.pages.cy.get(page.id as PageId)!)
  })

  test('has every public page in both languages, with a link to the other and its own language declared', () => {
    const paths = [...pages].filter(([, { language }]) => isContentLanguage(language)).map(([path]) => path)
    const inEnglish = paths.filter(path => path !== '/cy' && !path.startsWith('/cy/'))
    expect(paths.length).toBe(inEnglish.length * 2)
    for (const path of inEnglish) {
      const other = path === '/' ? '/cy' : `/cy${path}`
      expect(htmlOf(path)('html').attr('lang')).toBe('en')
      expect(htmlOf(other)('html').attr('lang')).toBe('cy')
      expect(htmlOf(path)(`a[lang=cy][hreflang=cy][href="${other}"]`).length).toBe(1)
      expect(htmlOf(other)(`a[lang=en][hreflang=en][href="${path}"]`).length).toBe(1)
    }
  })

  test('says in both languages that no fluent reader has checked a page', () => {
    for (const [path, { language }] of pages) {
      if (!isContentLanguage(language)) continue
      const notice = htmlOf(path)('.app-translation')
      expect(notice.length).toBe(language === 'cy' ? 1 : 0)
      if (language === 'cy') expect(notice.find('[lang=en]').text()).toContain('No fluent Welsh speaker has checked')
    }
  })

  test('marks every phrase in the other language with its language', () => {
    const phrases = JSON.parse(readFileSync(join(contentDir, 'phrases.json'), 'utf8')) as Record<string, string[]>
    const marked: Record<string, Set<string>> = { en: new Set(), cy: new Set() }
    for (const path of pages.keys()) {
      const page = htmlOf(path)
      for (const element of page('main span[lang]').toArray())
        marked[page(element).attr('lang')!]!.add(page(element).text())
    }
    for (const [language, each] of Object.entries(phrases)) expect([...marked[language]!].sort()).toEqual(each.sort())
  })

  test('marks a contact’s name that stays in English on Welsh pages', () => {
    expect(htmlOf('/cy/contacts')('#streetlink').attr('lang')).toBe('en')
    expect(htmlOf('/cy/contacts')('#samaritans').attr('lang')).toBeUndefined()
    expect(htmlOf('/contacts')('#streetlink').attr('lang')).toBeUndefined()
  })

  function expectOwnWords(inEnglish: Document, inWelsh: Document): void {
    expect(inWelsh.title).not.toBe(inEnglish.title)
    const passages = new Set(prose(inEnglish))
    expect(prose(inWelsh).filter(piece => passages.has(piece))).toEqual([])
  }
})

describe('links in texts', () => {
  test.each(everything)('$file has no broken link', ({ file }) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    const dead = lines.flatMap((line, index) =>
      [...line.matchAll(/\]\((\/[^)#]*)/g)]
        .map(([, path = '']) => path)
        .filter(path => !addresses.has(path) && !isInCell(path) && !isLocal(path))
        .map(path => `${file} line ${index + 1}: ${path}`),
    )
    expect(dead).toEqual([])
  })
})

describe('public pages as served', () => {
  test.each([...pages.keys()])('%s has no broken link', path => {
    const page = htmlOf(path)
    for (const element of page('a[href]').toArray()) {
      const href = page(element).attr('href')!
      if (href.startsWith('tel:')) expect(href).toMatch(/^tel:\d+$/)
      else if (href.startsWith('#')) expect(page(`[id="${href.slice(1)}"]`).length).toBe(1)
      else if (!isInCell(href) && !isLocal(href)) expectPage(href)
    }
  })

  test.each([...pages.keys()])('%s links within its language, except for the link to the other language', path => {
    const page = htmlOf(path)
    const { language } = pages.get(path)!
    const followed = page('a[href^="/"]:not([hreflang])')
      .toArray()
      .map(element => page(element).attr('href')!)
    const isWelsh = (href: string) =>
      href === '/cy' || href.startsWith('/cy/') || /^\/my(?:\/sign-in)?\?lang=cy$/.test(href)
    expect(followed.filter(href => isWelsh(href) !== (language === 'cy'))).toEqual([])
  })

  test('exist in two sizes that link to each other, and large print links to large print', () => {
    const isLarge = (path: string) => /^(\/cy)?\/large-print(\/|$)/.test(path)
    for (const path of pages.keys()) {
      const page = htmlOf(path)
      const other = page('main a[rel=alternate]').attr('href')!
      expect([path, pages.has(other), isLarge(other)]).toEqual([path, true, !isLarge(path)])
      expect([path, htmlOf(other)('main a[rel=alternate]').attr('href')]).toEqual([path, path])
      expect([path, page('html').is('.app-large-print')]).toEqual([path, isLarge(path)])
      if (!isLarge(path)) continue
      const leads = page('a[href^="/"]:not([rel=alternate], [href*=".pdf"], [href^="/my"]), form')
        .toArray()
        .map(element => page(element).attr('href') ?? page(element).attr('action')!)
      expect([path, leads.filter(href => !isLarge(href))]).toEqual([path, []])
    }
  })

  test.each([...pages.keys()])('%s has one heading of level 1, unique ids and no skipped level', path => {
    const page = htmlOf(path)
    expect(page('h1').length).toBe(1)
    const ids = page('[id]')
      .toArray()
      .map(element => page(element).attr('id')!)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const levels = page('h1, h2, h3, h4')
      .toArray()
      .map(element => Number(element.tagName.slice(1)))
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
  })

  test('list who can help in a table of the leaflet, each row with its header', () => {
    const page = htmlOf('/leaflet')
    const rows = page('tbody tr').toArray()
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect(page(row).find('th[scope=row]').length).toBe(1)
  })

  test('show nothing of a contact that is not public', () => {
    const numbersShown = new Set(shown.flatMap(contact => contact.phones.map(phone => phone.number)))
    const hidden = [...content.contacts.values()].filter(contact => !contact.shown)
    const all = [...pages.values()].map(page => page.bodies.identity.bytes.toString()).join('\n')
    for (const { number } of hidden.flatMap(contact => contact.phones)) {
      if (!numbersShown.has(number)) expect(all).not.toContain(`>${number}<`)
    }
    expect(hidden.filter(contact => all.includes(`>${contact.name.en}<`))).toEqual([])
    expect(all).not.toContain('Do not print')
  })

  function expectPage(href: string): void {
    const [path = '', fragment] = href.split('#')
    expect([href, addresses.has(path)]).toEqual([href, true])
    if (fragment) expect(htmlOf(path)(`[id="${fragment}"]`).length).toBe(1)
  }
})

function isInCell(href: string): boolean {
  return /^\/my(?:\/sign-in)?(\?lang=cy)?$/.test(href)
}

/** Where prisons add something is made from the database, and tried there. */
function isLocal(href: string): boolean {
  return /^(\/cy)?(\/large-print)?\/local$/.test(href)
}

/** Read by the quick parser: that the pages are valid HTML is tested by itself. */
function htmlOf(path: string): CheerioAPI {
  const html = () => pages.get(path)!.bodies.identity.bytes.toString('utf8')
  const known = parsed.get(path) ?? load(html(), { xml: { xmlMode: false } })
  parsed.set(path, known)
  return known
}
