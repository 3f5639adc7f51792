import type { Application, Person, ReviewRequest, StaffMember } from '../../../../server/database'
import type { Reads } from '../../../../server/database/reads'
import { parseReference } from '../../../../server/domain/applications'
import { actions, type Action } from '../../../../server/domain/routing'
import { can } from '../../../access/permissions'
import { gone } from '../../../page/answers'
import type { Asker, Find } from '../../../page/kernel'

/** An application and whose it is. */
export interface Found {
  readonly application: Application
  readonly person: Person
}

/** Finds the application whose reference an address has, within the reader's scope. */
export function findApplication({ applications, people }: Pick<Reads, 'applications' | 'people'>): Find<Found> {
  return async ({ req, scope }) => {
    const reference = parseReference(String(req.params.reference))
    const application = reference === undefined ? undefined : await applications.findInScope(reference, scope)
    const person = application && (await people.find(application.personId))
    return application && person ? { application, person } : gone()
  }
}

/** Colleagues to whom the reader can assign an application: active ones of their prisons who act on applications. */
export async function colleaguesOf({ staff }: Pick<Reads, 'staff'>, { staff: reader }: Asker): Promise<StaffMember[]> {
  const colleagues = await staff.inPrisons(reader.prisons)
  return colleagues.filter(({ id, active, role }) => active && id !== reader.id && can(role, 'act-on-application'))
}

/** Finds an action that the application lists, too. */
export function findAction(database: Reads): Find<Found & { readonly action: Action }> {
  const find = findApplication(database)
  return async asker => {
    const found = await find(asker)
    const action = actions.find(each => each === asker.req.params.action)
    const listed = await database.applications.actions(found.application.id)
    return action && listed.some(each => each.action === action) ? { ...found, action } : gone()
  }
}

/** Finds the review request that was made about an application, too. */
export function findReviewRequest(database: Reads): Find<Found & { readonly reviewRequest: ReviewRequest }> {
  const find = findApplication(database)
  return async asker => {
    const found = await find(asker)
    const reviewRequest = await database.reviewRequests.ofApplication(found.application.id)
    return reviewRequest ? { ...found, reviewRequest } : gone()
  }
}
