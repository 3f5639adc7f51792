import { feelSafe, type Form } from '../form'

/**
 * Starts with a short version of housing, family and something private (forms.md). It uses question ids of its own
 * where a private form's answers would otherwise show here.
 */
export const womensServices: Form = {
  id: 'womens-services',
  code: 'A18',
  version: 2,
  estate: 'women',
  topics: [{ topic: 'womens-services' }],
  questions: [
    { id: 'have-home', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    { id: 'where-next', fact: 'area', kind: 'words', limit: 100 },
    { id: 'have-children', fact: 'children', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'children-where',
      fact: 'where-children-are',
      kind: 'many',
      when: [{ question: 'have-children', is: ['yes'] }],
      options: ['other-parent', 'family-or-friends', 'in-care', 'on-their-own', 'somewhere-else'],
    },
    { id: 'talk-in-private', kind: 'one', options: ['yes', 'no'] },
    {
      id: 'talk-with',
      kind: 'one',
      when: [{ question: 'talk-in-private', is: ['yes'] }],
      options: ['woman', 'man', 'either'],
    },
    {
      id: 'help-most',
      kind: 'many',
      options: ['home', 'money', 'children', 'safety', 'drugs', 'feelings', 'work', 'friends'],
    },
    { id: 'one-worker', kind: 'one', options: ['yes', 'no'] },
    { id: 'tell-womens-service', kind: 'one', consent: { to: 'womens-service' }, options: ['yes', 'no'] },
    feelSafe,
  ],
}
