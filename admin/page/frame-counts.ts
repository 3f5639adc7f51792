import type { Request, RequestHandler, Response } from 'express'
import type { CountedInFrame, CountedPlace, EnquiryList, NoticeReader, StaffMember } from '../../server/database'
import type { Dependencies } from '../../server/dependencies'
import { roleEntry } from '../../server/domain/staff/roles'
import { askingScopeFor, enquiryScopeFor, scopeFor } from '../../server/use-cases/accounts/access-scopes'
import type { Context } from '../../server/use-cases/context'
import { managerRoleOf } from '../../server/use-cases/people/records/com-changes'
import { assessmentKindsFor } from '../access/assessment-kinds'
import { can } from '../access/permissions'
import { isInFrameKnown, noteInFrame, staffIn } from '../access/signed-in-staff'
import { filtersOf, readQuery } from '../lists/queue-query'
import { countedBeside } from './navigation'

type Needs = Pick<Dependencies, 'database' | 'context'>

/** Counts for the frame of a page before its feature asks how much of it there is. */
export function countInFrame(dependencies: Needs): RequestHandler {
  const count = frameCounter(dependencies)
  return async (req, res, next) => {
    if (isForPage(req)) await count(req, res)
    next()
  }
}

/** Forms are answered with an address, as a rule, and files have no frame. */
function isForPage({ method, path }: Request): boolean {
  return method === 'GET' && !/\.\w+$/.test(path)
}

/**
 * Counts for the frame of a page what waits for its reader, once a request: notices, their own work, and what the places
 * beside the page hold, as far as they can bring it down, and never what they may not know of.
 */
export function frameCounter({ database, context }: Needs) {
  return async (req: Request, res: Response): Promise<void> => {
    const staff = staffIn(res)
    if (!staff || isInFrameKnown(res)) return
    const scope = scopeFor(staff)
    const { today } = context()
    const worker = { staffId: staff.id, email: staff.email, today }
    const inFrame = await database.frameCounts.of({
      notices: noticesOf(staff),
      ...(hasOwnWork(staff) && { own: { scope, worker, kinds: assessmentKindsFor(staff) } }),
      ...placesFor(staff, countedBeside(staff.role, req.path), context()),
    })
    noteInFrame(res, inFrame)
  }
}

/** Whether a role can have work of its own. */
export function hasOwnWork({ role }: StaffMember): boolean {
  return can(role, 'act-on-application') || can(role, 'make-enquiry')
}

function noticesOf(staff: StaffMember): NoticeReader {
  const managerRole = managerRoleOf(staff)
  return {
    staffId: staff.id,
    keeper: can(staff.role, 'manage-accounts') ? staff : undefined,
    lost: managerRole && { role: managerRole, email: staff.email },
    toConfirm: can(staff.role, 'confirm-com') ? staff.prisons : [],
  }
}

function placesFor(staff: StaffMember, places: readonly CountedPlace[], context: Context): Partial<CountedInFrame> {
  const { today, routing } = context
  const scope = scopeFor(staff)
  const isOfProbation = ['as-com', 'of-pdu'].includes(roleEntry(staff.role).sees)
  const enquiries = enquiriesThatWait(staff)
  const all: Pick<CountedInFrame, CountedPlace> = {
    queue: { scope, filters: filtersOf(readQuery(''), staff, context, routing.extraBankHolidays) },
    comRequests: {
      reader: { scope, staffId: staff.id, today },
      list: can(staff.role, 'make-com-request') ? 'to-read' : 'waiting',
    },
    ...(enquiries.length > 0 && {
      enquiries: { reader: { scope: enquiryScopeFor(staff, today), staffId: staff.id, today }, lists: enquiries },
    }),
    referralsToChase: { scope: askingScopeFor(staff), today },
    overdueActions: {
      scope,
      filters: {
        today,
        prisonId: null,
        plannedBy: null,
        responsible: isOfProbation ? 'probation' : 'prison',
        wing: null,
      },
    },
    mayHaveLeft: { scope, today },
  }
  return Object.fromEntries(places.map(place => [place, all[place]]))
}

/** Those that the reader has to read, answer or chase. */
function enquiriesThatWait({ role }: StaffMember): readonly EnquiryList[] {
  return [
    ...(can(role, 'answer-enquiry') ? (['for-body'] as const) : []),
    ...(can(role, 'make-enquiry') ? (['to-read', 'asked-back', 'overdue'] as const) : []),
  ]
}
