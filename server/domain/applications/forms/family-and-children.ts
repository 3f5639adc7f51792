import { feelSafe, type Form } from '../form'

const hasChildren = [{ question: 'have-children', is: ['yes'] }]

export const familyAndChildren: Form = {
  id: 'family-and-children',
  code: 'A15',
  version: 2,
  topics: [{ topic: 'family-and-children' }],
  helps: 'family-worker',
  questions: [
    { id: 'have-children', fact: 'children', kind: 'one', options: ['yes', 'no'] },
    { id: 'children-ages', kind: 'words', limit: 100, optional: true, when: hasChildren },
    {
      id: 'children-where',
      samePage: true,
      fact: 'where-children-are',
      kind: 'many',
      when: hasChildren,
      options: ['other-parent', 'family-or-friends', 'in-care', 'on-their-own', 'somewhere-else'],
    },
    {
      id: 'child-facts',
      samePage: true,
      kind: 'many',
      when: hasChildren,
      options: ['main-carer', 'childrens-services'],
      optional: true,
    },
    {
      id: 'stay-in-touch',
      kind: 'many',
      options: ['partner', 'children', 'parents', 'other-family', 'friends'],
      optional: true,
    },
    { id: 'contact-rules', samePage: true, kind: 'one', options: ['yes', 'no'] },
    {
      id: 'help-with',
      samePage: true,
      kind: 'many',
      options: ['visits', 'calls', 'child-maintenance', 'look-after-adult'],
      optional: true,
    },
    { ...feelSafe, samePage: true },
  ],
}
