import openMoji from '@iconify-json/openmoji/icons.json'
import { load } from 'cheerio'
import { contentLanguages } from '../../server/content/files/language'
import type { EasyRead } from '../../server/content/load-content'
import { easyReadIds } from '../../server/content/texts/booklet'
import { publicSite } from './public-site'
import { fleschKincaidGrade, prose, sentences, withoutNames, withoutPictures, wordsIn } from './reading'

const { content, pages } = publicSite()
const editions = contentLanguages.flatMap(language => content.easyRead[language])
const linesOf = ({ introduction, sections }: EasyRead) => [introduction, ...sections.map(({ lines }) => lines)].flat()
const htmlOf = (path: string) => load(pages.get(path)!.bodies.identity.bytes.toString())

test('exists in both languages for the leaflet and the most needed chapters', () => {
  for (const language of contentLanguages) expect(content.easyRead[language].map(({ id }) => id)).toEqual(easyReadIds)
})

test.each(content.easyRead.en)('$id is at grade 3 or below', edition => {
  expect(fleschKincaidGrade(prose(withoutPictures(edition)))).toBeLessThanOrEqual(3)
})

test.each(editions)('$file has one idea a line: two sentences at most, of 15 words at most', edition => {
  const lines = prose(withoutPictures(edition)).map(withoutNames)
  expect(lines.filter(line => sentences(line).length > 2)).toEqual([])
  expect(lines.flatMap(sentences).filter(sentence => wordsIn(sentence).length > 15)).toEqual([])
})

test.each(editions)('$file has no more than 70 lines', edition => {
  expect(linesOf(edition).length).toBeLessThanOrEqual(70)
})

test.each(content.easyRead.en)('$id has no abbreviations or contractions except for names in bold', edition => {
  const page = load(
    linesOf(edition)
      .map(({ html }) => `<p>${html}</p>`)
      .join(''),
  )
  page('strong').remove()
  const text = withoutNames(page.text())
  expect(text.match(/\b(COM|POM|OMU|PRT|GP|ID|UC|DAF|DWP|CAS|BRP|FRS)\b|\w’(t|re|ll|ve|m)\b/g)).toBeNull()
})

test.each(content.easyRead.en)('$id has matching sections in Welsh and English', edition => {
  const welsh = content.easyRead.cy.find(({ id }) => id === edition.id)!
  expect(welsh.sections.length).toBe(edition.sections.length)
  expect(welsh.title).not.toBe(edition.title)
  const passages = new Set(prose(withoutPictures(edition)))
  expect(prose(withoutPictures(welsh)).filter(line => passages.has(line))).toEqual([])
})

test('uses every picture, and only OpenMoji pictures that can be embedded in a page', () => {
  const icons = new Map(Object.entries(openMoji.icons))
  const used = new Set(editions.flatMap(linesOf).map(({ picture }) => picture))
  expect([...content.pictures.keys()].filter(picture => !used.has(picture))).toEqual([])
  const bodies = [...content.pictures.values()].map(name => icons.get(name)?.body ?? `no ${name}`)
  expect(bodies.filter(body => !body.startsWith('<') || /\sstyle=/.test(body))).toEqual([])
  const ids = bodies.flatMap(body => [...body.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))
  expect(ids.length).toBe(new Set(ids).size)
})

test.each(editions)('$file shows a decorative picture for each line and credits the maker', edition => {
  const page = htmlOf(`${edition.language === 'cy' ? '/cy' : ''}/easy-read/${edition.id}`)
  const shown = page('.app-easy-read__line').toArray()
  expect(shown.length).toBe(linesOf(edition).length)
  for (const [index, { picture }] of linesOf(edition).entries()) {
    const svg = page(shown[index]).children().first()
    expect(svg.attr('aria-hidden')).toBe('true')
    expect(svg.find('use').attr('href')).toBe(`#picture-${picture}`)
  }
  expect(page('.app-easy-read__credit').text()).toContain('OpenMoji')
  expect(page('.app-easy-read__credit').text()).toContain('CC BY-SA 4.0')
})

test.each(editions)('$file is linked from the full text and the booklet', ({ id, language }) => {
  const below = language === 'cy' ? '/cy' : ''
  const whole = id === 'leaflet' ? '/leaflet' : `/booklet/${id}`
  for (const path of [whole, '/booklet']) {
    expect(htmlOf(below + path)(`a[href="${below}/easy-read/${id}"]`).length).toBe(1)
  }
  expect(htmlOf(`${below}/easy-read/${id}`)(`a[href="${below}${whole}"]`).length).toBe(1)
})
