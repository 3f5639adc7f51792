import { feelSafe, withheldAnswers, type Form } from '../form'

const goesOn = [{ question: 'safe-now', is: ['yes', 'talk', ...withheldAnswers] }]

export const somethingPrivate: Form = {
  id: 'something-private',
  code: 'A16',
  version: 1,
  several: true,
  private: true,
  topics: [{ topic: 'something-private' }],
  questions: [
    { id: 'safe-now', kind: 'one', options: ['yes', 'no', 'talk'], stop: ['no'] },
    {
      id: 'about',
      kind: 'many',
      when: [{ question: 'safe-now', is: ['yes'] }],
      options: ['hurt-or-controlled', 'afraid', 'sold-sex', 'hurt-sexually', 'gangs', 'something-else'],
    },
    { id: 'danger', kind: 'one', options: ['yes', 'no', 'not-sure', 'talk'], when: goesOn, concern: ['yes', 'talk'] },
    { id: 'talk-to', kind: 'one', options: ['woman', 'man', 'either'], when: goesOn },
    {
      id: 'talk-to-role',
      kind: 'one',
      options: ['probation', 'healthcare', 'chaplain', 'safety-worker', 'anyone'],
      when: goesOn,
    },
    { id: 'keep-from', kind: 'one', options: ['yes', 'no'], when: goesOn },
    { id: 'help-later', kind: 'one', options: ['yes', 'no'], when: goesOn },
    { ...feelSafe, when: goesOn },
  ],
}
