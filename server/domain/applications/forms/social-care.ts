import { feelSafe, type Form } from '../form'

export const socialCare: Form = {
  id: 'social-care',
  code: 'A13',
  version: 2,
  neutral: true,
  topics: [{ topic: 'social-care' }],
  helps: 'council',
  questions: [
    {
      id: 'help-with-living',
      kind: 'many',
      options: ['wash', 'dress', 'eat', 'get-about', 'none'],
      alone: 'none',
    },
    { id: 'aids', kind: 'one', options: ['yes', 'no'] },
    { id: 'had-carer', kind: 'many', options: ['carer', 'social-worker', 'neither'], alone: 'neither' },
    { id: 'ask-council', kind: 'one', consent: { to: 'social-care' }, options: ['yes', 'no'] },
    feelSafe,
  ],
}
