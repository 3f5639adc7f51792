import { z } from 'zod'
import { plainText } from '../../forms/form'

const reasonLimit = 500

/** Which people go to which COM, and why. */
export const moveForm = z.object({
  'move-people': z
    .union([z.string().transform(one => [one]), z.array(z.string()).max(200)], 'nothing-chosen')
    .transform(numbers => [...new Set(numbers)]),
  'move-to-com': z
    .string('nothing-chosen')
    .regex(/^\d{1,15}$/, 'nothing-chosen')
    .transform(Number),
  'move-reason': plainText(reasonLimit),
})
