import type { Topic } from '../routing'
import type { Form } from './form'

/** As much as the rule needs of an application. */
export interface SentBefore {
  readonly topic: Topic
  readonly status: 'open' | 'closed'
}

/**
 * The open application that a second one about the same would repeat. None for a form that can be sent again, nor when
 * somebody is not safe: that is never held back.
 *
 * @param applications sent last, first: two are open about the same when a manager has opened an older one again
 */
export function openAlready<Application extends SentBefore>(
  form: Form,
  sending: { readonly topic: Topic; readonly safetyConcern: boolean },
  applications: readonly Application[],
): Application | undefined {
  if (form.several || sending.safetyConcern) return undefined
  return applications.find(({ topic, status }) => status === 'open' && topic === sending.topic)
}

/**
 * What to show somebody who begins a form: what they have open of it, and whether the form can still be about something
 * else.
 */
export function openBeforeStarting<Application extends SentBefore>(
  form: Form,
  applications: readonly Application[],
): { readonly open: readonly Application[]; readonly another: boolean } {
  if (form.several) return { open: [], another: true }
  const topics = form.topics.map(({ topic }) => topic)
  const open = applications.filter(({ topic, status }) => status === 'open' && topics.includes(topic))
  return { open, another: topics.some(topic => !open.some(each => each.topic === topic)) }
}
