import { feelSafe, type Form } from '../form'

/** Asks what a council needs for the duty to refer: who lived where and until when, and how to reach the person. */
export const somewhereToLive: Form = {
  id: 'somewhere-to-live',
  code: 'A01',
  version: 2,
  topics: [
    { topic: 'emergency-accommodation', when: [{ question: 'first-night', is: ['yes'] }], leavesWithinDays: 56 },
    { topic: 'somewhere-to-live' },
  ],
  helps: 'council',
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
    { id: 'go-back', samePage: true, kind: 'one', options: ['yes', 'no', 'cannot', 'not-sure'] },
    {
      id: 'why-not-back',
      kind: 'one',
      when: [{ question: 'go-back', is: ['no', 'cannot'] }],
      options: ['not-safe', 'lost-it', 'licence-rule', 'other'],
    },
    { id: 'where-next', fact: 'area', kind: 'words', limit: 100 },
    { id: 'last-addresses', samePage: true, kind: 'words', limit: 500, optional: true },
    {
      id: 'link',
      samePage: true,
      kind: 'many',
      options: ['lived-there', 'family', 'work', 'care-as-child'],
      optional: true,
    },
    { id: 'first-night', helps: 'housing', kind: 'one', options: ['yes', 'no', 'not-sure'] },
    { id: 'who-with', samePage: true, kind: 'many', options: ['partner', 'children', 'other-family'], optional: true },
    {
      id: 'children-ages',
      samePage: true,
      kind: 'words',
      limit: 100,
      optional: true,
      when: [{ question: 'who-with', is: ['children'] }],
    },
    {
      id: 'needs',
      samePage: true,
      kind: 'many',
      options: ['step-free', 'ground-floor', 'carer', 'space-for-child', 'pregnant', 'pet', 'places-not'],
      optional: true,
    },
    {
      id: 'tell-council',
      kind: 'one',
      consent: { to: 'council-housing', named: 'which-council' },
      options: ['yes', 'no'],
    },
    {
      id: 'which-council',
      samePage: true,
      kind: 'words',
      limit: 100,
      when: [{ question: 'tell-council', is: ['yes'] }],
    },
    { id: 'reach-you', samePage: true, kind: 'words', limit: 200, optional: true },
    { id: 'share-contact', samePage: true, kind: 'one', consent: { to: 'housing-contact' }, options: ['yes', 'no'] },
    { ...feelSafe, samePage: true },
  ],
}
