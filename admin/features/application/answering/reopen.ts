import type { Translate } from '../../../../server/content/words/words'
import type { Application, ApplicationEvent, Person, ReviewRequest, StaffMember } from '../../../../server/database'
import { canUndoClosing, undoUntil } from '../../../../server/domain/applications'
import { canReopen, lastOutcome } from '../../../../server/use-cases/applications/answering/reopen'
import { clockTime } from '../../../../server/web/pages/days'
import { can } from '../../../access/permissions'
import { fullName } from '../../../presenting/people/full-name'
import { presentHeading } from '../details/heading'
import { limits } from './forms'

interface Closed {
  readonly application: Application
  readonly person: Person
  readonly events: readonly ApplicationEvent[]
  readonly reviewRequest: ReviewRequest | undefined
}

/** How the reader can open a closed application again: by undoing their own closing, or by reopening it as a manager. */
export function presentReopen(
  { application, person, events, reviewRequest }: Closed,
  { staff, now }: { readonly staff: StaffMember; readonly now: Date },
  t: Translate,
) {
  if (!canReopen(application, person, reviewRequest)) return null
  const outcome = lastOutcome(events)
  const closing = outcome && { staffId: outcome.staffId, closedAt: outcome.happenedAt }
  if (closing && can(staff.role, 'give-outcome') && canUndoClosing(closing, staff.id, now)) {
    const inWords = (at: Date) => clockTime(at, 'en')
    return {
      undo: t('console/reopen:undo.until', { at: inWords(closing.closedAt), until: inWords(undoUntil(closing)) }),
      href: null,
    }
  }
  return can(staff.role, 'reopen-application')
    ? { undo: null, href: `/applications/${application.reference}/reopen` }
    : null
}

/** The page where a manager reopens an application. */
export function presentReopenForm(
  record: { readonly application: Application; readonly person: Person },
  t: Translate,
) {
  return {
    ...presentHeading(record, t),
    pageName: t('console/reopen:page-name', { reference: record.application.reference }),
    whatHappens: t('console/reopen:what-happens', { name: fullName(record.person) }),
    limit: limits.reason,
  }
}
