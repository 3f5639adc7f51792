import { feelSafe, type Form } from '../form'

export const releasePlan: Form = {
  id: 'release-plan',
  code: 'A23',
  version: 2,
  topics: [
    { topic: 'my-com', when: [{ question: 'about', is: ['my-com'] }] },
    { topic: 'parole', when: [{ question: 'about', is: ['parole'] }] },
    { topic: 'release-dates', when: [{ question: 'about', is: ['release-dates'] }] },
    { topic: 'licence-and-supervision' },
  ],
  helps: 'probation',
  custody: ['sentenced', 'recalled'],
  questions: [
    { id: 'about', kind: 'one', options: ['licence-and-supervision', 'my-com', 'parole', 'release-dates'] },
    { id: 'ask', kind: 'words', limit: 300 },
    {
      id: 'know-report',
      samePage: true,
      kind: 'one',
      options: ['yes', 'no'],
      when: [{ question: 'about', is: ['licence-and-supervision', 'my-com'] }],
    },
    {
      id: 'understands-licence',
      samePage: true,
      kind: 'one',
      options: ['yes', 'some', 'no'],
      when: [{ question: 'about', is: ['licence-and-supervision'] }],
    },
    {
      id: 'help-on-the-day',
      samePage: true,
      kind: 'many',
      options: ['travel', 'clothes', 'property', 'phone'],
      optional: true,
    },
    feelSafe,
  ],
}
