import { feelSafe, type Form } from '../form'

export const mentalHealth: Form = {
  id: 'mental-health',
  code: 'A11',
  version: 2,
  neutral: true,
  topics: [{ topic: 'mental-health' }],
  helps: 'healthcare',
  questions: [
    { id: 'want-to-talk', kind: 'one', options: ['yes', 'no'] },
    { id: 'have-worker', kind: 'one', options: ['yes', 'no'] },
    { id: 'hurt-yourself', kind: 'one', options: ['yes', 'no', 'talk'], concern: ['yes', 'talk'] },
    { id: 'help-after', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
