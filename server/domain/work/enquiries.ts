/** Whom the pre-release team and COMs may ask about a person: each is a role of accounts of the person's prison. */
export const enquiryBodies = ['healthcare', 'safety', 'key-worker'] as const
export type EnquiryBody = (typeof enquiryBodies)[number]

/** `waiting` for the body that was asked; the others are ends. */
export type EnquiryStatus = 'waiting' | 'answered' | 'withdrawn'

/** What staff do with a question once it is asked. The body answers and corrects; who asked does the rest. */
export const enquiryActions = ['taken', 'answered', 'corrected', 'withdrawn', 'read'] as const
export type EnquiryAction = (typeof enquiryActions)[number]

interface QuestionState {
  readonly status: EnquiryStatus
  /** Who waits for the answer. */
  readonly heldBy: number
  /** Whoever waits for it has read the latest answer. */
  readonly isRead: boolean
}

/** Whether an act can follow from where a question is. It is answered once; what comes later is a correction. */
export function canFollowEnquiry(
  { status, heldBy, isRead }: QuestionState,
  action: EnquiryAction,
  staffId: number,
): boolean {
  switch (action) {
    case 'answered':
      return status === 'waiting'
    case 'corrected':
      return status === 'answered'
    case 'withdrawn':
      return status === 'waiting' && heldBy === staffId
    case 'read':
      return status === 'answered' && !isRead && heldBy === staffId
    case 'taken':
      return (status === 'waiting' || (status === 'answered' && !isRead)) && heldBy !== staffId
  }
}

/** Where an act leaves a question. */
export function enquiryStatusAfter(action: EnquiryAction, before: EnquiryStatus): EnquiryStatus {
  switch (action) {
    case 'answered':
    case 'corrected':
      return 'answered'
    case 'withdrawn':
      return 'withdrawn'
    default:
      return before
  }
}
