import { feelSafe, type Form } from '../form'

const hasJobToGoTo = [{ question: 'job-to-go-to', is: ['yes'] }]

export const jobOrTraining: Form = {
  id: 'job-or-training',
  code: 'A08',
  version: 2,
  topics: [{ topic: 'keep-my-job', when: [{ question: 'job-to-keep', is: ['yes'] }] }, { topic: 'job-or-training' }],
  helps: 'employment',
  questions: [
    { id: 'what-job', kind: 'words', limit: 100, optional: true },
    { id: 'job-to-keep', samePage: true, kind: 'one', options: ['yes', 'no'] },
    { id: 'job-to-go-to', samePage: true, kind: 'one', options: ['yes', 'no'] },
    { id: 'job-details', kind: 'words', limit: 200, when: hasJobToGoTo },
    {
      id: 'call-boss',
      samePage: true,
      kind: 'one',
      consent: { to: 'employer' },
      options: ['yes', 'no'],
      when: hasJobToGoTo,
    },
    { id: 'would-like', kind: 'words', limit: 200, optional: true },
    {
      id: 'help-with',
      samePage: true,
      kind: 'many',
      options: ['cv', 'certificates', 'record', 'reading', 'maths'],
      optional: true,
    },
    { ...feelSafe, samePage: true },
  ],
}
