import { feelSafe, type Form } from '../form'

export const releasePlan: Form = {
  id: 'release-plan',
  code: 'A23',
  version: 1,
  topics: [
    { topic: 'my-com', when: [{ question: 'about', is: ['my-com'] }] },
    { topic: 'parole', when: [{ question: 'about', is: ['parole'] }] },
    { topic: 'release-dates', when: [{ question: 'about', is: ['release-dates'] }] },
    { topic: 'licence-and-supervision' },
  ],
  questions: [
    { id: 'about', kind: 'one', options: ['licence-and-supervision', 'my-com', 'parole', 'release-dates'] },
    { id: 'know-date', kind: 'one', options: ['yes', 'no'] },
    { id: 'know-worker', kind: 'one', options: ['yes', 'no'] },
    { id: 'know-report', kind: 'one', options: ['yes', 'no'] },
    { id: 'understands-licence', kind: 'one', options: ['yes', 'some', 'no'] },
    {
      id: 'help-on-the-day',
      kind: 'many',
      options: ['travel', 'clothes', 'property', 'phone', 'none'],
      alone: 'none',
    },
    { id: 'worried', kind: 'one', options: ['yes', 'no'] },
    { id: 'worry', kind: 'words', limit: 300, when: [{ question: 'worried', is: ['yes'] }] },
    feelSafe,
  ],
}
