import type { WordingPart } from '../../../server/content/words'
import type { Outcome } from '../../../server/database'
import type { Topic } from '../../../server/domain/routing'

/** What staff write to a person with: a message, an answer with its outcome, or an answer to another look. */
export type ReplyAction = 'message' | Exclude<Outcome, 'withdrawn'> | 'stands' | 'opened-again'

/** Words to begin a reply with: in both languages in `reply-templates`, their title in `console/replies:templates`. */
export interface ReplyTemplate {
  readonly id: WordingPart<'reply-templates:'> & WordingPart<'console/replies:templates.'>
  readonly for: readonly ReplyAction[]
  /** Null for every topic. */
  readonly topics: readonly Topic[] | null
}

export const replyTemplates: readonly ReplyTemplate[] = [
  { id: 'we-have-it', for: ['message'], topics: null },
  { id: 'see-you', for: ['message'], topics: null },
  { id: 'need-to-know', for: ['message'], topics: null },
  { id: 'waiting-for-others', for: ['message'], topics: null },
  { id: 'late', for: ['message'], topics: null },
  { id: 'agreed', for: ['agreed'], topics: null },
  { id: 'done', for: ['agreed'], topics: null },
  { id: 'in-part', for: ['agreed-in-part'], topics: null },
  { id: 'not-agreed', for: ['not-agreed'], topics: null },
  { id: 'too-early', for: ['not-agreed'], topics: null },
  { id: 'passed-on', for: ['passed-on'], topics: null },
  { id: 'not-meant', for: ['sent-in-error'], topics: null },
  { id: 'sent-twice', for: ['sent-in-error'], topics: null },
  { id: 'stands', for: ['stands'], topics: null },
  { id: 'opened-again', for: ['opened-again'], topics: null },
  {
    id: 'council',
    for: ['message', 'passed-on'],
    topics: ['keep-or-end-tenancy', 'somewhere-to-live', 'emergency-accommodation'],
  },
  { id: 'landlord', for: ['message', 'agreed'], topics: ['keep-or-end-tenancy'] },
  { id: 'place-to-stay', for: ['agreed'], topics: ['somewhere-to-live', 'emergency-accommodation'] },
  { id: 'address-checked', for: ['message', 'passed-on'], topics: ['tag-address'] },
  { id: 'money-adviser', for: ['message', 'agreed'], topics: ['debts-and-bills'] },
  { id: 'work-coach', for: ['message', 'agreed'], topics: ['benefits-now', 'universal-credit'] },
  { id: 'bank-asked', for: ['message', 'agreed'], topics: ['bank-account'] },
  { id: 'bank-needs-id', for: ['message', 'not-agreed'], topics: ['bank-account'] },
  { id: 'id-asked', for: ['message', 'agreed'], topics: ['identity-documents'] },
  { id: 'work-adviser', for: ['message', 'agreed'], topics: ['keep-my-job', 'job-or-training'] },
  {
    id: 'service-asked',
    for: ['message', 'passed-on'],
    topics: ['mentor', 'womens-services', 'thinking-and-behaviour', 'veteran', 'care-leaver'],
  },
  {
    id: 'somebody-will-see-you',
    for: ['message', 'agreed'],
    topics: [
      'something-private',
      'mental-health',
      'thinking-and-behaviour',
      'drugs-and-alcohol',
      'social-care',
      'womens-services',
      'care-leaver',
    ],
  },
  { id: 'family-worker', for: ['message', 'agreed'], topics: ['family-and-children'] },
  { id: 'healthcare', for: ['message', 'passed-on'], topics: ['gp-and-health'] },
  { id: 'call-booked', for: ['message', 'agreed'], topics: ['outside-service'] },
  { id: 'free-legal-advice', for: ['message', 'passed-on'], topics: ['immigration', 'court-release', 'parole'] },
  {
    id: 'probation-worker',
    for: ['message', 'passed-on'],
    topics: ['licence-and-supervision', 'my-com', 'parole', 'court-release', 'referral-progress', 'release-dates'],
  },
  { id: 'release-date', for: ['message', 'agreed'], topics: ['release-dates'] },
]

/** The templates that suit an act and a topic, those of the topic itself first. */
export function templatesFor(action: ReplyAction, topic: Topic): readonly ReplyTemplate[] {
  const suiting = replyTemplates.filter(each => each.for.includes(action))
  return [
    ...suiting.filter(({ topics }) => topics?.includes(topic)),
    ...suiting.filter(({ topics }) => topics === null),
  ]
}

/** What is still to be filled in: whatever stands in square brackets, which no reply has otherwise. */
export function gapsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\[[^[\]\n]*\]?|\]/g))]
}
