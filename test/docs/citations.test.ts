import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { commentsOf, filesBelow, proseOf, read } from './files'

const root = join(__dirname, '../..')
const documents = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...filesBelow('docs', '.md'),
  ...filesBelow('content', '.md'),
]
const documentOf = (name: string) => documents.filter(path => basename(path) === name)
const headingsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => (heading ?? '').replace(/ \(.*\)$/, ''))

const decisions = new Set(filesBelow('docs/decisions', '.md').map(path => Number(/\/(\d{4})-/.exec(path)?.[1])))

const paragraphs = new Set(
  filesBelow('content/policy', '.json').flatMap(path =>
    (JSON.parse(read(path)) as { paragraphs: { cited: string[] }[] }).paragraphs.flatMap(({ cited }) => cited),
  ),
)

/** Every place of the sources that a text cites, written as the paragraphs are: 'PF 3.5, 3.6' is two of them. */
function paragraphsCitedIn(text: string): readonly string[] {
  const numbered = [...text.matchAll(/\b(PF|PSI) (\d\.\d+(?:(?:, | and | to )\d\.\d+)*)/g)].flatMap(
    ([, source, numbers]) => (numbers?.match(/\d\.\d+/g) ?? []).map(number => `${source} ${number}`),
  )
  const appendices = [...text.matchAll(/\bApp (\d)((?:(?:, | and )?(?: ?§\d))*)/g)].flatMap(
    ([, appendix, sections]) => {
      const numbers = sections?.match(/\d/g) ?? []
      return numbers.length === 0 ? [`PF App ${appendix}`] : numbers.map(number => `PF App ${appendix} §${number}`)
    },
  )
  const annexes = [...text.matchAll(/\bOMiC, Annex(?:es)? ([A-E])(?: and ([A-E]))?/g)].flatMap(([, one, other]) =>
    [one, other].filter(letter => letter !== undefined).map(letter => `OMiC, Annex ${letter}`),
  )
  const headings = [...text.matchAll(/\bOMiC(?: roles|, (?!Annex|OMiC)[A-Z][A-Za-z -]+[a-z])/g)].map(
    ([citation]) => citation,
  )
  const letter = [...text.matchAll(/\bLetter (?:beyond )?Day 1, \d[a-d]?/g)].map(([citation]) => citation)
  return [...numbered, ...appendices, ...annexes, ...headings, ...letter]
}

function faultsOf(path: string, text: string): readonly string[] {
  const withoutDocument = [...text.matchAll(/(?<![\w./-])((?:[\w.-]+\/)*)([\w-]+\.md)\b/g)]
    .filter(([, folder, name]) =>
      folder === ''
        ? documentOf(name ?? '').length === 0
        : ![root, join(root, dirname(path))].some(base => existsSync(join(base, `${folder}${name}`))),
    )
    .map(([citation]) => citation)
  const withoutHeading = [...text.matchAll(/(?<![\w/-])([\w-]+\.md)(?:, ([A-Z]\w.*)| (\d\.\d+))/g)]
    .filter(([, name, words, number]) => {
      const headings = documentOf(name ?? '').flatMap(headingsOf)
      return !headings.some(heading =>
        number === undefined ? words?.startsWith(heading) : heading.startsWith(`${number} `),
      )
    })
    .map(([citation]) => citation.slice(0, 80))
  const withoutDecision = [...text.matchAll(/\bdecisions? (\d+)/gi)]
    .filter(([, number]) => !decisions.has(Number(number)))
    .map(([citation]) => citation)
  const withoutParagraph = paragraphsCitedIn(text).filter(citation => !paragraphs.has(citation))
  const inAnotherForm = text.match(/\bPF Appendi\w+ \d/g) ?? []
  return [...withoutDocument, ...withoutHeading, ...withoutDecision, ...withoutParagraph, ...inAnotherForm].map(
    citation => `${path}: ${citation}`,
  )
}

const folders = ['server', 'admin', 'tools', 'demo', 'migrations', 'assets', 'test'].filter(folder =>
  existsSync(join(root, folder)),
)

it.each(folders)('comments in %s cite existing documents and paragraphs', folder => {
  const files = filesBelow(folder, '.ts', '.js', '.mjs', '.cjs')
  expect(files.flatMap(path => faultsOf(path, commentsOf(path)))).toEqual([])
})

it('reasons cite existing documents and paragraphs', () => {
  const files = filesBelow('server/domain', '.ts')
  expect(files.flatMap(path => faultsOf(path, proseOf(path)))).toEqual([])
  expect(files.flatMap(path => paragraphsCitedIn(proseOf(path))).length).toBeGreaterThan(100)
})

describe('documents', () => {
  const written = documents.filter(path => !path.startsWith('content/'))

  it('cite existing documents and paragraphs', () => {
    const withoutLinks = (text: string) => text.replace(/\]\([^)]*\)/g, ']')
    expect(written.flatMap(path => faultsOf(path, withoutLinks(read(path))))).toEqual([])
  })

  it('link to existing files and headings', () => {
    const anchorOf = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replace(/ /g, '-')
    const broken = written.flatMap(path =>
      [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)]
        .filter(([, target, anchor]) => {
          const file = target ? join(dirname(path), target) : path
          if (!existsSync(join(root, file))) return true
          const anchors =
            anchor === undefined ? [] : [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, h]) => anchorOf(h ?? ''))
          return anchor !== undefined && !anchors.includes(anchor)
        })
        .map(([link]) => `${path}: ${link}`),
    )
    expect(broken).toEqual([])
  })
})
