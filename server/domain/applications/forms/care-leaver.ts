import { feelSafe, withheldAnswers, type Form } from '../form'

const mayHaveBeenInCare = [{ question: 'in-care', is: ['yes', ...withheldAnswers] }]

export const careLeaver: Form = {
  id: 'care-leaver',
  code: 'A14',
  version: 2,
  topics: [{ topic: 'care-leaver' }],
  helps: 'council',
  questions: [
    { id: 'in-care', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'age-left-care',
      kind: 'one',
      when: mayHaveBeenInCare,
      options: ['under-16', '16-or-17', '18-or-over'],
    },
    { id: 'care-council', kind: 'words', limit: 100, when: mayHaveBeenInCare },
    { id: 'personal-adviser', kind: 'one', options: ['yes', 'no'], when: mayHaveBeenInCare },
    {
      id: 'contact-adviser',
      kind: 'one',
      consent: { to: 'leaving-care' },
      when: [{ question: 'personal-adviser', is: ['yes'] }],
      options: ['yes', 'no'],
    },
    feelSafe,
  ],
}
