import { feelSafe, type Form } from '../form'

export const somewhereToLive: Form = {
  id: 'somewhere-to-live',
  code: 'A01',
  version: 1,
  topics: [
    { topic: 'emergency-accommodation', when: [{ question: 'first-night', is: ['yes'] }], leavesWithinDays: 56 },
    { topic: 'somewhere-to-live' },
  ],
  questions: [
    {
      id: 'where-before',
      kind: 'one',
      options: [
        'private-landlord',
        'council-or-association',
        'own-home',
        'family-or-friends',
        'hostel',
        'supported-housing',
        'probation-hostel',
        'home-office',
        'no-fixed-place',
      ],
    },
    { id: 'go-back', kind: 'one', options: ['yes', 'no', 'cannot', 'not-sure'] },
    {
      id: 'why-not-back',
      kind: 'one',
      when: [{ question: 'go-back', is: ['no', 'cannot'] }],
      options: ['not-safe', 'lost-it', 'licence-rule', 'other'],
    },
    { id: 'where-next', fact: 'area', kind: 'words', limit: 100 },
    { id: 'link', kind: 'many', options: ['lived-there', 'family', 'work', 'care-as-child', 'none'], alone: 'none' },
    { id: 'who-with', kind: 'many', options: ['just-me', 'partner', 'children', 'other-family'], alone: 'just-me' },
    { id: 'children', kind: 'words', limit: 300, when: [{ question: 'who-with', is: ['children'] }] },
    { id: 'places-not', kind: 'one', options: ['yes', 'no', 'ask-staff'] },
    {
      id: 'needs',
      kind: 'many',
      options: ['step-free', 'ground-floor', 'carer', 'space-for-child', 'pet', 'none'],
      alone: 'none',
    },
    { id: 'first-night', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    {
      id: 'tell-council',
      kind: 'one',
      consent: { to: 'council-housing', named: 'which-council' },
      options: ['yes', 'no'],
    },
    { id: 'which-council', kind: 'words', limit: 100, when: [{ question: 'tell-council', is: ['yes'] }] },
    { id: 'share-contact', kind: 'one', consent: { to: 'housing-contact' }, options: ['yes', 'no'] },
    feelSafe,
  ],
}
