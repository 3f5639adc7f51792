import { feelSafe, withheldAnswers, type Form } from '../form'

const rentedHomes = ['council-or-association', 'private-landlord', 'supported-housing', 'other']

export const keepOrEndTenancy: Form = {
  id: 'keep-or-end-tenancy',
  code: 'A02',
  version: 2,
  topics: [{ topic: 'keep-or-end-tenancy' }],
  helps: 'housing',
  questions: [
    {
      id: 'kind-of-home',
      kind: 'one',
      options: ['council-or-association', 'private-landlord', 'own-home', 'supported-housing', 'other'],
    },
    { id: 'keep-or-end', samePage: true, kind: 'one', options: ['keep', 'end', 'not-sure'] },
    { id: 'being-paid', samePage: true, kind: 'one', options: ['yes', 'no', 'not-sure'] },
    { id: 'home-address', kind: 'words', limit: 200, optional: true },
    {
      id: 'told-landlord',
      samePage: true,
      kind: 'one',
      when: [{ question: 'kind-of-home', is: [...rentedHomes, ...withheldAnswers] }],
      options: ['yes', 'no'],
    },
    {
      id: 'who-pays',
      samePage: true,
      kind: 'many',
      when: [{ question: 'being-paid', is: ['yes', 'not-sure'] }],
      options: ['me', 'family-or-friends', 'housing-benefit', 'universal-credit', 'someone-else'],
      optional: true,
    },
    { id: 'at-home', samePage: true, kind: 'many', options: ['living-there', 'things', 'pet'], optional: true },
    { ...feelSafe, samePage: true },
  ],
}
