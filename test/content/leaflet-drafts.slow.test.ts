import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { draftLanguages } from '../../server/content/files/language'
import { loadContent } from '../../server/content/load-content'
import { contentDir, publicSite, root } from './public-site'
import { prose, withoutNames } from './reading'

const { content, pages } = publicSite()
const htmlOf = (path: string) => load(pages.get(path)!.bodies.identity.bytes.toString())
const numbersIn = (html: string) => [...html.matchAll(/href="(tel:[^"]*)"/g)].map(([, address]) => address)

test('has a draft in every language, each marked as a draft', () => {
  expect(content.drafts.map(({ language }) => language)).toEqual(draftLanguages)
  expect(content.drafts.filter(draft => draft.translationChecked)).toEqual([])
})

test.each(content.drafts)('$file has as many things to do as the leaflet, and the same numbers', draft => {
  const html = ({ introduction, sections }: typeof draft | typeof content.leaflet.en) =>
    [...introduction, ...sections.flatMap(({ blocks }) => blocks)].map(block => ('html' in block ? block.html : ''))
  const english = html(content.leaflet.en).join('')
  const translated = html(draft).join('')
  expect(translated.match(/<li>/g)?.length).toBe(english.match(/<li>/g)?.length)
  expect(numbersIn(translated)).toEqual(numbersIn(english))
  expect(prose(draft).filter(piece => prose(content.leaflet.en).includes(piece))).toEqual([])
})

test.each(content.drafts)('$file takes every number from facts and contacts', ({ file }) => {
  const body = readFileSync(join(root, file), 'utf8')
    .replace(/^---[\s\S]*?\n---\n/, '')
    .replace(/\{\{[^}]*\}\}/g, '')
    .replace(/^\d+\. /gm, '')
  expect(withoutNames(body.replaceAll("'", '’')).match(/\S*\d\S*/g)).toBeNull()
})

test.each(content.drafts)(
  '$language has a page with its language, its direction and the notice in two languages',
  draft => {
    const { language, words } = draft
    const page = htmlOf(`/leaflet/${language}`)
    expect(page('html').attr('lang')).toBe(language)
    expect(page('html').attr('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
    const notice = page('main .app-translation')
    expect(notice.text()).toContain(words.notice)
    expect(notice.find('[lang=en]').text()).toContain('not checked by a translator')
    expect(page('h1').text()).toBe(draft.title)
    expect(pages.get(`/leaflet/${language}`)!.bodies.br.headers['Content-Language']).toBe(language)
  },
)

test.each(content.drafts)('$language is available in large print, with links between both sizes', draft => {
  const { language, words } = draft
  const [standard, large] = [`/leaflet/${language}`, `/large-print/leaflet/${language}`] as const
  expect(htmlOf(standard)(`a[rel=alternate][href="${large}"]`).text()).toBe(words.large)
  expect(htmlOf(large)(`a[rel=alternate][href="${standard}"]`).text()).toBe(words.standard)
  expect(htmlOf(large)('html').is('.app-large-print')).toBe(true)
  expect(htmlOf(large)('html').attr('lang')).toBe(language)
  expect(htmlOf(large)('a[rel=alternate][hreflang=cy]').attr('href')).toBe('/cy/large-print/leaflet')
  const other = draftLanguages.find(each => each !== language)!
  expect(htmlOf(large)(`a[hreflang=${other}]`).attr('href')).toBe(`/large-print/leaflet/${other}`)
})

test.each(content.drafts)('$language marks what stays in English as English', ({ language }) => {
  const page = htmlOf(`/leaflet/${language}`)
  const english = page('.app-leaflet [lang=en]')
  const marked = new Set(english.toArray().map(element => page(element).text()))
  const names = ['Universal Credit', 'Samaritans', 'Home Office', 'Men’s Advice Line', 'Discretionary Assistance Fund']
  expect([...marked]).toEqual(expect.arrayContaining([...names, 'I have nowhere to stay tonight', 'travel warrant']))
  expect(english.is('[dir=ltr]')).toBe(language === 'ar')
})

test('keeps telephone numbers left to right in right-to-left text', () => {
  const page = htmlOf('/leaflet/ar')
  const phones = page('main .app-phone').toArray()
  expect(phones.length).toBeGreaterThan(10)
  for (const phone of phones) expect(page(phone).attr('dir')).toBe('ltr')
})

test.each([
  ['/leaflet', ''],
  ['/cy/leaflet', ''],
  ['/large-print/leaflet', '/large-print'],
])('%s links to the drafts', (path, below) => {
  const page = htmlOf(path)
  for (const language of draftLanguages) {
    expect(page(`a[href="${below}/leaflet/${language}"][lang=${language}][hreflang=${language}]`).length).toBe(1)
  }
})

test('leaves out the drafts and links to them in production', () => {
  expect(loadContent(contentDir, { production: true }).drafts).toEqual([])
  const production = publicSite({ production: true }).pages
  const drafts = new RegExp(`/leaflet/(${draftLanguages.join('|')})\\b`)
  expect([...production.keys()].filter(path => drafts.test(path))).toEqual([])
  expect([...production.values()].filter(page => drafts.test(page.bodies.identity.bytes.toString()))).toEqual([])
})
