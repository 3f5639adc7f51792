import type { FormId, Topic } from '../topics'
import type { Form } from './form'

/** The properties of an application that the rule needs. */
export interface SentBefore {
  readonly form: FormId
  readonly topic: Topic
  readonly status: 'open' | 'closed'
}

/**
 * Finds the open application of the same form that a new one on the same topic would duplicate. Forms that may be sent
 * several times, and safety concerns, are never blocked.
 *
 * @param applications newest first: two can be open on one topic when a manager has reopened an older one
 */
export function openAlready<Application extends SentBefore>(
  form: Form,
  sending: { readonly topic: Topic; readonly safetyConcern: boolean },
  applications: readonly Application[],
): Application | undefined {
  if (form.several || sending.safetyConcern) return undefined
  return applications.find(isOpenOf(form, [sending.topic]))
}

/** What to show before a form is started: its open applications, and whether any of its topics is still free. */
export function openBeforeStarting<Application extends SentBefore>(
  form: Form,
  applications: readonly Application[],
): { readonly open: readonly Application[]; readonly another: boolean } {
  if (form.several) return { open: [], another: true }
  const topics = form.topics.map(({ topic }) => topic)
  const open = applications.filter(isOpenOf(form, topics))
  return { open, another: topics.some(topic => !open.some(each => each.topic === topic)) }
}

/** A question from a task can be on the same topic, but it is not the form. */
function isOpenOf(form: Form, topics: readonly Topic[]) {
  return (sent: SentBefore) => sent.status === 'open' && sent.form === form.id && topics.includes(sent.topic)
}
