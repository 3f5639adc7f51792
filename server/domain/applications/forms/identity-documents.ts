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

/** The register office finds a birth by these. */
const wantsBirthCertificate = [{ question: 'help-to-get', is: ['birth-certificate'] }]

export const identityDocuments: Form = {
  id: 'identity-documents',
  code: 'A06',
  version: 2,
  topics: [{ topic: 'identity-documents' }],
  helps: 'team',
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
    { id: 'birth-name', helps: 'register-office', kind: 'words', limit: 100, when: wantsBirthCertificate },
    { id: 'born', samePage: true, helps: 'register-office', kind: 'words', limit: 100, when: wantsBirthCertificate },
    {
      id: 'parents',
      samePage: true,
      helps: 'register-office',
      kind: 'words',
      limit: 200,
      optional: true,
      when: wantsBirthCertificate,
    },
    {
      id: 'mothers-name',
      samePage: true,
      helps: 'register-office',
      kind: 'words',
      limit: 100,
      optional: true,
      when: wantsBirthCertificate,
    },
    { id: 'know-ni', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
