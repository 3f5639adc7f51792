import { feelSafe, type Form } from '../form'

const hasChildren = [{ question: 'have-children', is: ['yes'] }]

export const familyAndChildren: Form = {
  id: 'family-and-children',
  code: 'A15',
  version: 1,
  topics: [{ topic: 'family-and-children' }],
  questions: [
    {
      id: 'stay-in-touch',
      kind: 'many',
      options: ['partner', 'children', 'parents', 'other-family', 'friends', 'no-one'],
      alone: 'no-one',
    },
    { id: 'have-children', fact: 'children', kind: 'one', options: ['yes', 'no'] },
    { id: 'children-ages', kind: 'words', limit: 100, when: hasChildren },
    { id: 'main-carer', kind: 'one', options: ['yes', 'no'], when: hasChildren },
    {
      id: 'children-where',
      fact: 'where-children-are',
      kind: 'many',
      when: hasChildren,
      options: ['other-parent', 'family-or-friends', 'in-care', 'on-their-own', 'somewhere-else'],
    },
    { id: 'childrens-services', kind: 'one', options: ['yes', 'no'], when: hasChildren },
    { id: 'contact-rules', kind: 'one', options: ['yes', 'no'] },
    { id: 'look-after-adult', kind: 'one', options: ['yes', 'no'] },
    { id: 'visits-or-calls', kind: 'many', options: ['visits', 'calls', 'no'], alone: 'no' },
    feelSafe,
  ],
}
