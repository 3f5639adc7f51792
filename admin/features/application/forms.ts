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
