import { z } from 'zod'
import type { QueueFilters, StaffMember } from '../../../server/database'
import { priorities, teams, topics } from '../../../server/domain/routing'
import { sightOf } from '../../permissions'

/** What the address of the queue says; anything unknown in it is as if it were not there. */
export const queueQuery = z.object({
  state: z.enum(['waiting', 'closed', 'another-look']).catch('waiting'),
  /** With whom: the Pre-release Team or the COM; the reader's own team when the address does not say. */
  with: z.enum(['PRT', 'COM']).nullable().catch(null),
  team: z.enum(teams).nullable().catch(null),
  topic: z
    .enum(topics as [(typeof topics)[number], ...(typeof topics)[number][]])
    .nullable()
    .catch(null),
  priority: z.enum(priorities).nullable().catch(null),
  claimed: z.enum(['all', 'mine', 'nobody']).catch('all'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
export type QueueQuery = z.infer<typeof queueQuery>

/** The filters of the address, for this member of staff. */
export function filtersOf(query: QueueQuery, staff: StaffMember): QueueFilters {
  return {
    state: query.state,
    // Another look is the manager's, whoever answered first.
    destination: query.with ?? (query.state === 'another-look' ? null : sightOf(staff).team),
    team: query.team,
    topic: query.topic,
    priority: query.priority,
    claimed: query.claimed === 'mine' ? staff.id : query.claimed === 'nobody' ? 'nobody' : null,
  }
}

/** The address of a page of the queue with the same filters; what is as usual is left out. */
export function addressOf(query: QueueQuery, page: number): string {
  const parameters = new URLSearchParams()
  if (query.state !== 'waiting') parameters.set('state', query.state)
  for (const name of ['with', 'team', 'topic', 'priority'] as const) {
    const value = query[name]
    if (value !== null) parameters.set(name, value)
  }
  if (query.claimed !== 'all') parameters.set('claimed', query.claimed)
  if (page > 1) parameters.set('page', String(page))
  const text = parameters.toString()
  return text === '' ? '/queue' : `/queue?${text}`
}

export function isFiltered({ state, with: holder, team, topic, priority, claimed }: QueueQuery): boolean {
  return state !== 'waiting' || claimed !== 'all' || [holder, team, topic, priority].some(each => each !== null)
}
