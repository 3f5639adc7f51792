import type { Knex } from 'knex'
import { createDatabase } from '../../server/database'
import { reads, siteReads } from '../../server/database/reads'

const database = createDatabase({} as Knex) as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>

const listed = [reads, siteReads].flatMap(list =>
  Object.entries<readonly string[]>(list).flatMap(([repository, names]) =>
    names.map(name => [repository, name] as const),
  ),
)

it.each(listed)('writes nothing in %s.%s, which pages may call', (repository, name) => {
  const source = String(database[repository]?.[name])
  expect(source).not.toMatch(/\binsert\b|\bupdate\b(?!d)|\bdelete from\b|\.del(ete)?\(|for update/i)
})
