import { nothingKnown, type PersonFacts, type StaffMember } from '../server/database'
import type { Answers } from '../server/domain/applications'
import { addDays, addMonths, type CalendarDay } from '../server/domain/calendar'
import type { PduRow } from '../server/domain/staff/pdus'
import { roles, type Role } from '../server/domain/staff/roles'
import type { FormId } from '../server/domain/topics'
import type { ComRequestKind, ComRequestAction } from '../server/domain/work/com-requests'

/** The facts of an unsentenced person of whom little is known; the people below override them. */
const littleKnown = {
  ...nothingKnown,
  sex: 'M',
  pomName: 'K Brandreth',
  firstLanguage: 'English',
  careExperienced: false,
  nationality: 'British',
} satisfies Partial<PersonFacts>

const demoCom = { comName: 'Rachel Calloway', comEmail: 'com@example.test' }
const coveredCom = { comName: 'Jonah Pickering', comEmail: 'com.second@example.test' }
const demoPom = { pomName: 'Grace Oyelaran', pomEmail: 'pom@example.test' }
const anotherCom = { comName: 'Emyr Parry', comEmail: 'e.parry@example.test' }

/** PINs by prison number, for the demo's sign-ins. */
export const demoPins: ReadonlyMap<string, string> = new Map([
  ['A1234AA', '482915'],
  ['A2345BB', '739206'],
])

interface DemonstrationPerson {
  readonly prisonNumber: string
  readonly facts: PersonFacts
}

/** Demo people, with dates relative to today so that they are plausible whenever they are loaded. */
export function demoPeople(today: CalendarDay): readonly DemonstrationPerson[] {
  const inDays = (days: number) => addDays(today, days)
  const inMonths = (months: number) => addMonths(today, months)
  const born = (years: number) => addDays(addMonths(today, -12 * years), -40)
  const determinate = (monthsAgo: number, sentenceMonths: number, daysToRelease: number) => ({
    custodyStatus: 'sentenced' as const,
    sentence: 'determinate' as const,
    sentencedOn: inMonths(-monthsAgo),
    sentenceMonths,
    releaseDate: inDays(daysToRelease),
  })
  return [
    {
      prisonNumber: 'A1234AA',
      facts: {
        ...littleKnown,
        ...determinate(14, 32, 70),
        ...demoCom,
        lastName: 'Boateng',
        firstName: 'Marcus',
        dateOfBirth: born(34),
        prisonId: 'LEI',
        location: 'B-2-014',
        receptionDate: inMonths(-9),
        riskOfSeriousHarm: 'medium',
        homeRegion: 'yorkshire-and-the-humber',
      },
    },
    {
      prisonNumber: 'A2345BB',
      facts: {
        ...littleKnown,
        ...determinate(10, 30, 150),
        ...anotherCom,
        lastName: 'Pugh',
        firstName: 'Rhodri',
        dateOfBirth: born(41),
        prisonId: 'BWI',
        location: 'A-1-007',
        receptionDate: inMonths(-10),
        riskOfSeriousHarm: 'low',
        homeRegion: 'wales',
        firstLanguage: 'Welsh',
      },
    },
    {
      prisonNumber: 'A3456CC',
      facts: {
        ...littleKnown,
        lastName: 'W\u00f3jcik',
        firstName: 'Tomasz',
        dateOfBirth: born(29),
        prisonId: 'LEI',
        location: 'A-3-021',
        receptionDate: inDays(-12),
        custodyStatus: 'remand',
        homeRegion: 'yorkshire-and-the-humber',
        pomName: null,
        firstLanguage: 'Polish',
        nationality: 'Polish',
      },
    },
    {
      prisonNumber: 'A4567DD',
      facts: {
        ...littleKnown,
        ...determinate(30, 48, 25),
        ...demoCom,
        ...demoPom,
        lastName: 'Whitfield',
        firstName: 'Jamal',
        dateOfBirth: born(38),
        prisonId: 'LEI',
        location: 'C-1-009',
        receptionDate: inDays(-20),
        custodyStatus: 'recalled',
        riskOfSeriousHarm: 'high',
        homeRegion: 'yorkshire-and-the-humber',
      },
    },
    {
      prisonNumber: 'A5678EE',
      facts: {
        ...littleKnown,
        ...determinate(15, 36, 84),
        ...demoPom,
        ...coveredCom,
        lastName: 'Rahman',
        firstName: 'Yusuf',
        dateOfBirth: born(26),
        prisonId: 'LEI',
        location: 'B-1-003',
        receptionDate: inMonths(-6),
        riskOfSeriousHarm: 'low',
        homeRegion: 'london',
      },
    },
    {
      prisonNumber: 'A6789FF',
      facts: {
        ...littleKnown,
        ...demoCom,
        lastName: 'Hollinrake',
        firstName: 'Dean',
        dateOfBirth: born(52),
        prisonId: 'LEI',
        location: 'D-2-018',
        receptionDate: inMonths(-30),
        custodyStatus: 'sentenced',
        sentence: 'determinate-parole',
        sentencedOn: inMonths(-40),
        sentenceMonths: 96,
        releaseDate: inMonths(24),
        paroleEligibilityDate: inMonths(6),
        riskOfSeriousHarm: 'very-high',
        homeRegion: 'north-east',
      },
    },
    {
      prisonNumber: 'A7890GG',
      facts: {
        ...littleKnown,
        ...determinate(1, 6, 55),
        lastName: 'Okonkwo',
        firstName: 'Reece',
        dateOfBirth: born(20),
        prisonId: 'LEI',
        location: 'B-3-030',
        receptionDate: inMonths(-1),
        homeRegion: 'yorkshire-and-the-humber',
        careExperienced: true,
      },
    },
    {
      prisonNumber: 'A6924SS',
      facts: {
        ...littleKnown,
        ...determinate(6, 12, -3),
        lastName: 'Farrow',
        firstName: 'Lee',
        dateOfBirth: born(31),
        prisonId: 'LEI',
        location: 'C-1-011',
        receptionDate: inMonths(-6),
        homeRegion: 'yorkshire-and-the-humber',
        ...demoCom,
      },
    },
    {
      prisonNumber: 'A7046TT',
      facts: {
        ...littleKnown,
        ...determinate(9, 20, 20),
        tagDate: inDays(-1),
        lastName: 'Szymanski',
        firstName: 'Tomek',
        dateOfBirth: born(28),
        prisonId: 'LEI',
        location: 'A-3-007',
        receptionDate: inMonths(-9),
        homeRegion: 'yorkshire-and-the-humber',
        firstLanguage: 'Polish',
      },
    },
    {
      prisonNumber: 'A8135UU',
      facts: {
        ...littleKnown,
        ...determinate(5, 14, -1),
        ...coveredCom,
        ...demoPom,
        lastName: 'Ferriby',
        firstName: 'Aaron',
        dateOfBirth: born(24),
        prisonId: 'LEI',
        location: 'C-3-015',
        receptionDate: inMonths(-5),
        riskOfSeriousHarm: 'low',
        homeRegion: 'yorkshire-and-the-humber',
      },
    },
    {
      prisonNumber: 'A9246VV',
      facts: {
        ...littleKnown,
        ...determinate(11, 28, 110),
        ...coveredCom,
        ...demoPom,
        lastName: 'Stainforth',
        firstName: 'Keith',
        dateOfBirth: born(63),
        prisonId: 'LEI',
        location: 'D-2-004',
        receptionDate: inMonths(-11),
        riskOfSeriousHarm: 'medium',
        homeRegion: 'yorkshire-and-the-humber',
      },
    },
    {
      prisonNumber: 'A8901HH',
      facts: {
        ...littleKnown,
        ...demoPom,
        lastName: 'Munteanu',
        firstName: 'Viorel',
        dateOfBirth: born(47),
        prisonId: 'LEI',
        location: 'D-1-002',
        receptionDate: inMonths(-50),
        custodyStatus: 'sentenced',
        sentence: 'indeterminate',
        sentencedOn: inMonths(-110),
        tariffExpiryDate: inMonths(14),
        riskOfSeriousHarm: 'high',
        homeRegion: 'west-midlands',
        firstLanguage: 'Romanian',
        nationality: 'Romanian',
      },
    },
    {
      prisonNumber: 'A9012JJ',
      facts: {
        ...littleKnown,
        ...determinate(8, 20, 45),
        ...demoCom,
        sex: 'F',
        lastName: 'Baptiste',
        firstName: 'Shanice',
        dateOfBirth: born(31),
        prisonId: 'STI',
        location: 'W-2-011',
        receptionDate: inMonths(-7),
        riskOfSeriousHarm: 'medium',
        homeRegion: 'greater-manchester',
      },
    },
    {
      prisonNumber: 'A1357KK',
      facts: {
        ...littleKnown,
        sex: 'F',
        lastName: 'Nowak',
        firstName: 'Agnieszka',
        dateOfBirth: born(36),
        prisonId: 'STI',
        location: 'W-1-004',
        receptionDate: inDays(-5),
        custodyStatus: 'remand',
        homeRegion: 'north-west',
        pomName: null,
        firstLanguage: 'Polish',
        nationality: 'Polish',
      },
    },
    {
      prisonNumber: 'A2580MM',
      facts: {
        ...littleKnown,
        ...determinate(1, 4, 30),
        ...anotherCom,
        sex: 'F',
        lastName: 'Lloyd',
        firstName: 'Bronwen',
        dateOfBirth: born(44),
        prisonId: 'STI',
        location: 'W-3-020',
        receptionDate: inMonths(-1),
        riskOfSeriousHarm: 'low',
        homeRegion: 'wales',
      },
    },
    {
      prisonNumber: 'A3691NN',
      facts: {
        ...littleKnown,
        lastName: 'Rowlands',
        firstName: 'Gethin',
        dateOfBirth: born(23),
        prisonId: 'BWI',
        location: 'B-1-016',
        receptionDate: inDays(-33),
        custodyStatus: 'convicted-unsentenced',
        homeRegion: 'wales',
        firstLanguage: 'Welsh',
        careExperienced: true,
      },
    },
    {
      prisonNumber: 'A4702PP',
      facts: {
        ...littleKnown,
        ...determinate(5, 14, 10),
        lastName: 'Brannigan',
        firstName: 'Callum',
        dateOfBirth: born(39),
        prisonId: 'BWI',
        location: 'C-2-008',
        receptionDate: inMonths(-4),
        riskOfSeriousHarm: 'medium',
        homeRegion: 'north-west',
      },
    },
    {
      prisonNumber: 'A5813RR',
      facts: {
        ...littleKnown,
        lastName: 'Al-Khatib',
        firstName: 'Omar',
        dateOfBirth: born(58),
        prisonId: 'BWI',
        location: 'A-2-019',
        receptionDate: inDays(-60),
        custodyStatus: 'civil',
        homeRegion: 'west-midlands',
        firstLanguage: 'Arabic',
      },
    },
  ]
}

type DemoStaffMember = Pick<StaffMember, 'email' | 'name' | 'role' | 'prisons' | 'teamKind' | 'teamRegion'> & {
  /** The name of one of {@link demoPdus}. */
  readonly pdu?: string
}

/** PDUs that nobody could take for real ones. */
export const demoPdus: readonly PduRow[] = [
  { name: 'Example PDU Aire', region: 'yorkshire-and-the-humber' },
  { name: 'Example PDU Calder', region: 'yorkshire-and-the-humber' },
  { name: 'Example PDU Menai', region: 'wales' },
]

const oneOfEachRole: Readonly<Record<Role, Omit<DemoStaffMember, 'role'>>> = {
  officer: { email: 'officer@example.test', name: 'Samina Akhtar', prisons: ['LEI'] },
  administrator: { email: 'administrator@example.test', name: 'Piotr Zielinski', prisons: ['LEI'] },
  com: { email: 'com@example.test', name: 'Rachel Calloway', prisons: [], pdu: 'Example PDU Aire' },
  spo: { email: 'spo@example.test', name: 'Amina Siddiqui', prisons: [], pdu: 'Example PDU Aire' },
  pom: { email: 'pom@example.test', name: 'Grace Oyelaran', prisons: ['LEI'] },
  'probation-team': {
    email: 'probation-team@example.test',
    name: 'Example Short Sentence Function, Yorkshire and the Humber',
    prisons: [],
    teamKind: 'short-sentence-function',
    teamRegion: 'yorkshire-and-the-humber',
  },
  manager: { email: 'manager@example.test', name: 'Delroy Hutchinson', prisons: ['LEI', 'STI', 'BWI'] },
  editor: { email: 'editor@example.test', name: 'Mei Tan', prisons: [] },
  'service-owner': { email: 'owner@example.test', name: 'Ruth Penhale', prisons: [] },
  sysadmin: { email: 'sysadmin@example.test', name: 'Owen Price', prisons: [] },
  healthcare: { email: 'healthcare@example.test', name: 'Aoife Brennan', prisons: ['LEI'] },
  safety: { email: 'safety@example.test', name: 'Tomasz Wrona', prisons: ['LEI'] },
  'key-worker': { email: 'key-worker@example.test', name: 'Leanne Coombes', prisons: ['LEI'] },
  'womens-safety': { email: 'womens-safety@example.test', name: 'Sian Morgan', prisons: ['STI'] },
  'substance-misuse': { email: 'substance-misuse@example.test', name: 'Callum Reid', prisons: ['LEI'] },
  'education-and-work': { email: 'education-and-work@example.test', name: 'Farah Aziz', prisons: ['LEI'] },
  immigration: { email: 'immigration@example.test', name: 'Joseph Mensah', prisons: ['LEI'] },
}

/** One account of each role, a second officer in the first prison, a second COM of the PDU, and an officer in each of the other prisons. */
export const demoStaff: readonly DemoStaffMember[] = [
  ...roles.map(role => ({ role, ...oneOfEachRole[role] })),
  { email: 'officer.second@example.test', name: 'Hannah Kershaw', role: 'officer', prisons: ['LEI'] },
  { email: 'com.second@example.test', name: 'Jonah Pickering', role: 'com', prisons: [], pdu: 'Example PDU Aire' },
  { email: 'officer.styal@example.test', name: 'Grace Adeyemi', role: 'officer', prisons: ['STI'] },
  { email: 'officer.berwyn@example.test', name: 'Nia Roberts', role: 'officer', prisons: ['BWI'] },
]

/** Who has been recorded as left, and how many days ago. */
export const demoLeavings = [
  { prisonNumber: 'A6924SS', daysAgo: 3 },
  { prisonNumber: 'A7046TT', daysAgo: 1 },
] as const

/** A safety concern that an officer raised today. */
export const demoConcern = {
  prisonNumber: 'A7890GG',
  by: 'officer@example.test',
  raised: {
    about: 'person',
    words: 'He has given away his radio and says that he will not need it. He did not come out for his meal.',
    isUrgent: false,
  },
} as const

/** Of what is passed to these, the first in their list is opened, and done where they say something. */
export const demoReceipts = [
  { by: 'safety@example.test', says: 'Seen on the wing. Observations are set.' },
  { by: 'com@example.test', says: null },
] as const

export interface DemoApplication {
  readonly prisonNumber: string
  readonly daysAgo: number
  readonly form: FormId
  /** Unanswered questions count as "would rather not say". */
  readonly answers: Answers
  /** The email address of the officer who claimed it or answered it. */
  readonly claimedBy?: string
  readonly answered?: { readonly by: string; readonly daysAgo: number; readonly words: string }
}

/** A varied queue: a safety concern, a private matter, an overdue reply and one for the COM. */
export const demoApplications: readonly DemoApplication[] = [
  {
    prisonNumber: 'A1234AA',
    daysAgo: 21,
    form: 'something-else',
    answers: {
      about: 'something-else',
      ask: { words: 'My work boots are at reception. Can I have them on the day I leave?' },
      urgent: 'no',
      'feel-safe': 'safe',
    },
    answered: {
      by: 'officer@example.test',
      daysAgo: 18,
      words: 'Yes. Your boots are on your property card. Ask for them at reception on the morning you leave.',
    },
  },
  {
    prisonNumber: 'A5678EE',
    daysAgo: 14,
    form: 'somewhere-to-live',
    answers: {
      'where-before': 'family-or-friends',
      'go-back': 'cannot',
      'why-not-back': 'lost-it',
      'where-next': { words: 'Tower Hamlets or Newham' },
      link: ['lived-there', 'family'],
      'who-with': ['just-me'],
      'places-not': 'no',
      needs: ['none'],
      'first-night': 'not-sure',
      'tell-council': 'yes',
      'which-council': { words: 'Newham' },
      'share-contact': 'yes',
      'feel-safe': 'safe',
    },
  },
  {
    prisonNumber: 'A2345BB',
    daysAgo: 4,
    form: 'somewhere-to-live',
    answers: {
      'where-before': 'private-landlord',
      'go-back': 'no',
      'why-not-back': 'lost-it',
      'where-next': { words: 'Wrecsam' },
      link: ['lived-there', 'work'],
      'who-with': ['partner', 'children'],
      children: { words: 'Dau o blant, 4 a 7 oed' },
      'places-not': 'no',
      needs: ['space-for-child'],
      'first-night': 'yes',
      'tell-council': 'yes',
      'which-council': { words: 'Cyngor Wrecsam' },
      'share-contact': 'yes',
      'feel-safe': 'safe',
    },
  },
  {
    prisonNumber: 'A4567DD',
    daysAgo: 2,
    form: 'somewhere-to-live',
    answers: {
      'where-before': 'probation-hostel',
      'go-back': 'no',
      'why-not-back': 'licence-rule',
      'where-next': { words: 'Bradford' },
      link: ['lived-there'],
      'who-with': ['just-me'],
      'places-not': 'ask-staff',
      needs: ['none'],
      'first-night': 'yes',
      'tell-council': 'no',
      'share-contact': 'yes',
      'feel-safe': 'safe',
    },
  },
  {
    prisonNumber: 'A1234AA',
    daysAgo: 1,
    form: 'bank-account',
    answers: {
      'have-account': 'no',
      refused: 'yes',
      'which-id': ['birth-certificate', 'national-insurance-letter'],
      letters: { words: 'My sister in Leeds' },
      'feel-safe': 'safe',
    },
    claimedBy: 'officer@example.test',
  },
  {
    prisonNumber: 'A9012JJ',
    daysAgo: 1,
    form: 'something-private',
    answers: {
      'safe-now': 'talk',
      danger: 'not-sure',
      'talk-to': 'woman',
      'talk-to-role': 'safety-worker',
      'keep-from': 'yes',
      'help-later': 'yes',
      'feel-safe': 'safe',
    },
  },
  {
    prisonNumber: 'A4702PP',
    daysAgo: 1,
    form: 'something-else',
    answers: {
      about: 'outside-service',
      ask: { words: 'I leave next week. Can I speak to the housing office in Chester before then?' },
      urgent: 'yes',
      'feel-safe': 'safe',
    },
  },
  {
    prisonNumber: 'A3456CC',
    daysAgo: 0,
    form: 'something-else',
    answers: {
      about: 'something-else',
      ask: { words: 'I need to talk to somebody about my cell.' },
      urgent: 'yes',
      'feel-safe': 'not-safe',
    },
  },
]

export interface DemoComRequest {
  readonly prisonNumber: string
  readonly kind: ComRequestKind
  readonly words: string | null
  readonly why: string
  readonly askedDaysAgo: number
  /** In days after loading. */
  readonly dueIn: number
  /** The actions of the member of staff with this email address, in order. */
  readonly steps: readonly {
    readonly by: string
    readonly daysAgo: number
    readonly action: ComRequestAction
    readonly words: string | null
  }[]
}

/** COM requests to the teams of two prisons: waiting, taken, done and not done, and one that both add to. */
export const demoComRequests: readonly DemoComRequest[] = [
  {
    prisonNumber: 'A1234AA',
    kind: 'duty-to-refer',
    words: null,
    why: 'He has lived in Leeds for six years and leaves in ten weeks.',
    askedDaysAgo: 6,
    dueIn: -1,
    steps: [
      { by: 'officer@example.test', daysAgo: 5, action: 'taken', words: null },
      {
        by: 'officer@example.test',
        daysAgo: 3,
        action: 'done',
        words: 'The form went to Leeds City Council. They will write to him here.',
      },
    ],
  },
  {
    prisonNumber: 'A4567DD',
    kind: 'gp',
    words: 'Near the approved premises in Bradford, if they can.',
    why: 'He needs his tablets from the first day.',
    askedDaysAgo: 4,
    dueIn: 3,
    steps: [
      { by: 'officer@example.test', daysAgo: 2, action: 'taken', words: null },
      {
        by: 'officer@example.test',
        daysAgo: 1,
        action: 'added',
        words: 'Two practices near there take new patients. Which side of the river will he live on?',
      },
      { by: 'com@example.test', daysAgo: 0, action: 'added', words: 'North of it. Either of them will do.' },
    ],
  },
  {
    prisonNumber: 'A6789FF',
    kind: 'contact-with-com',
    words: null,
    why: 'I would like to see him by video before the parole reports are due.',
    askedDaysAgo: 1,
    dueIn: 12,
    steps: [],
  },
  {
    prisonNumber: 'A9012JJ',
    kind: 'banking-or-debt',
    words: 'Her old account is with a building society that has closed.',
    why: 'Her benefit cannot be paid without an account.',
    askedDaysAgo: 8,
    dueIn: 5,
    steps: [
      {
        by: 'officer.styal@example.test',
        daysAgo: 2,
        action: 'not-done',
        words: 'She has an account in her name already. The card is with her property.',
      },
    ],
  },
]
