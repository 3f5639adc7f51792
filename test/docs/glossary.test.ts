import { filesBelow, proseOf, read } from './files'

/** Two capital letters or more, with a number that belongs to them: PRT, BCST2; and those that also have small ones. */
const abbreviation = /\b(?:[A-Z]{2,}[0-9]*|OASys|OMiC|nDelius)(?=s?\b)/g

const rows = [
  ...(read('docs/glossary.md').split('## Words of the service')[0] ?? '').matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm),
]
  .map(([, word, meaning]) => ({ word: (word ?? '').trim(), meaning: (meaning ?? '').trim() }))
  .filter(({ word }) => word !== 'word' && !word.startsWith('---'))
const explained = rows.flatMap(({ word }) => word.split(/[ .-]/))

/** What stands between backticks, and the names of files, are names and not words. */
const withoutNames = (prose: string) => prose.replace(/`[^`\n]*`|\b[\w-]+\.md\b/g, '')

function notExplained(files: readonly string[], textOf: (path: string) => string): readonly string[] {
  return files.flatMap(path =>
    [...new Set(withoutNames(textOf(path)).match(abbreviation))]
      .filter(word => !explained.includes(word))
      .map(word => `${path}: ${word}`),
  )
}

it('explains every abbreviation of the wording', () => {
  const files = filesBelow('content/en', '.json')
  expect(files.length).toBeGreaterThan(50)
  expect(notExplained(files, read)).toEqual([])
})

it('explains every abbreviation in comments and strings of the domain', () => {
  const files = filesBelow('server/domain', '.ts')
  expect(files.length).toBeGreaterThan(40)
  expect(notExplained(files, proseOf)).toEqual([])
})

it('explains every abbreviation of the policy documents', () => {
  expect(notExplained(filesBelow('docs/policy', '.md'), read)).toEqual([])
})

it('lists each word once, in alphabetical order, with a meaning', () => {
  const words = rows.map(({ word }) => word)
  expect(words).toEqual([...new Set(words)].sort((a, b) => a.localeCompare(b, 'en')))
  expect(rows.filter(({ meaning }) => meaning === '')).toEqual([])
})
