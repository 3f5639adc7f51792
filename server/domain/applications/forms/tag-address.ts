import { feelSafe, type Form } from '../form'

const hasAddress = [{ question: 'have-address', is: ['yes'] }]

export const tagAddress: Form = {
  id: 'tag-address',
  code: 'A03',
  version: 2,
  topics: [{ topic: 'tag-address' }],
  helps: 'probation',
  custody: ['remand', 'convicted-unsentenced', 'sentenced', 'recalled'],
  questions: [
    { id: 'have-address', kind: 'one', options: ['yes', 'no'] },
    { id: 'where', kind: 'words', limit: 200, when: hasAddress },
    { id: 'who-lives-there', kind: 'words', limit: 200, when: hasAddress },
    { id: 'they-agree', kind: 'one', options: ['yes', 'no'], when: hasAddress },
    {
      id: 'cas2-room',
      kind: 'one',
      when: [{ question: 'have-address', is: ['no', 'do-not-know'] }],
      options: ['yes', 'no'],
    },
    feelSafe,
  ],
}
