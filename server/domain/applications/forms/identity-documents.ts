import { feelSafe, type Form } from '../form'

const identityPapers = [
  'birth-certificate',
  'passport',
  'driving-licence',
  'marriage',
  'divorce',
  'evisa',
  'deed-poll',
  'citizencard',
  'national-insurance-letter',
]

export const identityDocuments: Form = {
  id: 'identity-documents',
  code: 'A06',
  version: 1,
  topics: [{ topic: 'identity-documents' }],
  questions: [
    { id: 'which-id', fact: 'identity-papers', kind: 'many', options: [...identityPapers, 'none'], alone: 'none' },
    {
      id: 'where-id',
      kind: 'many',
      when: [{ question: 'which-id', is: identityPapers }],
      options: ['prison-store', 'at-home', 'lost', 'somewhere-else'],
    },
    {
      id: 'help-to-get',
      kind: 'many',
      options: [
        'birth-certificate',
        'passport',
        'driving-licence',
        'evisa',
        'citizencard',
        'national-insurance-letter',
        'something-else',
        'nothing',
      ],
      alone: 'nothing',
    },
    { id: 'birth-name', kind: 'words', limit: 100 },
    { id: 'born', kind: 'words', limit: 100 },
    { id: 'know-ni', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
