/** How long whoever closed an application can undo that, in milliseconds. */
const undoFor = 60 * 60 * 1000

/** Who answered an application, and when. */
export interface Closing {
  readonly staffId: number | null
  readonly closedAt: Date
}

/** Until when whoever closed an application can undo it; after that a manager reopens it. */
export function undoUntil({ closedAt }: Pick<Closing, 'closedAt'>): Date {
  return new Date(closedAt.getTime() + undoFor)
}

/** Whether a member of staff can undo a closing: their own, within the hour. */
export function canUndoClosing(closing: Closing, staffId: number, now: Date): boolean {
  return closing.staffId === staffId && now < undoUntil(closing)
}
