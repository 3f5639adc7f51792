import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { contentLanguages, type ContentLanguage } from '../../server/content/files/language'
import { createSearchIndex, longestQuestion } from '../../server/content/search/search-index'
import { termsOf } from '../../server/content/search/search-terms'
import { loadWords } from '../../server/content/words/words'
import { presentResults } from '../../server/sites/public/search/present-results'
import { searchEntries } from '../../server/sites/public/search/search-entries'
import { contentDir, publicSite, root } from './public-site'

const { content, pages } = publicSite()
const words = loadWords(contentDir, true)
const entries = { en: entriesIn('en'), cy: entriesIn('cy') }
const indexes = { en: indexIn('en'), cy: indexIn('cy') }

function entriesIn(language: ContentLanguage) {
  const t = words.in(language)
  return searchEntries(content, language, {
    contactsTitle: t('public:contacts.title'),
    easyReadName: t('easy-read:name'),
  })
}

function indexIn(language: ContentLanguage) {
  return createSearchIndex(entries[language], language, content.searchWords[language])
}

function found(language: ContentLanguage, question: string, among = 3): string[] {
  return indexes[language]
    .search(question)
    .found.slice(0, among)
    .map(({ entry }) => entry.href)
}

test.each(contentLanguages)('links every result to an existing heading (%s)', language => {
  const parsed = new Map<string, ReturnType<typeof load>>()
  for (const { href } of entries[language]) {
    const [path = '', fragment] = href.split('#')
    const html = pages.get(path)!.bodies.identity.bytes.toString()
    const page = parsed.get(path) ?? load(html)
    parsed.set(path, page)
    if (fragment) expect([href, page(`[id="${fragment}"]`).is('h2, h3')]).toEqual([href, true])
  }
})

test.each([
  ['rent', '/booklet/a-place-to-live#help-with-rent-while-you-are-in-prison'],
  ['RENT!', '/booklet/a-place-to-live#help-with-rent-while-you-are-in-prison'],
  ['samaritans', '/contacts#samaritans'],
  ['116 123', '/contacts#samaritans'],
  ['pom', '/booklet/words-we-use#pom'],
  ['naloxon', '/booklet/words-we-use#naloxone'],
  ['universl credt', '/booklet/words-we-use#universal-credit'],
  ['where can I get a doctor', '/booklet/words-we-use#gp'],
  ['recalled', '/booklet/if-you-are-recalled'],
])('finds for “%s” in English %s among the first', (question, href) => {
  expect(found('en', question)).toContain(href)
})

test.each([
  ['trwydded', '/cy/booklet/words-we-use#trwydded'],
  ['drwydded', '/cy/booklet/words-we-use#trwydded'],
  ['samariaid', '/cy/contacts#samaritans'],
  ['mechniaeth', '/cy/booklet/words-we-use#mechniaeth'],
  ['gredyd cynhwysol', '/cy/booklet/words-we-use#credyd-cynhwysol'],
])('finds for “%s” in Welsh %s among the first', (question, href) => {
  expect(found('cy', question)).toContain(href)
})

test.each([
  ['en', 'easy read', 'In: Easy Read: '],
  ['en', 'easy read health', 'In: Easy Read: Health'],
  ['cy', 'hawdd ei ddeall iechyd', 'Tudalen: Hawdd ei Ddeall: Iechyd'],
] as const)('marks in %s a result for “%s” as Easy Read', (language, question, label) => {
  const [first] = presentResults(indexes[language].search(question).found, language)
  expect(words.in(language)('public:search.in', { page: first!.page })).toContain(label)
  expect(first!.href).toMatch(/^(\/cy)?\/easy-read\/[a-z-]+$/)
})

test('finds each Easy Read edition by its words, after the text it is made from', () => {
  for (const language of contentLanguages) {
    const easyRead = entries[language].filter(({ href }) => href.includes('/easy-read/'))
    expect(easyRead.map(({ heading }) => heading)).toEqual(content.easyRead[language].map(({ title }) => title))
    for (const { lines } of easyRead) expect(lines.length).toBeGreaterThan(10)
  }
  expect(found('en', 'probation and licence', 1)).toEqual(['/booklet/probation-and-licence'])
  expect(found('en', 'health', 1)).toEqual(['/booklet/health'])
})

test('matches words with and without accents, composed or decomposed', () => {
  expect(termsOf('tŷ', 'en')).toEqual(['tŷ', 'ty'])
  expect(found('cy', 'parol', 5)).toEqual(expect.arrayContaining(found('cy', 'parôl', 1)))
  expect(found('cy', 'parôl'.normalize('NFD'))).toEqual(found('cy', 'parôl'))
})

test('matches Welsh words through their initial mutations', () => {
  for (const changed of ['garchar', 'charchar', 'ngharchar']) expect(termsOf(changed, 'cy')).toContain('carchar')
  for (const changed of ['arian', 'gwaith', 'waith']) expect(found('cy', changed).length).toBeGreaterThan(0)
  expect(termsOf('garchar', 'en')).toEqual(['garchar'])
})

test.each(['suicide', 'suicidal', 'I want to kill myself, suicide'])('finds the Samaritans for “%s”', question => {
  expect(found('en', question, 4)).toContain('/contacts#samaritans')
})

test('finds the Samaritans in Welsh', () => {
  expect(found('cy', 'hunanladdiad', 4)).toContain('/cy/contacts#samaritans')
})

test('finds something for every synonym', () => {
  for (const language of contentLanguages) {
    const synonyms = JSON.parse(readFileSync(join(root, 'content/search-words.json'), 'utf8')) as Record<
      ContentLanguage,
      Record<string, string[]>
    >
    for (const phrase of Object.values(synonyms[language]).flat()) {
      expect([phrase, indexes[language].search(phrase).exact, found(language, phrase).length > 0]).toEqual([
        phrase,
        true,
        true,
      ])
    }
  }
})

test('tells exact matches from approximate ones', () => {
  expect(indexes.en.search('prison rent').exact).toBe(true)
  expect(indexes.en.search('prizon rent').exact).toBe(false)
})

test.each(['', '   ', '?!', 'xqzzkv', '\u0000', '<>'])('finds nothing for %p and does not fail', question => {
  expect(indexes.en.search(question).found).toEqual([])
})

test('answers a query of any length quickly', () => {
  const long = 'prison housing money '.repeat(10_000)
  const began = performance.now()
  for (let times = 0; times < 20; times += 1) indexes.en.search(long)
  expect((performance.now() - began) / 20).toBeLessThan(100)
  expect(long.length).toBeGreaterThan(longestQuestion)
})

test('shows the line that contains the words and marks them', () => {
  const [first] = presentResults(indexes.cy.search('nyddiad').found, 'cy')
  expect(first!.snippet.some(({ marked }) => marked)).toBe(true)
  for (const question of ['rent', 'universal credit', 'tell staff']) {
    for (const { snippet } of presentResults(indexes.en.search(question).found, 'en')) {
      expect(snippet.map(({ text }) => text).join('').length).toBeLessThan(260)
    }
  }
})

test('finds only public contacts', () => {
  const hidden = [...content.contacts.values()].filter(({ shown }) => !shown)
  const ids = new Set(entries.en.map(({ href }) => href))
  expect(hidden.filter(({ id }) => ids.has(`/contacts#${id}`))).toEqual([])
})
