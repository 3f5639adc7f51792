import { z } from 'zod'
import { pagesFor } from './pagination'

/** The page number in the query string; invalid values count as 1. */
export const pageField = z.coerce.number().int().min(1).max(1_000_000).catch(1)

/** Reads a page of a list; numbers past the end yield the last page. @param read returns rows that contain the total */
export async function pageOf<Row extends { readonly total: number }>(
  requestedPage: number,
  pageSize: number,
  read: (page: number) => Promise<readonly Row[]>,
): Promise<{ readonly rows: readonly Row[]; readonly page: number }> {
  const rows = await read(requestedPage)
  if (rows.length > 0 || requestedPage === 1) return { rows, page: requestedPage }
  const first = await read(1)
  const page = pagesFor(first[0]?.total ?? 0, pageSize)
  return { rows: page === 1 ? first : await read(page), page }
}
