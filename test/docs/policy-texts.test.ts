import { join } from 'node:path'
import { loadPolicyTexts, slugOf } from '../../server/content/texts/policy-texts'
import { filesBelow, read, stringsOf } from './files'

interface PolicyText {
  readonly name: string
  readonly short: string
  readonly source: string
  readonly paragraphs: readonly {
    readonly cited: readonly string[]
    readonly heading: string
    readonly words: readonly (string | readonly string[])[]
  }[]
}

const files = filesBelow('content/policy', '.json')
const textOf = (path: string) => JSON.parse(read(path)) as PolicyText

/** Only letters and digits: layout, markup and footnote marks differ between a source and its paragraphs. */
const bare = (text: string) => text.replace(/<[^>]+>|\]\([^)]*\)/g, '').replace(/[^\p{L}\p{Nd}]/gu, '')

it('has the four sources', () => {
  expect(files.map(path => textOf(path).short)).toEqual(['OMiC', 'PF', 'PSI', 'Letter'])
})

describe.each(files)('%s', path => {
  const text = textOf(path)
  // Footnotes stand at the foot of a page, in the middle of a paragraph that goes on; paragraphs leave them out.
  const source = read(text.source).replace(/^[⁰¹²³⁴-⁹].*$/gm, '')

  it('says what its source says, in the same order', () => {
    const whole = bare(source)
    let at = 0
    const missing: string[] = []
    for (const { cited, words } of text.paragraphs) {
      for (const line of words.flat()) {
        const found = whole.indexOf(bare(line), at)
        if (found === -1) missing.push(`${cited[0]}: ${line}`)
        else at = found
      }
    }
    expect(missing).toEqual([])
  })

  it('has every numbered paragraph of its source', () => {
    const numbered = [...source.matchAll(/^(?:- )?(\d\.\d+) /gm)].map(([, number]) => `${text.short} ${number}`)
    const cited = text.paragraphs.flatMap(paragraph => paragraph.cited)
    expect(numbered.filter(citation => !cited.includes(citation))).toEqual([])
  })

  it('cites each paragraph in a unique way', () => {
    const cited = text.paragraphs.flatMap(paragraph => paragraph.cited)
    expect(cited).toEqual([...new Set(cited)])
    expect(text.paragraphs.filter(({ words, heading }) => words.length === 0 || heading === '')).toEqual([])
  })
})

describe('the console', () => {
  const texts = loadPolicyTexts(join(__dirname, '../../content'))

  it('has a unique address for every citation', () => {
    const cited = files.flatMap(path => textOf(path).paragraphs.flatMap(paragraph => paragraph.cited))
    expect(texts.size).toBe(cited.length)
    expect([...texts.keys()].filter(slug => !/^[\w.-]+$/.test(slug))).toEqual([])
  })

  it('has the text of every paragraph that a reason can cite', () => {
    const citations = filesBelow('server/domain/routing', '.ts')
      .flatMap(path => stringsOf(path).split('\n'))
      .filter(text => /^(?:PF|OMiC|Letter|PSI)\b/.test(text))
    expect(new Set(citations).size).toBeGreaterThan(35)
    expect(citations.filter(citation => !texts.has(slugOf(citation)))).toEqual([])
  })
})
