import { feelSafe, type Form } from '../form'

export const drugsAndAlcohol: Form = {
  id: 'drugs-and-alcohol',
  code: 'A12',
  version: 2,
  neutral: true,
  topics: [{ topic: 'drugs-and-alcohol' }],
  helps: 'drug-service',
  questions: [
    { id: 'help-drugs', kind: 'one', options: ['yes', 'no'] },
    { id: 'help-drink', kind: 'one', options: ['yes', 'no'] },
    { id: 'script', kind: 'one', options: ['methadone', 'buprenorphine', 'other', 'no'] },
    { id: 'worker-outside', kind: 'one', options: ['yes', 'no'] },
    { id: 'worker-town', kind: 'words', limit: 60, when: [{ question: 'worker-outside', is: ['yes'] }] },
    { id: 'naloxone', kind: 'one', options: ['yes', 'no'] },
    { id: 'local-service', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
