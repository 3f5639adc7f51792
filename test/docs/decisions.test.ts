import { filesBelow, read } from './files'

const files = filesBelow('docs/decisions', '.md').filter(path => !path.endsWith('README.md'))
const readme = read('docs/decisions/README.md')
const numberOf = (path: string) => Number(/\/(\d{4})-/.exec(path)?.[1])

it.each(files)('%s has the format of a decision', path => {
  const text = read(path)
  expect(text).toMatch(
    new RegExp(
      `^# ${numberOf(path)}\\. .+\n\nDate: \\d{4}-\\d{2}-\\d{2}\n\nStatus: (Accepted|Superseded by \\[decision \\d+\\]).*\n\n## Context\n\n`,
    ),
  )
  expect(text.match(/^## .+$/gm)).toEqual(['## Context', '## Decision', '## Consequences'])
  expect(text).not.toMatch(/^## .+\n+(?=## |$(?![\s\S]))/m)
})

it('has each number once and explains the missing ones', () => {
  const numbers = files.map(numberOf)
  expect(numbers).toEqual([...new Set(numbers)])
  const notUsed = (/^(.*) were never used\./m.exec(readme)?.[1]?.match(/\d+/g) ?? []).map(Number)
  const all = Array.from({ length: Math.max(...numbers) }, (_, at) => at + 1)
  expect([...numbers, ...notUsed].sort((a, b) => a - b)).toEqual(all)
})

it('lists every decision by its title', () => {
  const listed = [...readme.matchAll(/^\| (\d+) \| \[(.+)\]\(([^)]+)\)(?: \(superseded\))? \|$/gm)]
  expect(listed.map(([, number, title, name]) => `docs/decisions/${name} # ${number}. ${title}`)).toEqual(
    files.map(path => `${path} ${read(path).split('\n')[0]}`),
  )
})
