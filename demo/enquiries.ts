import type { EnquiryBody, EnquiryAction } from '../server/domain/work/enquiries'

export interface DemoEnquiry {
  readonly prisonNumber: string
  /** The email address of the member of staff who makes it. */
  readonly by: string
  readonly body: EnquiryBody
  readonly words: string
  readonly askedDaysAgo: number
  /** In days after loading; falls back to the working day before. */
  readonly dueIn: number
  readonly steps: readonly {
    readonly by: string
    readonly daysAgo: number
    readonly action: EnquiryAction
    readonly words: string
  }[]
}

/** Enquiries in one prison: answered, waiting and overdue. */
export const demoEnquiries: readonly DemoEnquiry[] = [
  {
    prisonNumber: 'A1234AA',
    by: 'officer@example.test',
    body: 'key-worker',
    words: 'Is his birth certificate with his property? The bank wants to see it.',
    askedDaysAgo: 5,
    dueIn: -1,
    steps: [
      {
        by: 'key-worker@example.test',
        daysAgo: 2,
        action: 'answered',
        words: 'Yes, it is in his property at reception.',
      },
    ],
  },
  {
    prisonNumber: 'A4567DD',
    by: 'com@example.test',
    body: 'healthcare',
    words: 'Will he be with a GP in Bradford before he leaves? Yes or no is enough.',
    askedDaysAgo: 9,
    dueIn: -4,
    steps: [],
  },
  {
    prisonNumber: 'A5678EE',
    by: 'officer@example.test',
    body: 'safety',
    words: 'Can he share the video room with others for his meeting with the council?',
    askedDaysAgo: 1,
    dueIn: 4,
    steps: [],
  },
]
