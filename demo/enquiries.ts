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
    /** Null for what needs none, such as reading an answer. */
    readonly words: string | null
    /** By when more that is added is to be answered, in days after loading. */
    readonly dueIn?: number
  }[]
}

/** Enquiries to every body of the demo: answered, asked back, asked for more, waiting and overdue. */
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
  {
    prisonNumber: 'A1234AA',
    by: 'officer@example.test',
    body: 'com',
    words: 'He wants to live with his sister in Leeds. Is there a reason against it?',
    askedDaysAgo: 8,
    dueIn: 2,
    steps: [
      { by: 'com@example.test', daysAgo: 6, action: 'asked-back', words: 'Which sister? He has two in Leeds.' },
      { by: 'officer@example.test', daysAgo: 5, action: 'added', words: 'Abena, in Headingley.', dueIn: 2 },
      { by: 'com@example.test', daysAgo: 3, action: 'answered', words: 'No reason against Abena. I will visit her.' },
      {
        by: 'officer@example.test',
        daysAgo: 1,
        action: 'added',
        words: 'She asks on which day you come. He would like to ring her before.',
        dueIn: 2,
      },
    ],
  },
  {
    prisonNumber: 'A4567DD',
    by: 'officer@example.test',
    body: 'pom',
    words: 'Can he be at the gym with the others on Tuesday? The DWP work coach comes then.',
    askedDaysAgo: 1,
    dueIn: 4,
    steps: [],
  },
  {
    prisonNumber: 'A7890GG',
    by: 'officer@example.test',
    body: 'short-sentence-function',
    words: 'Who will be his COM, and can they ring him before Friday?',
    askedDaysAgo: 2,
    dueIn: 3,
    steps: [],
  },
  {
    prisonNumber: 'A3456CC',
    by: 'administrator@example.test',
    body: 'key-worker',
    words: 'Does he need an interpreter for a talk about his cell?',
    askedDaysAgo: 1,
    dueIn: 4,
    steps: [],
  },
  {
    prisonNumber: 'A9012JJ',
    by: 'officer.styal@example.test',
    body: 'womens-safety',
    words: 'Can you meet her this week about a safe place for the first nights?',
    askedDaysAgo: 1,
    dueIn: 3,
    steps: [],
  },
  {
    prisonNumber: 'A4567DD',
    by: 'officer@example.test',
    body: 'substance-misuse',
    words: 'Is there somebody in Bradford for him from the first day?',
    askedDaysAgo: 3,
    dueIn: 2,
    steps: [],
  },
  {
    prisonNumber: 'A5678EE',
    by: 'officer@example.test',
    body: 'education-and-work',
    words: 'Has he finished the forklift course, and where is the certificate?',
    askedDaysAgo: 2,
    dueIn: 3,
    steps: [],
  },
  {
    prisonNumber: 'A8901HH',
    by: 'officer.second@example.test',
    body: 'immigration',
    words: 'Is a decision on his stay known before the parole hearing?',
    askedDaysAgo: 6,
    dueIn: -1,
    steps: [],
  },
]
