import type { Translate } from '../../server/content/words/words'

/** The number of pages for these rows, at least one. */
export function pagesFor(total: number, pageSize: number): number {
  return Math.max(1, Math.ceil(total / pageSize))
}

/**
 * Pagination links for govukPagination; undefined for a single page.
 *
 * @param address builds the URL of a page, from 1
 */
export function presentPagination(page: number, pages: number, address: (page: number) => string, t: Translate) {
  if (pages === 1) return undefined
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter(each => each >= 1 && each <= pages)
  return {
    landmarkLabel: t('console/common:pagination.label'),
    ...(page > 1 && { previous: { href: address(page - 1), text: t('console/common:pagination.previous') } }),
    ...(page < pages && { next: { href: address(page + 1), text: t('console/common:pagination.next') } }),
    items: shown.flatMap((each, index) => {
      const item = { number: each, href: address(each), current: each === page }
      const before = shown[index - 1]
      return before !== undefined && each - before > 1 ? [{ ellipsis: true }, item] : [item]
    }),
  }
}
