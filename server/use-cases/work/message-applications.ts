import type { AccessScope, Database, StaffMember } from '../../database'
import type { Language } from '../../web/pages/language'
import { lockAccounts } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'
import { idempotencyKeyFrom } from '../idempotency-key'
import type { Assigned, LeftOut } from './assign-applications'

/** The same words for many people, each about an application of theirs, in the language in which they use the service. */
export interface BulkMessage extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly references: readonly string[]
  readonly bodies: Readonly<Partial<Record<Language, string>>>
  /** Made with the selection, so that each person has the message once however often it is sent. */
  readonly idempotencyKey: string
}

/**
 * Sends each person one message, in one transaction. A message only adds, so that what a colleague did meanwhile does not
 * matter, unless they closed the application: the person would read it after the answer.
 */
export async function messageApplications(
  database: Database,
  { now }: Context,
  { staff, scope, references, bodies, idempotencyKey, fromAddress }: BulkMessage,
): Promise<Assigned> {
  const keyOf = (reference: string) => idempotencyKeyFrom(idempotencyKey, 'message', reference)
  return database.transaction(async transaction => {
    const { applications, audit, messages, people } = transaction
    const isUnchanged = await lockAccounts(transaction, [staff])
    const found = new Map((await applications.lockAllInScope(references, scope)).map(each => [each.reference, each]))
    const languages = await people.languages([...found.values()].map(({ personId }) => personId))
    const doneBefore = await applications.areDone(references.map(keyOf))
    const done: string[] = []
    const left: { reference: string; why: LeftOut }[] = []
    for (const reference of references) {
      const application = isUnchanged(staff) ? found.get(reference) : undefined
      const body = application && bodies[languages.get(application.personId) ?? 'en']
      if (!application) left.push({ reference, why: 'not-found' })
      else if (doneBefore.has(keyOf(reference))) done.push(reference)
      else if (application.status === 'closed') left.push({ reference, why: 'closed' })
      // They have changed their language since, and nobody wrote the words in it.
      else if (body === undefined) left.push({ reference, why: 'changed' })
      else {
        await messages.add(application.id, { sender: 'staff', staffId: staff.id, body, sentAt: now })
        await applications.applyEvent(application, {
          kind: 'message',
          at: now,
          staffId: staff.id,
          idempotencyKey: keyOf(reference),
        })
        await audit.record({
          site: 'staff',
          staffId: staff.id,
          personId: application.personId,
          applicationId: application.id,
          action: 'message-sent',
          fromAddress,
        })
        done.push(reference)
      }
    }
    return { done, left }
  })
}
