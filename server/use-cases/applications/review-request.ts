import type { Application, Database } from '../../database'
import { decide } from '../../domain/routing'
import type { Context } from '../context'
import {
  applyCommand,
  Changed,
  writeToPerson,
  type CommandResult,
  type MakeEvent,
  type StaffCommand,
} from './handle-application'
import { routingFacts } from './routing-facts'

/** A manager's answer to an appeal ("I do not agree"), with a text for the person. */
export interface ReviewCommand extends StaffCommand {
  readonly answer: 'stands' | 'opened-again'
  readonly body: string
}

/**
 * Answers a review request: either the outcome stands, or the application is reopened under the same reference and
 * history. A reopened application is decided again and gets a new reply date (decision 19).
 */
export function answerReviewRequest(
  database: Database,
  context: Context,
  command: ReviewCommand,
): Promise<CommandResult> {
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
        const first = await inner.reviewRequests.answer(application.id, { answer, by: staff.id, at: context.now })
        if (!first) throw new Changed(await inner.applications.events(application.id, command.version))
        await writeToPerson(inner, context, application, command)
        if (answer === 'stands') return inner.applications.applyEvent(application, event({ kind: 'stands' }))
        await openAgain(inner, context, application, event)
      },
    )
  })
}

async function openAgain(
  database: Database,
  { now, today, routing }: Context,
  application: Application,
  event: MakeEvent,
): Promise<void> {
  const person = await database.people.find(application.personId)
  if (!person) throw new Error('An application without its person')
  const { topic, safetyConcern, reference, overridden } = application
  const facts = routingFacts(person, { id: reference, topic, safetyConcern }, today)
  const result = decide(facts, routing)
  const decision = { decidedAt: now, cause: 'opened-again', facts, result } as const
  // An override by staff stays in force (decision 7).
  if (overridden) await database.applications.addDecision(application.id, decision)
  else await database.applications.reroute(application.id, decision, result.respondBy, true)
  const team = overridden ? application.team : result.team
  await database.applications.applyEvent(application, event({ kind: 'opened-again', detail: { team } }), {
    status: 'open',
    outcome: null,
    outcomeReason: null,
    closedAt: null,
    claimedBy: null,
    respondBy: result.respondBy,
  })
}
