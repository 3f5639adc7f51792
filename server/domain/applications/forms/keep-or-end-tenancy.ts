import { feelSafe, withheldAnswers, type Form } from '../form'

const rentedHomes = ['council-or-association', 'private-landlord', 'supported-housing', 'other']

export const keepOrEndTenancy: Form = {
  id: 'keep-or-end-tenancy',
  code: 'A02',
  version: 1,
  topics: [{ topic: 'keep-or-end-tenancy' }],
  questions: [
    {
      id: 'kind-of-home',
      kind: 'one',
      options: ['council-or-association', 'private-landlord', 'own-home', 'supported-housing', 'other'],
    },
    { id: 'being-paid', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    {
      id: 'who-pays',
      kind: 'many',
      when: [{ question: 'being-paid', is: ['yes', 'not-sure'] }],
      options: ['me', 'family-or-friends', 'benefits', 'someone-else'],
    },
    {
      id: 'told-landlord',
      kind: 'one',
      when: [{ question: 'kind-of-home', is: [...rentedHomes, ...withheldAnswers] }],
      options: ['yes', 'no'],
    },
    { id: 'keep-or-end', kind: 'one', options: ['keep', 'end', 'not-sure'] },
    { id: 'living-there', kind: 'one', options: ['yes', 'no'] },
    { id: 'things', kind: 'one', options: ['yes', 'no'] },
    { id: 'pet', kind: 'one', options: ['yes', 'no'] },
    { id: 'rent-benefit', kind: 'one', options: ['housing-benefit', 'universal-credit', 'neither'] },
    feelSafe,
  ],
}
