import type { RequestHandler } from 'express'
import type { StaffMember } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import type { Dependencies } from '../../server/dependencies'
import { concernScopeFor } from '../../server/use-cases/accounts/access-scopes'
import { managerRoleOf } from '../../server/use-cases/people/records/com-changes'
import { pageOwners } from './page-owner'
import { can } from './permissions'
import { noneWaits, noteStaff, staffIn } from './signed-in-staff'
import { wantedPage } from './wanted-page'

/** Identifies the signed-in member of staff. Ends sessions from before their account was changed or ended. */
export function identifyStaff({ database, sessionSecret, today }: Dependencies): RequestHandler {
  const owners = pageOwners(sessionSecret)
  return async (req, res, next) => {
    const { staffId } = req.session
    if (staffId === undefined) return next()
    const staff = await database.staff.findOn(today(), staffId)
    if (!staff || staff.accountVersion !== req.session.staffVersion) {
      delete req.session.staffId
      return next()
    }
    await owners.note(req, staff.id)
    const [safetyWaiting, unreadNotices] = await Promise.all([
      can(staff.role, 'see-safety') ? database.safetyConcerns.countWaiting(concernScopeFor(staff)) : noneWaits,
      countNotices(database, staff),
    ])
    noteStaff(res, staff, { safetyWaiting, unreadNotices })
    next()
  }
}

/** How many notices the reader's home page has for them. */
function countNotices({ unreadNotices }: Reads, staff: StaffMember): Promise<number> {
  const managerRole = managerRoleOf(staff)
  return unreadNotices.count({
    staffId: staff.id,
    keeper: can(staff.role, 'manage-accounts') ? staff : undefined,
    lost: managerRole && { role: managerRole, email: staff.email },
    toConfirm: can(staff.role, 'confirm-com') ? staff.prisons : [],
  })
}

/** Middleware that requires a signed-in member of staff. Whoever signs in comes to the page that they asked for. */
export const requireStaff: RequestHandler = (req, res, next) => {
  if (staffIn(res)) return next()
  const address = wantedPage(req)
  if (address !== undefined) req.session.wanted = address
  res.redirect(303, '/sign-in')
}
