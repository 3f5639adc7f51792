import { feelSafe, type Form } from '../form'

export const thinkingAndBehaviour: Form = {
  id: 'thinking-and-behaviour',
  code: 'A21',
  version: 2,
  neutral: true,
  topics: [{ topic: 'thinking-and-behaviour' }],
  helps: 'probation',
  questions: [
    { id: 'help-feelings', kind: 'one', options: ['yes', 'no'] },
    { id: 'help-gambling', kind: 'one', options: ['yes', 'no'] },
    { id: 'join-course', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
