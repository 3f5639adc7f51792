import type { ApplicationEvent, Database } from '../../../database'
import type { Reads } from '../../../database/reads'
import { rolesThatCan } from '../../../domain/staff/roles'
import type { Context } from '../../context'
import {
  applyCommand,
  Changed,
  refusable,
  Refused,
  writeToPerson,
  type CommandResult,
  type StaffCommand,
} from './handle-application'
import { lastOutcome, lockPersonOf, openAgain } from './reopen'

/** A manager's answer to an appeal ("I do not agree"), with a text for the person. */
export interface ReviewCommand extends StaffCommand {
  readonly answer: 'stands' | 'opened-again'
  readonly body: string
}

/** The same manager gave the answer that the person appeals against, and these can look at it instead. */
export interface OwnAnswer {
  readonly kind: 'own-answer'
  readonly others: readonly string[]
}

/**
 * Who answers a review request instead of a manager who gave the answer: the names of the prison's other managers. Empty
 * when the manager did not give it, or is the only one.
 *
 * @param events those of the application
 */
export async function whoAnswersInstead(
  { staff }: Pick<Reads, 'staff'>,
  managerId: number,
  prisonId: string,
  events: readonly ApplicationEvent[],
): Promise<readonly string[]> {
  if (!gaveAnswer(managerId, events)) return []
  const others = await staff.othersInPrison(prisonId, rolesThatCan('answer-review-request'), managerId)
  return others.map(({ name }) => name)
}

function gaveAnswer(managerId: number, events: readonly ApplicationEvent[]): boolean {
  return lastOutcome(events)?.staffId === managerId
}

/**
 * Answers a review request: either the outcome stands, or the application is reopened under the same reference and
 * history. A reopened application is decided again and gets a new reply date (decision 19).
 *
 * @returns `own-answer` where another manager of the prison can look at what this one answered; a manager without such a
 *   colleague may, and the event says so
 */
export function answerReviewRequest(
  database: Database,
  context: Context,
  command: ReviewCommand,
): Promise<CommandResult | OwnAnswer> {
  return refusable<OwnAnswer>(answerIt(database, context, command))
}

function answerIt(database: Database, context: Context, command: ReviewCommand): Promise<CommandResult> {
  return database.transaction(async transaction => {
    await lockPersonOf(transaction, command)
    return applyCommand(
      transaction,
      context,
      command,
      command.answer === 'stands' ? 'answer-stands' : 'application-opened-again',
      async (inner, application, event) => {
        const { answer, staff } = command
        const person = await inner.people.find(application.personId)
        if (!person) throw new Error('An application without its person')
        const events = await inner.applications.events(application.id)
        const others = await whoAnswersInstead(inner, staff.id, person.prisonId, events)
        if (others.length > 0) throw new Refused<OwnAnswer>({ kind: 'own-answer', others })
        const first = await inner.reviewRequests.answer(application.id, { answer, by: staff.id, at: context.now })
        if (!first) throw new Changed(await inner.applications.events(application.id, command.version))
        await writeToPerson(inner, context, application, command)
        const detail = { isOwnAnswer: gaveAnswer(staff.id, events) }
        if (answer === 'stands') return inner.applications.applyEvent(application, event({ kind: 'stands', detail }))
        await openAgain(inner, context, { application, person, as: { kind: 'opened-again', detail } }, event)
      },
    )
  })
}
