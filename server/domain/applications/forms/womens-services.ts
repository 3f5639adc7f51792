import { feelSafe, type Form } from '../form'

/**
 * Starts with a short version of housing, family and something private (forms.md). It uses question ids of its own
 * where a private form's answers would otherwise show here.
 */
export const womensServices: Form = {
  id: 'womens-services',
  code: 'A18',
  version: 3,
  estate: 'women',
  topics: [{ topic: 'womens-services' }],
  helps: 'womens-service',
  questions: [
    { id: 'have-home', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    { id: 'where-next', samePage: true, fact: 'area', kind: 'words', limit: 100 },
    { id: 'have-children', samePage: true, fact: 'children', kind: 'one', options: ['yes', 'no'] },
    { id: 'talk-with', kind: 'one', options: ['woman', 'man', 'either', 'no'] },
    {
      id: 'children-where',
      samePage: true,
      fact: 'where-children-are',
      kind: 'many',
      when: [{ question: 'have-children', is: ['yes'] }],
      options: ['other-parent', 'family-or-friends', 'in-care', 'on-their-own', 'somewhere-else'],
    },
    {
      id: 'help-most',
      samePage: true,
      kind: 'many',
      options: ['home', 'money', 'children', 'safety', 'drugs', 'feelings', 'work', 'friends', 'one-worker'],
      optional: true,
    },
    {
      id: 'tell-womens-service',
      samePage: true,
      kind: 'one',
      consent: { to: 'womens-service' },
      options: ['yes', 'no'],
    },
    { ...feelSafe, samePage: true },
  ],
}
