import { z } from 'zod'

/** Query parameters that name a part of a prison; invalid values are ignored. */
export const wingFields = {
  prison: z.string().max(10).nullable().catch(null),
  /** A prefix of people's location. */
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
