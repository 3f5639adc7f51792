import type { Perform } from '../../../server/use-cases/perform'
import { caseload } from '../../../server/use-cases/work/caseload'
import { can } from '../../access/permissions'
import { csvOf } from '../../lists/csv'
import { download, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import type { Move } from './find'
import { caseloadFile, presentCaseload, presentMove, type CaseloadView } from './presenter'
import { caseloadQuery } from './query'

declare module 'express-session' {
  interface SessionData {
    /** What work was just moved, and whether any was: shown once. */
    caseloadMoved: { readonly text: string; readonly isAny: boolean }
  }
}

/** Who of the team has how much, with what was just moved. */
export function caseloadScreen(feature: ConsoleFeature): Screen {
  const t = feature.dependencies.words.in('en')
  return async asker => {
    const { req, faults } = asker
    const chosen = [(req.body as Record<string, unknown> | undefined)?.from ?? []].flat().map(String)
    const shown = {
      ...(await readCaseload(feature, asker)),
      chosen,
      fault: faults.some(({ field }) => field === 'from'),
    }
    const context = {
      ...presentCaseload(shown, caseloadQuery.parse(req.query), t),
      workMoved: takeOnce(req, 'caseloadMoved'),
    }
    return view('caseload/caseload.njk', context, { action: 'caseload-viewed' })
  }
}

/** The same as a file. */
export function caseloadFileScreen(feature: ConsoleFeature): Screen {
  const t = feature.dependencies.words.in('en')
  return async asker => {
    const query = caseloadQuery.parse(asker.req.query)
    const content = csvOf(caseloadFile(await readCaseload(feature, asker), query, t))
    return download('caseload.csv', 'text/csv; charset=utf-8', content, { action: 'caseload-exported', detail: query })
  }
}

async function readCaseload({ dependencies, perform }: ConsoleFeature, asker: Asker): Promise<CaseloadView> {
  const { staff: reader } = asker
  const [colleagues, loads] = await Promise.all([
    dependencies.database.staff.inPrisons(reader.prisons),
    loadsFor(asker, perform),
  ])
  return { reader, colleagues, ...loads }
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
