import { createHash } from 'node:crypto'
import { z } from 'zod'
import { outcomes } from '../../../server/database'
import { destinations } from '../../../server/domain/routing'
import { oneOf, plainText } from '../../form'

/** In letters as people see them. */
export const limits = { note: 2_000, message: 1_000, answer: 1_000, reason: 1_000, whatWasDone: 1_000 } as const

export const noteForm = z.object({ note: plainText(limits.note) })
export const messageForm = z.object({ message: plainText(limits.message) })
export const outcomeForm = z.object({ outcome: oneOf(outcomes), answer: plainText(limits.answer) })
export const anotherLookForm = z.object({
  'look-outcome': oneOf(['stands', 'opened-again']),
  'look-answer': plainText(limits.answer),
})
export const overrideForm = z.object({ destination: oneOf(destinations), reason: plainText(limits.reason) })
export const safetyForm = z.object({ 'what-was-done': plainText(limits.whatWasDone) })
export const tickForm = z.object({ done: z.enum(['yes', 'no']).transform(done => done === 'yes') })

/** What every act says of the page that it was made on. */
const pageForm = z.object({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  actKey: z.uuid(),
})

/** The page that an act was made on, and the act's own key; undefined when the page was not one of ours. */
export function readPage(
  path: string,
  body: unknown,
): { readonly version: number; readonly actKey: string } | undefined {
  const page = pageForm.safeParse(body ?? {})
  return page.success ? { version: page.data.version, actKey: keyOf(path, body as object) } : undefined
}

/**
 * The same form sent twice is one act. A form that was changed and sent again, from the same page by the Back button, is
 * another act: it must not be taken for the first and lost.
 */
function keyOf(path: string, body: object): string {
  const said = Object.entries(body).filter(([field]) => field !== '_csrf')
  const hash = createHash('sha256')
    .update(JSON.stringify([path, said]))
    .digest('hex')
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-')
}
