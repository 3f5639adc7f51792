import { isDeepStrictEqual } from 'node:util'
import type { Application, Database, Person, StoredDecision } from '../../../database'
import type { CalendarDay } from '../../../domain/calendar'
import { decide, type Decision } from '../../../domain/routing'
import type { Context } from '../../context'
import { notifyOf } from '../../work/notifications'
import { routingFacts } from './routing-facts'

/** Why applications are decided again. */
export type CauseToDecideAgain = Extract<StoredDecision['cause'], 'facts-changed' | 'rules-changed'>

/**
 * Decides a person's open applications again after their facts, the day or the rules have changed. What changed is
 * recorded as an event naming both rules, never a silent move; where nothing changed, nothing is recorded. Runs in the
 * transaction that changed the facts. What was settled when the person left prison stays so.
 *
 * @returns how many applications moved to another team
 */
export async function decideAgain(
  database: Database,
  context: Context,
  person: Person,
  cause: CauseToDecideAgain = 'facts-changed',
): Promise<number> {
  if (person.whereabouts === 'left') return 0
  let moved = 0
  for (const application of await database.applications.lockOpenOfPerson(person.id)) {
    if (await decideOneAgain(database, context, person, application, cause)) moved += 1
  }
  return moved
}

/**
 * Decides a person's open applications again in a transaction of its own, because handover days pass without any input.
 *
 * @returns how many applications moved to another team
 */
export function decideAgainToday(
  database: Database,
  context: Context,
  personId: number,
  cause: CauseToDecideAgain = 'facts-changed',
): Promise<number> {
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(personId)
    return person ? decideAgain(transaction, context, person, cause) : 0
  })
}

async function decideOneAgain(
  database: Database,
  context: Context,
  person: Person,
  application: Application,
  cause: CauseToDecideAgain,
): Promise<boolean> {
  const facts = routingFacts(
    person,
    { id: application.reference, topic: application.topic, safetyConcern: application.safetyConcern },
    context.today,
  )
  const result = decide(facts, context.routing)
  const respondBy = earlier(application.respondBy, result.respondBy)
  await notifyOf(database, context, person, { ...application, respondBy }, result)
  const before = await database.applications.lastDecision(application.id)
  const isOnTime = respondBy === application.respondBy
  if (before && isOnTime && isDeepStrictEqual(routeOf(before.result), routeOf(result))) return false

  const decision = { decidedAt: context.now, cause, facts, result } as const
  const moved =
    !application.overridden && (result.destination !== application.destination || result.team !== application.team)
  if (application.overridden) await database.applications.addDecision(application.id, decision)
  else await database.applications.reroute(application.id, decision, respondBy, moved)
  await database.applications.applyEvent(
    application,
    {
      kind: moved ? 'moved' : 'decided-again',
      at: context.now,
      detail: {
        cause,
        fromRule: application.rule,
        toRule: result.rule,
        fromTeam: application.team,
        toTeam: moved ? result.team : application.team,
        fromPriority: application.priority,
        toPriority: result.priority,
        ...(!isOnTime && { respondBy }),
      },
    },
    { respondBy },
  )
  return moved
}

/**
 * The parts of a decision that staff act on, without the reply date: that moves with the day, and counts as changed when
 * it is earlier than the one that the person was told.
 */
function routeOf({
  rule,
  destination,
  team,
  copyTo,
  actions,
  restricted,
  priority,
  responsibility,
}: Decision): unknown {
  return { rule, destination, team, copyTo: [...copyTo], actions: [...actions], restricted, priority, responsibility }
}

/** The reply date is never later than the one that the person was told. */
function earlier(promised: CalendarDay, decided: CalendarDay): CalendarDay {
  return decided < promised ? decided : promised
}
