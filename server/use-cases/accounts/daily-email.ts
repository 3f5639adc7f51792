import type { Database, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import type { NewJob } from '../../domain/jobs'
import type { Caller, Context } from '../context'
import { isUnchanged } from './lock-accounts'

/** A member of staff chooses the daily e-mail, or no longer wants it. */
export function chooseDailyEmail(
  database: Database,
  _context: Context,
  { staff, wants, fromAddress }: Caller & { readonly staff: StaffMember; readonly wants: boolean },
): Promise<void> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return
    await transaction.staff.keepDailyEmail(staff.id, wants)
    const action = wants ? 'daily-email-chosen' : 'daily-email-ended'
    await transaction.audit.record({ site: 'staff', staffId: staff.id, action, fromAddress })
  })
}

/** Adds a job for everybody who chose the daily e-mail and was not sent that of today. @returns how many these are */
export function startDailyEmails(database: Database, { today }: Context): Promise<number> {
  return database.transaction(async transaction => {
    const staffIds = await transaction.staff.awaitingDailyEmail(today)
    const jobs = staffIds.map((staffId): NewJob => ({
      kind: 'send-daily-email',
      payload: { staffId, day: today },
      key: `send-daily-email-${staffId}`,
    }))
    await transaction.jobs.add(...jobs)
    return jobs.length
  })
}

/** The account for which the e-mail of a day is still to be sent; undefined where it was, or is not wanted any more. */
export async function awaitsDailyEmail(
  { staff }: Pick<Database, 'staff'>,
  staffId: number,
  day: CalendarDay,
): Promise<StaffMember | undefined> {
  return (await staff.awaitingDailyEmail(day, staffId)).length > 0 ? staff.findOn(day, staffId) : undefined
}

/** Records that the e-mail of a day was sent. */
export function keepDailyEmailSent({ staff }: Database, staffId: number, day: CalendarDay): Promise<void> {
  return staff.keepDailyEmailSent(staffId, day)
}
