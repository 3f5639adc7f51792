import { z } from 'zod'
import { gapsIn } from '../presenting/applications/reply-templates'
import { plainText } from './form'

/** In letters as people see them. */
export const messageLimit = 1_000

export const messageForm = z.object({ message: replyText(messageLimit) })

/** Words for a person: refused while a gap of a template is left. */
export function replyText(limit: number) {
  return plainText(limit).transform((text, context) => {
    const gaps = gapsIn(text)
    if (gaps.length === 0) return text
    context.addIssue({ code: 'custom', message: 'gap', params: { gaps: gaps.slice(0, 3).join(', ') } })
    return z.NEVER
  })
}
