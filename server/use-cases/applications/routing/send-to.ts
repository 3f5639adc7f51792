import type { Application, Database, Person, StoredDecision } from '../../../database'
import { decide, teamFor, type Destination, type Team } from '../../../domain/routing'
import type { Context } from '../../context'
import { notifyOf } from '../../work/notifications'
import { routingFacts } from './routing-facts'

/**
 * Sends an application to another destination than the rules chose, back to a team that nobody has claimed it from, and
 * makes the notifications that follow. The decision keeps what the rules say of everything else. Both must be locked.
 *
 * @returns the team that it goes to
 */
export async function sendTo(
  database: Database,
  context: Context,
  {
    person,
    application,
    destination,
    heldIn = null,
    cause,
  }: {
    readonly person: Person
    readonly application: Application
    readonly destination: Destination
    /** The other prison whose pre-release team gets it. */
    readonly heldIn?: string | null
    readonly cause: StoredDecision['cause']
  },
): Promise<Team> {
  const { now, today, routing } = context
  const { id, reference, topic, safetyConcern, respondBy } = application
  const facts = routingFacts(person, { id: reference, topic, safetyConcern }, today)
  // The other prison may have other teams than the person's: it is whatever pre-release team it has.
  const team = heldIn === null ? teamFor(facts, destination, routing) : 'pre-release-team'
  const result = { ...decide(facts, routing), destination, team }
  await database.applications.reroute(id, { decidedAt: now, cause, facts, result }, respondBy, true)
  await notifyOf(database, context, person, { ...application, destination, team, heldIn }, result)
  return team
}
