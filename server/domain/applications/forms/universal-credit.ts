import { feelSafe, type Form } from '../form'

/** Questions about a claim on release do not apply to someone who will not claim. */
const mayClaim = [{ question: 'plan-to-claim', is: ['yes', 'not-sure', 'do-not-know'] }]

export const universalCredit: Form = {
  id: 'universal-credit',
  code: 'A04',
  version: 1,
  topics: [
    { topic: 'benefits-now', when: [{ question: 'about', is: ['before-prison'] }] },
    { topic: 'universal-credit' },
  ],
  questions: [
    { id: 'about', kind: 'one', options: ['before-prison', 'when-leaving'] },
    {
      id: 'had-before',
      kind: 'many',
      options: ['universal-credit', 'esa', 'housing-benefit', 'pip', 'state-pension', 'none', 'not-sure'],
      alone: 'none',
    },
    { id: 'plan-to-claim', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    { id: 'partner', kind: 'one', options: ['yes', 'no'] },
    { id: 'children-with-you', kind: 'one', options: ['yes', 'no'] },
    { id: 'have-id', kind: 'one', options: ['yes', 'no'], when: mayClaim },
    { id: 'have-account', fact: 'bank-account', kind: 'one', options: ['yes', 'no'], when: mayClaim },
    { id: 'where-next', fact: 'area', kind: 'words', limit: 100, when: mayClaim },
    { id: 'phone-alone', kind: 'one', options: ['yes', 'no'], when: mayClaim },
    { id: 'work-coach', kind: 'one', consent: { to: 'dwp' }, options: ['yes', 'no'] },
    feelSafe,
  ],
}
