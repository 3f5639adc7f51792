import type { Translate, WordingPart } from './words'

/** A message as the person reads it. */
export interface MessageWords {
  readonly from: string
  readonly body: string
  readonly at: string
  readonly isNew: boolean
}

/** A message in the person's language, the same in the in-cell site, the staff preview and on paper. */
export function messageWords(
  message: {
    readonly sender: 'person' | 'staff'
    readonly body: string
    readonly sentAt: Date
    readonly readAt: Date | null
  },
  { t, inWords }: { readonly t: Translate; readonly inWords: (at: Date) => string },
): MessageWords {
  return {
    from: t(`in-cell/applications:messages.from.${message.sender}`),
    body: message.body,
    at: inWords(message.sentAt),
    isNew: message.sender === 'staff' && message.readAt === null,
  }
}

/** An outcome in the person's language, with the staff's reason. */
export function answerWords(
  {
    outcome,
    outcomeReason,
  }: { readonly outcome: WordingPart<'routing:outcomes.'> | null; readonly outcomeReason: string | null },
  t: Translate,
): { readonly title: string; readonly outcomeReason: string } | null {
  return outcome === null || outcomeReason === null ? null : { title: t(`routing:outcomes.${outcome}`), outcomeReason }
}
