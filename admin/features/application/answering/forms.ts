import { z } from 'zod'
import { outcomes } from '../../../../server/database'
import { destinations } from '../../../../server/domain/routing'
import { recipients } from '../../../../server/domain/work/notifications'
import { oneOf, plainText } from '../../../forms/form'
import { tabs } from '../details/tabs'
import { gapsIn } from './reply-templates'

/** In letters as people see them. */
export const limits = { note: 2_000, message: 1_000, answer: 1_000, reason: 1_000 } as const

export const noteForm = z.object({ note: plainText(limits.note) })
export const messageForm = z.object({ message: replyText(limits.message) })
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

/** What the person will read: nothing in it may still have to be filled in. */
function replyText(limit: number) {
  return plainText(limit).transform((text, context) => {
    const gaps = gapsIn(text)
    if (gaps.length === 0) return text
    context.addIssue({ code: 'custom', message: 'gap', params: { gaps: gaps.slice(0, 3).join(', ') } })
    return z.NEVER
  })
}
