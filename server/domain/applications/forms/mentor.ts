import { feelSafe, type Form } from '../form'

export const mentor: Form = {
  id: 'mentor',
  code: 'A17',
  version: 3,
  topics: [{ topic: 'mentor' }],
  helps: 'mentor-service',
  questions: [
    { id: 'people-to-support', kind: 'one', options: ['yes', 'no'] },
    { id: 'mentor', kind: 'one', options: ['yes', 'no'] },
    { id: 'meet-at-gate', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'week-one',
      kind: 'many',
      options: [
        'getting-to-meetings',
        'forms-and-calls',
        'shopping-and-cooking',
        'someone-to-talk-to',
        'meeting-people',
        'something-else',
      ],
    },
    {
      id: 'tell-mentor-service',
      kind: 'one',
      consent: { to: 'mentor-service' },
      when: [{ question: 'mentor', is: ['yes'] }],
      options: ['yes', 'no'],
    },
    feelSafe,
  ],
}
