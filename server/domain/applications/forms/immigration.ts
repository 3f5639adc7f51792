import { feelSafe, withheldAnswers, type Form } from '../form'

/** Does not ask about an asylum claim, which is between the person and their lawyer. */
export const immigration: Form = {
  id: 'immigration',
  code: 'A20',
  version: 2,
  neutral: true,
  topics: [{ topic: 'immigration' }],
  helps: 'adviser',
  questions: [
    { id: 'home-office-letter', kind: 'one', options: ['yes', 'no'] },
    { id: 'letter-date', kind: 'date', side: 'past', when: [{ question: 'home-office-letter', is: ['yes'] }] },
    { id: 'have-lawyer', kind: 'one', options: ['yes', 'no'] },
    { id: 'lawyer-name', kind: 'words', limit: 100, when: [{ question: 'have-lawyer', is: ['yes'] }] },
    {
      id: 'find-lawyer',
      kind: 'one',
      when: [{ question: 'have-lawyer', is: ['no', ...withheldAnswers] }],
      options: ['yes', 'no'],
    },
    { id: 'go-or-stay', kind: 'one', options: ['go', 'stay', 'not-sure'] },
    { id: 'interpreter', kind: 'one', options: ['yes', 'no'] },
    { id: 'which-language', kind: 'words', limit: 60, when: [{ question: 'interpreter', is: ['yes'] }] },
    { id: 'papers', kind: 'many', options: ['evisa', 'brp', 'passport', 'none'], alone: 'none' },
    { id: 'danger-if-back', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
