import { z } from 'zod'
import { isWing } from '../../server/database'
import type { Choice } from './filter-choice'

/** A wing or a landing in the query string, B or B-2, in capitals; null for none and for anything else. */
export const wingField = z
  .string()
  .max(30)
  .refine(isWing)
  .transform(text => text.toUpperCase())
  .nullable()
  .catch(null)

/** The items of its select: those that there are, and the one in the address. @param any the list without it */
export function wingItems(wing: string | null, wings: readonly string[], any: string): readonly Choice[] {
  const places = wing === null || wings.includes(wing) ? wings : [wing, ...wings]
  return [{ value: '', text: any }, ...places.map(value => ({ value, text: value }))]
}
