import type { Request, Response } from 'express'
import type { AuditEvent, CountedInFrame, SafetyWaiting, StaffMember } from '../../server/database'

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
  inFrame?: InFrame
}

/** How much of each kind waits for the reader; of places only those beside the page. */
export type InFrame = Readonly<Partial<Record<keyof CountedInFrame, number>>>

/** Stores the reader and the unacknowledged safety concerns for rendering the page. */
export function noteStaff(res: Response, staff: StaffMember, safetyWaiting: SafetyWaiting): void {
  Object.assign(res.locals, { staff, safetyWaiting } satisfies ConsoleLocals)
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

/** Stores what the frame of the page counts. */
export function noteInFrame(res: Response, inFrame: InFrame): void {
  Object.assign(res.locals, { inFrame } satisfies ConsoleLocals)
}

/** Whether what the frame of the page counts has been counted. */
export function isInFrameKnown(res: Response): boolean {
  return (res.locals as ConsoleLocals).inFrame !== undefined
}

/** What the frame of the page counts. */
export function inFrameOf(res: Response): InFrame {
  return (res.locals as ConsoleLocals).inFrame ?? {}
}

export const noneWaits: SafetyWaiting = { total: 0, people: 0, isOneHidden: false }
