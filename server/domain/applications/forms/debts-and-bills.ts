import { feelSafe, type Form } from '../form'

const mayOwe = [{ question: 'have-debts', is: ['yes', 'not-sure'] }]

export const debtsAndBills: Form = {
  id: 'debts-and-bills',
  code: 'A07',
  version: 2,
  neutral: true,
  topics: [{ topic: 'debts-and-bills' }],
  helps: 'adviser',
  questions: [
    { id: 'have-debts', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    {
      id: 'kinds',
      kind: 'many',
      when: mayOwe,
      options: [
        'rent',
        'council-tax',
        'court-fine',
        'phone',
        'gas-or-electric',
        'bank-or-card',
        'child-maintenance',
        'other',
      ],
    },
    { id: 'amount', kind: 'one', options: ['under-500', '500-to-2000', 'over-2000', 'not-sure'], when: mayOwe },
    { id: 'pressure', kind: 'one', options: ['yes', 'no', 'talk'], concern: ['yes', 'talk'] },
    { id: 'adviser', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'ask-court',
      helps: 'court',
      kind: 'one',
      consent: { to: 'court' },
      options: ['yes', 'no'],
      when: [{ question: 'kinds', is: ['court-fine'] }],
    },
    feelSafe,
  ],
}
