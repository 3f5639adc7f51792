import { feelSafe, type Form } from '../form'

/** Questions about a claim on release do not apply to someone who asks about the time before. */
const willClaim = [{ question: 'about', is: ['when-leaving', 'do-not-know', 'rather-not-say'] }]

export const universalCredit: Form = {
  id: 'universal-credit',
  code: 'A04',
  version: 2,
  topics: [
    { topic: 'benefits-now', when: [{ question: 'about', is: ['before-prison'] }] },
    { topic: 'universal-credit' },
  ],
  helps: 'work-coach',
  questions: [
    { id: 'about', kind: 'one', options: ['before-prison', 'when-leaving'] },
    {
      id: 'had-before',
      samePage: true,
      kind: 'many',
      options: ['universal-credit', 'esa', 'housing-benefit', 'pip', 'state-pension', 'not-sure'],
      optional: true,
    },
    { id: 'work-coach', kind: 'one', consent: { to: 'dwp' }, options: ['yes', 'no'] },
    {
      id: 'have-account',
      samePage: true,
      fact: 'bank-account',
      kind: 'one',
      options: ['yes', 'no'],
      when: willClaim,
    },
    { id: 'where-next', samePage: true, fact: 'area', kind: 'words', limit: 100, when: willClaim },
    {
      id: 'claim-facts',
      samePage: true,
      kind: 'many',
      options: ['partner', 'children', 'have-id', 'phone-alone'],
      optional: true,
      when: willClaim,
    },
    { ...feelSafe, samePage: true },
  ],
}
