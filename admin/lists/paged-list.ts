import type { z } from 'zod'
import type { Translate } from '../../server/content/words/words'
import { mostInFile, partOfFile, type CsvRow } from './csv'
import { listInFile, presentListTable, type ListColumns } from './list-table'
import { presentPages } from './pages'

/** What the address of every list says that is paged by number; `sort` is its order. */
interface PagedQuery {
  readonly sort: string
  readonly page: number
}

/** Writes the addresses of a list. What is as usual in it is left out. */
export interface ListAddresses<Query extends PagedQuery> {
  readonly path: string
  /** The first page with some of it changed; null takes a filter off. */
  readonly changed: (query: Query, changes: Readonly<Partial<Record<string, string | null>>>) => string
  readonly page: (query: Query, page: number) => string
  /** The same list as a file. */
  readonly file: (query: Query) => string
  /** These of its parameters, null where they are as usual: what the form of the filters keeps. */
  readonly kept: (query: Query, ...names: readonly (keyof Query & string)[]) => Readonly<Record<string, string | null>>
}

/** @param schema reads the query of any address, an empty one too */
export function listAddresses<Query extends PagedQuery>(path: string, schema: z.ZodType<Query>): ListAddresses<Query> {
  const usual = new Map(Object.entries(schema.parse({})))
  const isUsual = (name: string, value: unknown) => value === null || value === usual.get(name)
  const write = (to: string, query: Query) => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) {
      if (!isUsual(name, value)) parameters.set(name, String(value))
    }
    return parameters.size === 0 ? to : `${to}?${parameters.toString()}`
  }
  return {
    path,
    changed: (query, changes) => {
      const filled = Object.entries(changes).map(([name, value]) => [name, value ?? undefined])
      return write(path, schema.parse({ ...query, page: 1, ...Object.fromEntries(filled) }))
    },
    page: (query, page) => write(path, { ...query, page }),
    file: query => write(`${path}.csv`, { ...query, page: 1 }),
    kept: (query, ...names) =>
      Object.fromEntries(names.map(name => [name, isUsual(name, query[name]) ? null : String(query[name])])),
  }
}

/** A page of a list. */
interface PagedList<Row, Query> {
  readonly rows: readonly Row[]
  /** How many the list has in all. */
  readonly total: number
  readonly query: Query
  /** How many a page has. */
  readonly size: number
  /** False for a list that has one order of its own. */
  readonly isSorted?: boolean
}

/** Presents a page of a list for `list-page.njk`: its table, its pages and the address of its file. */
export function presentPagedList<Row, Sort extends string, Query extends PagedQuery>(
  columns: ListColumns<Row, Sort>,
  { rows, total, query, size, isSorted = true }: PagedList<Row, Query>,
  addresses: ListAddresses<Query>,
  t: Translate,
) {
  const before = (query.page - 1) * size
  const pages = presentPages(
    { before, shown: rows.length, total },
    {
      previous: query.page > 1 ? addresses.page(query, query.page - 1) : null,
      next: before + rows.length < total ? addresses.page(query, query.page + 1) : null,
    },
    t,
  )
  return {
    what: null,
    acts: [],
    nothing: t('console/common:list.nothing'),
    list: presentListTable(columns, rows, isSorted ? query.sort : null, sort => addresses.changed(query, { sort })),
    pages: rows.length > 0 ? pages : null,
    fileAddress: addresses.file(query),
  }
}

/** The whole list as the rows of a file, read a part at a time. @param read returns a page from 1 */
export async function* listInParts<Row>(
  columns: ListColumns<Row, string>,
  read: (page: { readonly page: number; readonly size: number }) => Promise<readonly Row[]>,
  t: Translate,
): AsyncGenerator<CsvRow> {
  yield* listInFile(columns, [])
  for (let page = 1; page * partOfFile <= mostInFile; page += 1) {
    const rows = await read({ page, size: partOfFile })
    yield* listInFile(columns, rows).slice(1)
    if (rows.length < partOfFile) return
  }
  yield [t('console/common:list.left-out')]
}
