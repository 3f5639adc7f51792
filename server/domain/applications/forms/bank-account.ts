import { feelSafe, type Form } from '../form'

export const bankAccount: Form = {
  id: 'bank-account',
  code: 'A05',
  version: 3,
  topics: [{ topic: 'bank-account' }],
  helps: 'bank',
  questions: [
    { id: 'have-account', fact: 'bank-account', kind: 'one', options: ['yes', 'no'] },
    { id: 'can-use', kind: 'one', options: ['yes', 'no'], when: [{ question: 'have-account', is: ['yes'] }] },
    { id: 'refused', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'which-id',
      fact: 'identity-papers',
      kind: 'many',
      options: [
        'birth-certificate',
        'passport',
        'driving-licence',
        'evisa',
        'citizencard',
        'national-insurance-letter',
        'none',
      ],
      alone: 'none',
    },
    { id: 'letters', kind: 'words', limit: 200 },
    { id: 'when-leaving', kind: 'date', side: 'future', unlessKnown: 'release-date' },
    { id: 'tell-bank', kind: 'one', consent: { to: 'bank' }, options: ['yes', 'no'] },
    feelSafe,
  ],
}
