import type { Outcome } from '../../../server/database'
import { topicTable, type Topic, type TopicReadyWords } from '../../../server/domain/topics'

/** What staff write to a person with: a message, an answer with its outcome, or an answer to another look. */
export type ReplyAction = 'message' | Exclude<Outcome, 'withdrawn' | 'person-left'> | 'stands' | 'opened-again'

/**
 * Words to begin a reply with, and what they are for: in both languages in `reply-templates`, their title in
 * `console/replies:templates`.
 */
const forEveryTopic = {
  'we-have-it': ['message'],
  'see-you': ['message'],
  'need-to-know': ['message'],
  'waiting-for-others': ['message'],
  late: ['message'],
  agreed: ['agreed'],
  done: ['agreed'],
  'in-part': ['agreed-in-part'],
  'not-agreed': ['not-agreed'],
  'too-early': ['not-agreed'],
  'passed-on': ['passed-on'],
  'not-meant': ['sent-in-error'],
  'sent-twice': ['sent-in-error'],
  stands: ['stands'],
  'opened-again': ['opened-again'],
} as const satisfies Record<string, readonly ReplyAction[]>

/** Those that topics name as theirs: the compiler asks for each of them here. */
const forTopics: Readonly<Record<TopicReadyWords, readonly ReplyAction[]>> = {
  council: ['message', 'passed-on'],
  landlord: ['message', 'agreed'],
  'place-to-stay': ['agreed'],
  'address-checked': ['message', 'passed-on'],
  'money-adviser': ['message', 'agreed'],
  'work-coach': ['message', 'agreed'],
  'bank-asked': ['message', 'agreed'],
  'bank-needs-id': ['message', 'not-agreed'],
  'id-asked': ['message', 'agreed'],
  'work-adviser': ['message', 'agreed'],
  'service-asked': ['message', 'passed-on'],
  'somebody-will-see-you': ['message', 'agreed'],
  'family-worker': ['message', 'agreed'],
  healthcare: ['message', 'passed-on'],
  'call-booked': ['message', 'agreed'],
  'free-legal-advice': ['message', 'passed-on'],
  'probation-worker': ['message', 'passed-on'],
  'release-date': ['message', 'agreed'],
}

export type ReplyTemplate = keyof typeof forEveryTopic | TopicReadyWords

const actionsOf: Readonly<Record<ReplyTemplate, readonly ReplyAction[]>> = { ...forEveryTopic, ...forTopics }

export const replyTemplates = Object.keys(actionsOf) as readonly ReplyTemplate[]

/** The templates that suit an action and a topic, those of the topic itself first. */
export function templatesFor(action: ReplyAction, topic: Topic): readonly ReplyTemplate[] {
  const ofTopic: readonly ReplyTemplate[] = topicTable[topic].readyWords
  const general = Object.keys(forEveryTopic) as readonly ReplyTemplate[]
  return [...ofTopic, ...general].filter(template => actionsOf[template].includes(action))
}

/** What is still to be filled in: whatever stands in square brackets, which no reply has otherwise. */
export function gapsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\[[^[\]\n]*\]?|\]/g))]
}
