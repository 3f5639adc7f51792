import { z } from 'zod'
import { isWing } from '../../server/database'

/** A wing or a landing in the query string, B or B-2, in capitals; null for none and for anything else. */
export const wingField = z
  .string()
  .max(30)
  .refine(isWing)
  .transform(text => text.toUpperCase())
  .nullable()
  .catch(null)
