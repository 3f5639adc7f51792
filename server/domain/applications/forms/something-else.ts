import { feelSafe, type Form } from '../form'

export const somethingElse: Form = {
  id: 'something-else',
  code: 'A24',
  version: 2,
  several: true,
  topics: [
    { topic: 'outside-service', when: [{ question: 'about', is: ['outside-service'] }] },
    { topic: 'referral-progress', when: [{ question: 'about', is: ['referral-progress'] }] },
    { topic: 'something-else' },
  ],
  helps: 'team',
  questions: [
    { id: 'about', kind: 'one', options: ['outside-service', 'referral-progress', 'something-else'] },
    { id: 'ask', kind: 'words', limit: 300 },
    { id: 'urgent', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
