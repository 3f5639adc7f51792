import type { Request, Response } from 'express'
import type { AuditEvent, SafetyWaiting, StaffMember } from '../../server/database'

declare module 'express-session' {
  interface SessionData {
    /** Signed in: password, and second factor where one is asked for. */
    staffId: number
    /** The version of their account when they signed in: a change of it ends the session. */
    staffVersion: number
    /** The page that a link led to which asked for sign-in first. */
    wanted: string
    /** What was just done, told once on the next page; a key of `console/common:said`. */
    said: string
  }
}

/** What the console knows of a request before any feature sees it. */
interface ConsoleLocals {
  staff?: StaffMember
  safetyWaiting?: SafetyWaiting
}

/** Notes who asks, and the safety concerns that nobody has acknowledged yet, for the page. */
export function noteStaff(res: Response, staff: StaffMember, safetyWaiting: SafetyWaiting): void {
  Object.assign(res.locals, { staff, safetyWaiting } satisfies ConsoleLocals)
}

/** Who asks, or undefined when nobody is signed in. */
export function staffIn(res: Response): StaffMember | undefined {
  return (res.locals as ConsoleLocals).staff
}

/**
 * Who asks, on pages for signed-in staff.
 *
 * @throws when the page was not behind `requireStaff`
 */
export function staffOf(res: Response): StaffMember {
  const staff = staffIn(res)
  if (!staff) throw new Error('Nobody is signed in on a page that needs somebody')
  return staff
}

/** Who acts and from where, as every record of the audit that a page makes begins. */
export function auditedBy(req: Request, res: Response): Pick<AuditEvent, 'site' | 'staffId' | 'fromAddress'> {
  return { site: 'staff', staffId: staffOf(res).id, fromAddress: req.ip }
}

/** What nobody has acknowledged yet. */
export function safetyWaitingIn(res: Response): SafetyWaiting {
  return (res.locals as ConsoleLocals).safetyWaiting ?? noneWaits
}

export const noneWaits: SafetyWaiting = { shown: [], total: 0, isOneHidden: false }
