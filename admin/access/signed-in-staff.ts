import type { Request, Response } from 'express'
import type { AuditEvent, SafetyWaiting, StaffMember } from '../../server/database'

declare module 'express-session' {
  interface SessionData {
    /** Signed in with password and, where required, a second factor. */
    staffId: number
    /** The account's version at sign-in: a change to the account invalidates the session. */
    staffVersion: number
    /** The page to return to after sign-in. */
    wanted: string
  }
}

/** What middleware knows about a request before any feature handles it. */
interface ConsoleLocals {
  staff?: StaffMember
  safetyWaiting?: SafetyWaiting
  unreadNotices?: number
}

/** Stores the reader, the unacknowledged safety concerns and how many notices are unread for rendering the page. */
export function noteStaff(
  res: Response,
  staff: StaffMember,
  waiting: { readonly safetyWaiting: SafetyWaiting; readonly unreadNotices: number },
): void {
  Object.assign(res.locals, { staff, ...waiting } satisfies ConsoleLocals)
}

/** The reader, or undefined when nobody is signed in. */
export function staffIn(res: Response): StaffMember | undefined {
  return (res.locals as ConsoleLocals).staff
}

/**
 * The reader, on pages for signed-in staff.
 *
 * @throws when the route is not behind `requireStaff`
 */
export function staffOf(res: Response): StaffMember {
  const staff = staffIn(res)
  if (!staff) throw new Error('Nobody is signed in on a page that needs somebody')
  return staff
}

/** The actor and origin, which begin every audit event of a request. */
export function auditedBy(req: Request, res: Response): Pick<AuditEvent, 'site' | 'staffId' | 'fromAddress'> {
  return { site: 'staff', staffId: staffOf(res).id, fromAddress: req.ip }
}

/** The unacknowledged safety concerns. */
export function safetyWaitingIn(res: Response): SafetyWaiting {
  return (res.locals as ConsoleLocals).safetyWaiting ?? noneWaits
}

/** How many notices on their home page the reader has not acknowledged. */
export function unreadNoticesIn(res: Response): number {
  return (res.locals as ConsoleLocals).unreadNotices ?? 0
}

export const noneWaits: SafetyWaiting = { total: 0, people: 0, isOneHidden: false }
