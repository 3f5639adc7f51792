import type { Perform } from '../../../server/use-cases/perform'
import { caseload } from '../../../server/use-cases/work/caseload'
import { can } from '../../access/permissions'
import { view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import type { Move } from './find'
import { presentCaseload, presentMove } from './presenter'

declare module 'express-session' {
  interface SessionData {
    /** What work was just moved, and whether any was: shown once. */
    caseloadMoved: { readonly text: string; readonly isAny: boolean }
  }
}

/** Who of the team has how much, with what was just moved. */
export function caseloadScreen({ dependencies, perform }: ConsoleFeature): Screen {
  const { database, words } = dependencies
  const t = words.in('en')
  return async asker => {
    const { req, staff: reader } = asker
    const [colleagues, loads] = await Promise.all([database.staff.inPrisons(reader.prisons), loadsFor(asker, perform)])
    const workMoved = takeOnce(req, 'caseloadMoved')
    const context = {
      ...presentCaseload({ reader, colleagues, ...loads }, t),
      workMoved,
      chosen: [(req.body as Record<string, unknown> | undefined)?.from ?? []].flat().map(String),
    }
    return view('caseload/caseload.njk', context, { action: 'caseload-viewed' })
  }
}

/** Asks before work is moved. */
export function moveScreen({ dependencies, perform }: ConsoleFeature): Screen<Move> {
  const t = dependencies.words.in('en')
  return async visit => {
    const { from, to } = visit.found
    return view('caseload/move.njk', presentMove(from, to, await loadsFor(visit, perform), t), null)
  }
}

/** Administrators do not see enquiries, so these are neither counted nor moved for them. */
export function seesEnquiries({ staff }: Asker): boolean {
  return can(staff.role, 'see-enquiries')
}

async function loadsFor(asker: Asker, perform: Perform) {
  const withEnquiries = seesEnquiries(asker)
  return { loads: await perform(caseload, asker.scope, withEnquiries), withEnquiries }
}
