import type { Application, Database, Person } from '../../database'
import { addWorkingDays } from '../../domain/calendar'
import { decide } from '../../domain/routing'
import { notificationsWanted } from '../../domain/work/notifications'
import { routingFacts } from '../applications/routing/routing-facts'
import type { Context } from '../context'

/** The advice that a later day brings (Letter Day 1, 3a). */
const action = 'refer-after-handover'

/**
 * Brings back, on the day on which the COM becomes responsible, what was to be referred after handover in a person's closed
 * applications: to the team that the rules would send the application to now, once. An open application needs none,
 * because it is decided again on that day. What was told in confidence asks nobody (PSI 5.25).
 *
 * @returns how many were brought back
 */
export function bringBackAfterHandover(database: Database, context: Context, personId: number): Promise<number> {
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(personId)
    if (!person || person.whereabouts === 'left') return 0
    const waiting = await transaction.applications.lockWithUndone(personId, 'closed', action)
    let count = 0
    for (const application of waiting) if (await bringBack(transaction, context, person, application)) count += 1
    return count
  })
}

async function bringBack(
  { notifications }: Database,
  { now, today, routing }: Context,
  person: Person,
  { id, reference, topic, restricted }: Application,
): Promise<boolean> {
  if (restricted || (await notifications.hasCarried(id, action))) return false
  const result = decide(routingFacts(person, { id: reference, topic, safetyConcern: false }, today), routing)
  if (result.actions.includes(action)) return false
  const answers = notificationsWanted(result, () => false).find(({ purpose }) => purpose === 'to-answer')
  const recipient = answers?.recipient ?? 'prt'
  const due = addWorkingDays(today, 1, routing.extraBankHolidays)
  const open = (await notifications.lockOfApplication(id)).find(
    each => each.recipient === recipient && each.endedAt === null,
  )
  if (open) {
    const earlier = open.due < due ? open.due : due
    await notifications.update(open.id, { purpose: 'to-do', actions: [...open.actions, action], due: earlier })
    return true
  }
  await notifications.add(
    {
      recipient,
      purpose: 'to-do',
      actions: [action],
      personId: person.id,
      applicationId: id,
      isSafety: false,
      words: null,
      due,
    },
    { at: now },
  )
  await notifications.deliver({ personId: person.id }, today, now)
  return true
}
