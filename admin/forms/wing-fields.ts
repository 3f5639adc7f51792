import { z } from 'zod'

/** The parts of an address that name a part of a prison; anything unusable in it is as if it were not there. */
export const wingFields = {
  prison: z.string().max(10).nullable().catch(null),
  /** The start of where people are in it. */
  location: z
    .string()
    .max(30)
    .transform(text =>
      text
        .normalize('NFC')
        .replace(/\p{Cc}/gu, ' ')
        .trim(),
    )
    .catch(''),
} as const
