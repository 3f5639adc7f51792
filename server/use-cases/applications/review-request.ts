import type { Application, ApplicationEvent, Database, Person } from '../../database'
import type { Reads } from '../../database/reads'
import { decide } from '../../domain/routing'
import { rolesThatCan } from '../../domain/staff/roles'
import type { Context } from '../context'
import {
  applyCommand,
  Changed,
  writeToPerson,
  type CommandResult,
  type MakeEvent,
  type StaffCommand,
} from './handle-application'
import { notifyOf } from '../work/notifications'
import { routingFacts } from './routing-facts'

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

class AnsweredByOther extends Error {
  constructor(readonly others: readonly string[]) {
    super('Somebody else answers')
  }
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
  return events.findLast(({ kind }) => kind === 'outcome')?.staffId === managerId
}

/**
 * Answers a review request: either the outcome stands, or the application is reopened under the same reference and
 * history. A reopened application is decided again and gets a new reply date (decision 19).
 *
 * @returns `own-answer` where another manager of the prison can look at what this one answered; a manager without such a
 *   colleague may, and the event says so
 */
export async function answerReviewRequest(
  database: Database,
  context: Context,
  command: ReviewCommand,
): Promise<CommandResult | OwnAnswer> {
  try {
    return await answerIt(database, context, command)
  } catch (error) {
    if (error instanceof AnsweredByOther) return { kind: 'own-answer', others: error.others }
    throw error
  }
}

function answerIt(database: Database, context: Context, command: ReviewCommand): Promise<CommandResult> {
  return database.transaction(async transaction => {
    // Lock the person first: otherwise a concurrent import would decide all their open applications except this one.
    const found = await transaction.applications.findInScope(command.reference, command.scope)
    if (found) await transaction.people.lock(found.personId)
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
        if (others.length > 0) throw new AnsweredByOther(others)
        const first = await inner.reviewRequests.answer(application.id, { answer, by: staff.id, at: context.now })
        if (!first) throw new Changed(await inner.applications.events(application.id, command.version))
        await writeToPerson(inner, context, application, command)
        const detail = { isOwnAnswer: gaveAnswer(staff.id, events) }
        if (answer === 'stands') return inner.applications.applyEvent(application, event({ kind: 'stands', detail }))
        await openAgain(inner, context, { application, person, detail }, event)
      },
    )
  })
}

async function openAgain(
  database: Database,
  context: Context,
  {
    application,
    person,
    detail,
  }: { readonly application: Application; readonly person: Person; readonly detail: { readonly isOwnAnswer: boolean } },
  event: MakeEvent,
): Promise<void> {
  const { now, today, routing } = context
  const { topic, safetyConcern, reference, overridden } = application
  const facts = routingFacts(person, { id: reference, topic, safetyConcern }, today)
  const result = decide(facts, routing)
  const decision = { decidedAt: now, cause: 'opened-again', facts, result } as const
  // An override by staff stays in force (decision 7).
  if (overridden) await database.applications.addDecision(application.id, decision)
  else await database.applications.reroute(application.id, decision, result.respondBy, true)
  const routed = overridden ? { ...result, destination: application.destination, team: application.team } : result
  await notifyOf(database, context, person, application, routed)
  const { team } = routed
  await database.applications.applyEvent(application, event({ kind: 'opened-again', detail: { ...detail, team } }), {
    status: 'open',
    outcome: null,
    outcomeReason: null,
    closedAt: null,
    claimedBy: null,
    respondBy: result.respondBy,
  })
}
