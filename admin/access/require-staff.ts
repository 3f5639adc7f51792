import type { RequestHandler } from 'express'
import type { Dependencies } from '../../server/dependencies'
import { concernScopeFor } from '../../server/use-cases/accounts/access-scopes'
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
    noteStaff(
      res,
      staff,
      can(staff.role, 'see-safety') ? await database.safetyConcerns.countWaiting(concernScopeFor(staff)) : noneWaits,
    )
    next()
  }
}

/** Middleware that requires a signed-in member of staff. Whoever signs in comes to the page that they asked for. */
export const requireStaff: RequestHandler = (req, res, next) => {
  if (staffIn(res)) return next()
  const address = wantedPage(req)
  if (address !== undefined) req.session.wanted = address
  res.redirect(303, '/sign-in')
}
