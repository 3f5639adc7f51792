import type { Request } from 'express'
import type { ChosenTemplate } from './replies'

/** The forms in which somebody writes to the person, by the end of their address. */
export type ReplyPath = 'messages' | 'outcome' | 'another-look'

/** What was typed and picked in a form, not sent yet. */
export interface KeptReply {
  readonly fields: Readonly<Record<string, string>>
  /** The ready words that were put in last, shown beside the box in the other language. */
  readonly use: ChosenTemplate | null
}

interface Kept extends KeptReply {
  readonly key: string
}

declare module 'express-session' {
  interface SessionData {
    /** Replies that their writer looks at before sending, newest first: in the session, so that they end with it. */
    keptReplies: readonly Kept[]
  }
}

/** Kept for so many forms at a time; the one kept first makes room. */
const mostKept = 5

/** No field of these forms takes more; what is longer was not typed in one of them. */
const longestField = 10_000

/** Keeps what was typed in a form, so that the page that shows it has an address. */
export function keepReply(req: Request, reference: string, path: ReplyPath, { fields, use }: KeptReply): void {
  const key = keyOf(reference, path)
  const bounded = Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [field, text.slice(0, longestField)]),
  )
  const others = (req.session.keptReplies ?? []).filter(each => each.key !== key)
  req.session.keptReplies = [{ key, fields: bounded, use }, ...others].slice(0, mostKept)
}

/** What is kept of a form; undefined when nothing is, or it made room for others. */
export function keptReply(req: Request, reference: string, path: ReplyPath): KeptReply | undefined {
  return req.session.keptReplies?.find(each => each.key === keyOf(reference, path))
}

/** Forgets what was kept of a form, because it is sent. */
export function forgetReply(req: Request, reference: string, path: ReplyPath): void {
  if (keptReply(req, reference, path) === undefined) return
  req.session.keptReplies = (req.session.keptReplies ?? []).filter(each => each.key !== keyOf(reference, path))
}

function keyOf(reference: string, path: ReplyPath): string {
  return `${reference}/${path}`
}
