import type { Database, Person, EnquiryScope, AccessScope, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import { canFollowEnquiry, enquiryStatusAfter, type EnquiryBody, type EnquiryAction } from '../../domain/work/enquiries'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'

interface Command extends Caller {
  readonly staff: StaffMember
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

export interface NewEnquiry {
  readonly body: EnquiryBody
  readonly words: string
  readonly due: CalendarDay
  /** The reference of the person's application that it is about; null for none. */
  readonly application: string | null
}

/**
 * Asks another body in the prison where a person is.
 *
 * @param act.sight what whoever asks may see: a question is about no application out of it
 * @returns the question's id, the same for a form that is sent twice; undefined when the person's record, the account, or
 *   the application in sight is gone or changed meanwhile
 */
export function makeEnquiry(
  database: Database,
  { now }: Context,
  command: Command & { readonly scope: AccessScope; readonly person: Person; readonly asked: NewEnquiry },
): Promise<number | undefined> {
  const { staff, scope, person, asked, idempotencyKey, fromAddress } = command
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff)) || !(await transaction.people.lock(person.id))) return undefined
    const before = await transaction.enquiries.enquiryForKey(idempotencyKey)
    if (before !== undefined) return before
    const { application: reference, ...question } = asked
    const application = reference === null ? null : await transaction.applications.findInScope(reference, scope)
    if (application === undefined || (application && application.personId !== person.id)) return undefined
    const applicationId = application?.id ?? null
    const id = await transaction.enquiries.add(
      { personId: person.id, applicationId, ...question },
      { staffId: staff.id, at: now, idempotencyKey },
    )
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(applicationId !== null && { applicationId }),
      action: 'question-asked',
      detail: { question: id, body: asked.body },
      fromAddress,
    })
    return id
  })
}

export interface EnquiryCommand extends Command {
  readonly scope: EnquiryScope
  readonly id: number
  /** As the page showed it. */
  readonly version: number
  readonly action: EnquiryAction
  /** The answer, what is right instead, or why it is not needed any more. */
  readonly words: string | null
}

/**
 * Answers a question, corrects the answer, withdraws the question, has read the answer, or takes over waiting for it: one
 * step, kept with who and when. The first answer is taken from an older page too, since who waits for it changes nothing
 * of what is asked.
 *
 * @returns `changed` when somebody else was first, and nothing is done; undefined when there is no such question in sight
 */
export function moveEnquiry(
  database: Database,
  { now }: Context,
  { staff, scope, id, version, action, words, idempotencyKey, fromAddress }: EnquiryCommand,
): Promise<'done' | 'changed' | undefined> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return undefined
    const question = await transaction.enquiries.lockInScope(id, scope)
    if (!question) return undefined
    if ((await transaction.enquiries.enquiryForKey(idempotencyKey)) !== undefined) return 'done'
    const isStale = action !== 'answered' && question.version !== version
    if (isStale || !canFollowEnquiry(question, action, staff.id)) return 'changed'
    const step = { kind: action, words, staffId: staff.id, at: now, idempotencyKey }
    await transaction.enquiries.change(question, enquiryStatusAfter(action, question.status), step)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: question.personId,
      ...(question.applicationId !== null && { applicationId: question.applicationId }),
      action: `question-${action}`,
      detail: { question: id },
      fromAddress,
    })
    return 'done'
  })
}
