import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')

type Leaves = ReadonlyMap<string, string>

function namespacesIn(language: string): string[] {
  return readdirSync(join(root, 'content', language), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .map(file => file.replaceAll('\\', '/').replace(/\.json$/, ''))
}

function wordingOf(language: string, namespaces: readonly string[]): Leaves {
  return new Map(
    namespaces.flatMap(namespace => {
      const file = join(root, 'content', language, `${namespace}.json`)
      return leavesOf(JSON.parse(readFileSync(file, 'utf8')), `${namespace}:`)
    }),
  )
}

/** Every wording of the portal in a language, by namespace and key; the console is in English only. */
function wordingIn(language: string): Leaves {
  return wordingOf(
    language,
    namespacesIn(language).filter(namespace => !namespace.startsWith('console')),
  )
}

function leavesOf(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]]
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leavesOf(inner, at.endsWith(':') ? at + key : `${at}.${key}`),
  )
}

const plural = /_(zero|one|two|few|many|other)$/
const english = wordingIn('en')
const welsh = wordingIn('cy')
const keysOf = (leaves: Leaves) => new Set([...leaves.keys()].map(key => key.replace(plural, '')))

/** Names, and words that are spelt alike in both languages. */
const alike = new Set([
  'pin-slip:pin',
  'in-cell/sign-in:pin.label',
  'in-cell/applications:messages.from.staff',
  'in-cell/release-day:side.tag',
])

it('has typed keys for every file of wording', () => {
  const typed = readFileSync(join(root, 'server/content/words/wording-keys.ts'), 'utf8')
  expect(namespacesIn('en').filter(namespace => !typed.includes(`content/en/${namespace}.json')`))).toEqual([])
})

it('has the same keys in English and in Welsh', () => {
  const missing = (language: string, leaves: Leaves, other: Leaves) => {
    const keys = keysOf(leaves)
    return [...keysOf(other)]
      .filter(key => !keys.has(key))
      .map(key => `content/${language}/${key.replace(':', '.json: ')}`)
  }
  // For the console, which is in English only.
  const short = /^content\/cy\/forms\/[\w-]+\.json: questions\.[\w-]+\.short$/
  const inWelsh = missing('cy', welsh, english).filter(key => !short.test(key))
  expect([...inWelsh, ...missing('en', english, welsh)]).toEqual([])
})

it('has every plural that Welsh needs', () => {
  const needed = new Intl.PluralRules('cy').resolvedOptions().pluralCategories
  const stems = [...welsh.keys()].filter(key => key.endsWith('_other')).map(key => key.slice(0, -'_other'.length))
  const missing = stems.flatMap(stem =>
    needed.filter(category => !welsh.has(`${stem}_${category}`)).map(category => `${stem}_${category}`),
  )
  expect(missing).toEqual([])
})

it('has the same parameters in both languages', () => {
  const parameters = (text: string) =>
    [...text.matchAll(/{{\s*([\w-]+)/g)]
      .map(([, name]) => name)
      .sort()
      .join()
  const different = [...english].filter(([key, text]) => {
    const translated = welsh.get(key)
    return translated !== undefined && !plural.test(key) && parameters(text) !== parameters(translated)
  })
  expect(different.map(([key]) => key)).toEqual([])
})

// “Yn {{prison}}” would need “yng Ngharchar …”: a name stands after a colon. Days, times and numbers are in figures.
it('puts no name after a Welsh word that changes the next one', () => {
  const days = ['again', 'date', 'day', 'fromDay', 'untilDay']
  const figures = [...days, 'count', 'fromTime', 'limit', 'minutes', 'of', 'time', 'untilTime']
  const mutating =
    /(?<![\p{L}’])(?:a|â|am|ar|at|dan|dy|drwy|ei|fy|gan|gyda|heb|i|neu|o|tan|trwy|tua|wrth|yn) \{\{([\w-]+)\}\}/giu
  const broken = [...welsh].filter(([, text]) =>
    [...text.matchAll(mutating)].some(([, name = '']) => !figures.includes(name)),
  )
  expect(broken).toEqual([])
})

it('is in the plain spoken register of Welsh: does dim, rydyn ni, iddyn nhw', () => {
  const written = [
    ...['nid (?:oes|yw|wyf|ydym|ydych|ydynt)', 'ni (?:all|allwn|allwch|allant|chafodd|chaiff|ddylai|fydd)'],
    ...['rydym', 'maent', 'gallant', 'byddant', 'ydynt', 'iddynt', 'atynt', 'ganddynt', 'wrthym', 'wrthynt'],
    ...['rwyf', 'gennyf', 'arnaf', 'byddaf yn', 'fyddaf yn', 'a’m', 'i’m', 'gweler', 'sicrhewch', 'gwnaed', 'mwyach'],
  ]
  const pattern = new RegExp(`(?<![\\p{L}’])(?:${written.join('|')})(?![\\p{L}’])`, 'iu')
  expect([...welsh].filter(([, text]) => pattern.test(text))).toEqual([])
})

it('differs in Welsh, unless the word is the same', () => {
  const same = [...english].filter(
    ([key, text]) => welsh.get(key) === text && /[a-z]{3}/i.test(text.replace(/{{.*?}}/g, '')),
  )
  expect(same.map(([key]) => key).filter(key => !alike.has(key))).toEqual([])
})

it('has no wording that nothing uses', () => {
  const source = ['server', 'admin', 'views']
    .flatMap(dir =>
      readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' }).map(file => join(root, dir, file)),
    )
    .filter(file => /\.(ts|njk)$/.test(file))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n')
  // Namespaces of which the code asks for whole parts by the name of a form, task or template.
  const byName = /^(forms\/|tasks:|reply-templates:)/
  const all = keysOf(wordingOf('en', namespacesIn('en')))
  // A key whose last part is chosen while the page is made, such as `errors:${page}.title`.
  const isComposed = (start: string) => ['${', '" +'].some(end => source.includes(start + end))
  const unused = [...all].filter(key => {
    if (byName.test(key) || source.includes(key)) return false
    const parts = key.split(/(?<=[:.])/)
    return !parts.slice(1).some((_part, index) => isComposed(parts.slice(0, index + 1).join('')))
  })
  expect(unused).toEqual([])
})
