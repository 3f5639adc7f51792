import type { AccessScope, Database, Enquiry, EnquiryScope, Person } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import { enquiryWork, type EnquiryAction, type EnquiryBody, type EnquiryStatus } from '../../domain/work/enquiries'
import type { Context } from '../context'
import { answerAction } from './notifications'
import { addWork, lockWithApplication, moveWork, type ShownWork, type WorkCommand, type WorkResult } from './move-work'

export interface NewEnquiry {
  readonly body: EnquiryBody
  readonly words: string
  readonly due: CalendarDay
  /** The reference of the person's application that it is about; null for none. */
  readonly application: string | null
}

const repositoryIn = ({ enquiries }: Database) => enquiries

/**
 * Asks the person's COM or POM, or another body in the prison where they are. Nobody is asked who cannot sign in to
 * answer: `nobody`.
 *
 * @param command.scope what whoever asks may see: an enquiry is about no application outside it
 */
export function makeEnquiry(
  database: Database,
  { now }: Context,
  command: WorkCommand & { readonly scope: AccessScope; readonly person: Person; readonly asked: NewEnquiry },
): Promise<WorkResult | { readonly kind: 'nobody' }> {
  return addWork<{ readonly kind: 'gone' | 'nobody' }>(database, command, repositoryIn, async transaction => {
    const { applications, enquiries } = transaction
    const { staff, scope, person, asked, idempotencyKey } = command
    const { application: reference, ...enquiry } = asked
    const application = reference === null ? null : await applications.findInScope(reference, scope)
    if (application === undefined || (application && application.personId !== person.id)) return { kind: 'gone' }
    if (!(await enquiries.bodiesOf(person.id)).has(asked.body)) return { kind: 'nobody' }
    const applicationId = application?.id ?? null
    const step = { staffId: staff.id, at: now, idempotencyKey }
    const id = await enquiries.add({ personId: person.id, applicationId, ...enquiry }, step)
    const detail = { question: id, body: asked.body }
    return { kind: 'added', id, event: { ...aboutApplication(applicationId), action: 'question-asked', detail } }
  })
}

export interface EnquiryCommand extends WorkCommand, ShownWork {
  readonly scope: EnquiryScope
  readonly action: EnquiryAction
  /** The answer, what is right instead, or why it is not needed any more. */
  readonly words: string | null
}

/** The body answers an enquiry or corrects its answer; its holder withdraws it or reads the answer; a colleague takes it. */
export function moveEnquiry(database: Database, context: Context, command: EnquiryCommand): Promise<WorkResult> {
  const { id, scope, action, words } = command
  return moveWork<Enquiry, EnquiryStatus, EnquiryAction>(database, context, command, {
    kind: enquiryWork,
    action,
    repositoryIn,
    lock: transaction => lockWithApplication(transaction, transaction.enquiries, id, scope),
    // Whoever it is put to answers it, and others do the rest.
    has: ({ isForReader }) => isForReader === (action === 'answered' || action === 'corrected'),
    also: async (transaction, { body, applicationId }) => {
      if (body !== 'com' || action !== 'answered' || applicationId === null) return
      await answerAction(transaction, context, { applicationId, action: 'consult-com', staff: command.staff })
    },
    step: { kind: action, words },
    event: ({ applicationId }) => ({
      ...aboutApplication(applicationId),
      action: `question-${action}`,
      detail: { question: id },
    }),
  })
}

function aboutApplication(applicationId: number | null) {
  return applicationId === null ? {} : { applicationId }
}
