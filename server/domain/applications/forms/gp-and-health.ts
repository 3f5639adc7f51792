import { feelSafe, type Form } from '../form'

/** Does not ask about the person's health problem, because Healthcare does. */
export const gpAndHealth: Form = {
  id: 'gp-and-health',
  code: 'A10',
  version: 2,
  neutral: true,
  topics: [{ topic: 'gp-and-health' }],
  helps: 'healthcare',
  questions: [
    { id: 'with-gp', kind: 'one', options: ['yes', 'no'] },
    { id: 'join-gp', kind: 'one', options: ['yes', 'no'] },
    { id: 'gp-area', fact: 'area', kind: 'words', limit: 60, when: [{ question: 'join-gp', is: ['yes'] }] },
    { id: 'daily-medicine', kind: 'one', options: ['yes', 'no'] },
    { id: 'see-healthcare', kind: 'one', options: ['yes', 'no'] },
    { id: 'health-letter', kind: 'one', options: ['yes', 'no'] },
    { id: 'pass-records', kind: 'one', consent: { to: 'gp' }, options: ['yes', 'no'] },
    feelSafe,
  ],
}
