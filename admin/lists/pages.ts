import type { Translate } from '../../server/content/words/words'
import { mostCounted } from '../../server/database'

/** The place of a page in its list. */
export interface PageInList {
  /** How many rows stand before the page, and how many are on it. */
  readonly before: number
  readonly shown: number
  /** Counted to just over {@link mostCounted}. */
  readonly total: number
}

/** "26 to 50 of 2,207". */
export function placeInWords({ before, shown, total }: PageInList, t: Translate): string {
  const place = { from: before + 1, to: before + shown }
  if (before >= mostCounted) return t('console/common:pages.far', { most: mostCounted })
  return total > mostCounted
    ? t('console/common:pages.over', { ...place, most: mostCounted })
    : t('console/common:pages.place', { ...place, total })
}

/** How many, as far as it is counted: "2,207", or "over 10,000". */
export function countInWords(count: number, t: Translate): string {
  return count > mostCounted
    ? t('console/common:pages.many', { count: mostCounted })
    : t('console/common:number', { count })
}

/**
 * Presents the pages of a list for `listPages`.
 *
 * @param addresses of the pages before and after; null where there is none
 * @param sizes how many rows a page can have; an address for each but the one that is shown
 */
export function presentPages(
  place: PageInList,
  addresses: { readonly previous: string | null; readonly next: string | null },
  t: Translate,
  sizes: readonly { readonly size: number; readonly href: string | null }[] = [],
) {
  return {
    label: t('console/common:pagination.label'),
    place: placeInWords(place, t),
    previous: addresses.previous && { href: addresses.previous, text: t('console/common:pagination.previous') },
    next: addresses.next && { href: addresses.next, text: t('console/common:pagination.next') },
    rows: t('console/common:pages.rows'),
    sizes: sizes.map(({ size, href }) => ({ text: String(size), href })),
  }
}
