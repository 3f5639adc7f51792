import type { Topic } from '../topics'
import type { Form } from './form'

/** The properties of an application that the rule needs. */
export interface SentBefore {
  readonly topic: Topic
  readonly status: 'open' | 'closed'
}

/**
 * Finds the open application that a new one on the same topic would duplicate. Forms that may be sent several times,
 * and safety concerns, are never blocked.
 *
 * @param applications newest first: two can be open on one topic when a manager has reopened an older one
 */
export function openAlready<Application extends SentBefore>(
  form: Form,
  sending: { readonly topic: Topic; readonly safetyConcern: boolean },
  applications: readonly Application[],
): Application | undefined {
  if (form.several || sending.safetyConcern) return undefined
  return applications.find(({ topic, status }) => status === 'open' && topic === sending.topic)
}

/** What to show before a form is started: its open applications, and whether any of its topics is still free. */
export function openBeforeStarting<Application extends SentBefore>(
  form: Form,
  applications: readonly Application[],
): { readonly open: readonly Application[]; readonly another: boolean } {
  if (form.several) return { open: [], another: true }
  const topics = form.topics.map(({ topic }) => topic)
  const open = applications.filter(({ topic, status }) => status === 'open' && topics.includes(topic))
  return { open, another: topics.some(topic => !open.some(each => each.topic === topic)) }
}
