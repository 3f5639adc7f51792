import { z } from 'zod'
import { outcomes } from '../../../../server/database'
import { destinations } from '../../../../server/domain/routing'
import { recipients } from '../../../../server/domain/work/notifications'
import { oneOf, plainText } from '../../../forms/form'
import { messageLimit, replyText } from '../../../forms/reply'
import { tabs } from '../details/tabs'

/** In letters as people see them. */
export const limits = { note: 2_000, message: messageLimit, answer: 1_000, reason: 1_000 } as const

export const noteForm = z.object({ note: plainText(limits.note) })
export const outcomeForm = z.object({ outcome: oneOf(outcomes), answer: replyText(limits.answer) })
export const reviewRequestForm = z.object({
  'look-outcome': oneOf(['stands', 'opened-again']),
  'look-answer': replyText(limits.answer),
})
/** Where an application can go: it is sent to a destination or another prison, or passed on to somebody else. */
export const otherPrison = 'other-prison'
const places = [...destinations, otherPrison, ...recipients] as const
export type PassedOnTo = (typeof places)[number]

export const overrideForm = z.object({
  destination: oneOf(places),
  /** Of another prison; empty for everything else. */
  'to-prison': z.string().max(3).catch(''),
  reason: plainText(limits.reason),
})
/** The id of the colleague who is to have it. */
export const assignForm = z.object({ to: z.string().max(15) })
export const reopenForm = z.object({ 'reopen-reason': plainText(limits.reason) })
/** On which part of the page a button stands that is on all of them. */
export const partForm = z.object({ part: z.enum(tabs).catch('work') })
export const tickForm = z.object({ done: z.enum(['yes', 'no']).transform(done => done === 'yes') })
