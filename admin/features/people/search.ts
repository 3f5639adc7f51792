import { z } from 'zod'

/** What the address of the search says; anything unusable in it is as if it were not there. */
export const searchQuery = z.object({
  search: z
    .string()
    .max(100)
    .transform(text =>
      text
        .normalize('NFC')
        .replace(/\p{Cc}/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
export type SearchQuery = z.infer<typeof searchQuery>

export const peoplePageSize = 25

/** The address of a page of the same search. */
export function addressOf({ search }: SearchQuery, page: number): string {
  const parameters = new URLSearchParams()
  if (search !== '') parameters.set('search', search)
  if (page > 1) parameters.set('page', String(page))
  const text = parameters.toString()
  return text === '' ? '/people' : `/people?${text}`
}
