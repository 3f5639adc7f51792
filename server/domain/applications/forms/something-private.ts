import { feelSafe, withheldAnswers, type Form } from '../form'

const whenContinuing = [{ question: 'safe-now', is: ['yes', 'talk', ...withheldAnswers] }]

export const somethingPrivate: Form = {
  id: 'something-private',
  code: 'A16',
  version: 2,
  several: true,
  private: true,
  topics: [{ topic: 'something-private' }],
  helps: 'listener',
  questions: [
    { id: 'safe-now', kind: 'one', options: ['yes', 'no', 'talk'], stop: ['no'] },
    {
      id: 'about',
      kind: 'many',
      when: [{ question: 'safe-now', is: ['yes'] }],
      options: ['hurt-or-controlled', 'afraid', 'sold-sex', 'hurt-sexually', 'gangs', 'something-else'],
    },
    {
      id: 'danger',
      kind: 'one',
      options: ['yes', 'no', 'not-sure', 'talk'],
      when: whenContinuing,
      concern: ['yes', 'talk'],
    },
    { id: 'talk-to', kind: 'one', options: ['woman', 'man', 'either'], when: whenContinuing },
    {
      id: 'talk-to-role',
      kind: 'one',
      options: ['probation', 'healthcare', 'chaplain', 'safety-worker', 'anyone'],
      when: whenContinuing,
    },
    { id: 'keep-from', kind: 'one', options: ['yes', 'no'], when: whenContinuing },
    { id: 'help-later', kind: 'one', options: ['yes', 'no'], when: whenContinuing },
    { ...feelSafe, when: whenContinuing },
  ],
}
