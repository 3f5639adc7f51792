import type { Permission } from '../staff/permissions'

/** Where a piece of work is. */
export interface WorkState<Status extends string> {
  readonly status: Status
  /** The member of staff who does it or waits for it; null while it is the team's. */
  readonly holderId: number | null
  /** Whoever asked has read the latest outcome; absent in kinds whose outcome nobody has to read. */
  readonly isRead?: boolean
}

/** What staff can do with a piece of work, beside adding it. */
export interface WorkAction<Status extends string> {
  /** The statuses from which it can follow. */
  readonly from: readonly Status[]
  /** Those of them from which it can follow only while the outcome is unread. */
  readonly whileUnread?: readonly Status[]
  /** The status that it leads to; absent where the status stays as it is. */
  readonly to?: Status
  /** Who can do it, of those with access and permission; absent where all of them can. */
  readonly by?: 'holder' | 'anyone-but-holder'
  /** Who holds the work afterwards; absent where the holder stays. */
  readonly holder?: 'actor' | 'nobody'
  /** Whether the outcome is read afterwards; absent where that stays. */
  readonly isRead?: boolean
  /** What has to be written with it. */
  readonly needs?: 'words' | 'words-and-day'
  /** It can be sent from a page that shows an older version: any, or one that only others held or chased since. */
  readonly acceptsStalePage?: true | 'while-held'
}

/** A kind of work: what can be done with it and when. One declaration a kind. */
export interface KindOfWork<Status extends string, Action extends string> {
  /** Those who can hold it have this permission. */
  readonly holderPermission: Permission
  /** Whether it can be the team's, without a holder. */
  readonly heldByTeam: boolean
  /** The statuses in which nobody has anything left to do. */
  readonly ended: readonly Status[]
  readonly actions: Readonly<Record<Action, WorkAction<Status>>>
}

/** The actions of a kind, in the order of its declaration. */
export function actionsOf<Action extends string>(kind: KindOfWork<string, Action>): readonly Action[] {
  return Object.keys(kind.actions) as Action[]
}

/** Whether work with this status is over. */
export function isEnded<Status extends string>(kind: KindOfWork<Status, string>, status: Status): boolean {
  return kind.ended.includes(status)
}

/** Whether somebody can do something with a piece of work as it is now. */
export function canFollow<Status extends string, Action extends string>(
  kind: KindOfWork<Status, Action>,
  { status, holderId, isRead = false }: WorkState<Status>,
  action: Action,
  staffId: number,
): boolean {
  const { from, by, whileUnread = [] } = kind.actions[action]
  const isTheirs = by === undefined || (by === 'holder') === (holderId === staffId)
  return isTheirs && from.includes(status) && !(isRead && whileUnread.includes(status))
}

/** Steps by which a colleague took, gave or chased a piece of work: nothing that is said of it contradicts them. */
const heldOrChased: ReadonlySet<string> = new Set(['taken', 'handed-back', 'given', 'chased'])

/** Whether something can be done from a page that was made before these steps; null when not all of them are known. */
export function acceptsSteps(
  { acceptsStalePage }: WorkAction<string>,
  since: readonly { readonly kind: string }[] | null,
): boolean {
  if (acceptsStalePage === 'while-held') return since?.every(({ kind }) => heldOrChased.has(kind)) ?? false
  return acceptsStalePage === true || since?.length === 0
}

/** Whether all is written that has to be written with an action. */
export function isComplete(
  { needs }: WorkAction<string>,
  { words, doneOn }: { readonly words?: unknown; readonly doneOn?: unknown },
): boolean {
  const hasWords = needs === undefined || (typeof words === 'string' && words.trim() !== '')
  return hasWords && (needs !== 'words-and-day' || typeof doneOn === 'string')
}

/** Where a piece of work is after somebody did something with it. */
export function stateAfter<Status extends string, Action extends string>(
  kind: KindOfWork<Status, Action>,
  before: WorkState<Status>,
  action: Action,
  staffId: number,
): WorkState<Status> {
  const { to = before.status, holder, isRead = before.isRead } = kind.actions[action]
  const holderId = holder === undefined ? before.holderId : holder === 'actor' ? staffId : null
  return { status: to, holderId, ...(isRead !== undefined && { isRead }) }
}

/** Whether an action makes the work end, or begin again; undefined where it does neither. */
export function endsWork<Status extends string, Action extends string>(
  kind: KindOfWork<Status, Action>,
  action: Action,
): boolean | undefined {
  const { to } = kind.actions[action]
  return to === undefined ? undefined : isEnded(kind, to)
}
