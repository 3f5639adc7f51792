import { feelSafe, withheldAnswers, type Form } from '../form'

const mayHaveServed = [{ question: 'served', is: ['yes', ...withheldAnswers] }]

export const veteran: Form = {
  id: 'veteran',
  code: 'A19',
  version: 2,
  topics: [{ topic: 'veteran' }],
  helps: 'veterans-officer',
  questions: [
    { id: 'served', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'which-service',
      kind: 'many',
      when: mayHaveServed,
      options: ['army', 'navy', 'marines', 'air-force', 'other'],
    },
    { id: 'see-officer', kind: 'one', options: ['yes', 'no'], when: mayHaveServed },
    { id: 'forces-help-later', kind: 'one', options: ['yes', 'no'], when: mayHaveServed },
    feelSafe,
  ],
}
