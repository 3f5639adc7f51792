import { feelSafe, withheldAnswers, type Form } from '../form'

const hasJobToGoTo = [{ question: 'job-to-go-to', is: ['yes'] }]

export const jobOrTraining: Form = {
  id: 'job-or-training',
  code: 'A08',
  version: 1,
  topics: [{ topic: 'keep-my-job', when: [{ question: 'job-to-keep', is: ['yes'] }] }, { topic: 'job-or-training' }],
  questions: [
    { id: 'worked-before', kind: 'one', options: ['yes', 'no'] },
    { id: 'what-job', kind: 'words', limit: 100, when: [{ question: 'worked-before', is: ['yes'] }] },
    {
      id: 'job-to-keep',
      kind: 'one',
      when: [{ question: 'worked-before', is: ['yes', ...withheldAnswers] }],
      options: ['yes', 'no'],
    },
    { id: 'job-to-go-to', kind: 'one', options: ['yes', 'no'] },
    { id: 'job-details', kind: 'words', limit: 200, when: hasJobToGoTo },
    { id: 'call-boss', kind: 'one', consent: { to: 'employer' }, options: ['yes', 'no'], when: hasJobToGoTo },
    { id: 'would-like', kind: 'words', limit: 200 },
    { id: 'certificates', kind: 'one', options: ['yes', 'no'] },
    { id: 'cv-help', kind: 'one', options: ['yes', 'no'] },
    { id: 'record-advice', kind: 'one', options: ['yes', 'no'] },
    { id: 'reading-or-maths', kind: 'many', options: ['reading', 'maths', 'neither'], alone: 'neither' },
    feelSafe,
  ],
}
