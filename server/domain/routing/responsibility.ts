import { addDays, dayInWords, subtractMonths, type CalendarDay } from '../calendar'
import { among } from './among'
import { citation } from './cite'
import { isShortSentence, isUnsentenced } from './derived-facts'
import type { Parole, Person } from './facts'
import { policySets, type PolicyName, type PolicySet } from './policy-sets'

export type Responsible = 'POM' | 'COM' | 'none'

export const responsibilityReasons = [
  'override',
  'unsentenced',
  'civil',
  'recall',
  'short-sentence',
  'early-allocation',
  'parole-refused',
  'parole-window',
  'indeterminate',
  'determinate-parole',
  'standard-determinate',
  'dates-not-known',
] as const
export type ResponsibilityReason = (typeof responsibilityReasons)[number]

/** Who is responsible today, and from when the COM is allocated and responsible; null if there is no such day. */
export interface Responsibility {
  readonly responsible: Responsible
  readonly comAllocatedFrom: CalendarDay | null
  readonly comResponsibleFrom: CalendarDay | null
  readonly reason: ResponsibilityReason
}

export interface ExplainedResponsibility {
  readonly responsibility: Responsibility
  /** The matching row, 0 to 12. */
  readonly row: number
  /** In plain words, ending with its citation. */
  readonly because: string
}

/** The facts that responsibility depends on. */
interface Standing {
  readonly person: Person
  readonly parole: Parole
  readonly unsentenced: boolean
  readonly shortSentence: boolean
  /** The day that early allocation counts from; null where no such day is known. */
  readonly earlyBase: CalendarDay | null
}

const paroleNotKnown: Parole = { outcome: null, comReviewCompleted: false, mappaLevel: null, nextReviewDate: null }

/** A handover to the COM a length of time before a given day. */
interface Handover {
  readonly before: (standing: Standing) => CalendarDay | null
  readonly length: keyof PolicySet
  /** A handover date before sentencing moves to the day of the sentence. */
  readonly notBeforeSentence: boolean
}

interface ResponsibilityRow {
  readonly row: number
  readonly when: (standing: Standing) => boolean
  readonly comResponsibleFrom: Handover | 'sentencedOn' | null
  readonly responsible: Responsible | 'as it says' | 'by date'
  /** The COM is responsible no later than the rows after this one would say. */
  readonly neverLaterThanAfter?: true
  readonly reason: ResponsibilityReason
  readonly words: string
  readonly sources: readonly string[]
}

/** The first matching row decides (routing.md, Responsibility: POM or COM). */
const rows: readonly ResponsibilityRow[] = [
  {
    row: 0,
    when: ({ person, unsentenced }) => person.responsibilityOverride !== null && !unsentenced,
    comResponsibleFrom: null,
    responsible: 'as it says',
    reason: 'override',
    words: 'Who is responsible was decided and recorded',
    sources: ['OMiC, Joint work'],
  },
  {
    row: 1,
    when: ({ person }) => among(person.custodyStatus, 'remand', 'convicted-unsentenced'),
    comResponsibleFrom: null,
    responsible: 'none',
    reason: 'unsentenced',
    words: 'The person is not sentenced',
    sources: ['OMiC, Remand'],
  },
  {
    row: 1,
    when: ({ person }) => person.custodyStatus === 'immigration',
    comResponsibleFrom: null,
    responsible: 'none',
    reason: 'unsentenced',
    words: 'The person is held under immigration powers',
    sources: ['service default'],
  },
  {
    row: 2,
    when: ({ person }) => person.custodyStatus === 'civil',
    comResponsibleFrom: null,
    responsible: 'POM',
    reason: 'civil',
    words: 'The person is held on a civil matter',
    sources: ['OMiC, Remand and civil cases'],
  },
  {
    row: 3,
    when: ({ person }) => person.custodyStatus === 'recalled' && person.sentence !== 'indeterminate',
    comResponsibleFrom: null,
    responsible: 'COM',
    reason: 'recall',
    words: 'The person was recalled, and the sentence is not indeterminate',
    sources: ['OMiC, Recalled individuals'],
  },
  {
    row: 4,
    when: ({ person, parole }) =>
      person.custodyStatus === 'recalled' && person.sentence === 'indeterminate' && parole.outcome !== 'no-release',
    comResponsibleFrom: null,
    responsible: 'COM',
    reason: 'recall',
    words: 'The person was recalled, and the Parole Board has not refused release',
    sources: ['OMiC, Recalled individuals'],
  },
  {
    row: 5,
    when: ({ shortSentence }) => shortSentence,
    comResponsibleFrom: 'sentencedOn',
    responsible: 'COM',
    reason: 'short-sentence',
    words: 'There was little left to serve at the point of sentence',
    sources: ['PF 3.12'],
  },
  {
    row: 6,
    when: ({ person, parole }) =>
      person.sentence === 'indeterminate' &&
      (among(parole.outcome, 'release', 'deferred') ||
        (parole.outcome === 'no-release' && (!parole.comReviewCompleted || among(parole.mappaLevel, 2, 3)))),
    comResponsibleFrom: null,
    responsible: 'COM',
    reason: 'parole-window',
    words: 'The person is in the parole window',
    sources: ['OMiC, Joint work'],
  },
  {
    row: 7,
    when: ({ person, earlyBase }) =>
      person.earlyAllocation && earlyBase !== null && person.custodyStatus !== 'recalled',
    comResponsibleFrom: { before: ({ earlyBase }) => earlyBase, length: 'earlyAllocation', notBeforeSentence: true },
    neverLaterThanAfter: true,
    responsible: 'by date',
    reason: 'early-allocation',
    words: 'Early allocation was agreed',
    sources: ['OMiC, Early allocation'],
  },
  {
    row: 8,
    when: ({ person, parole }) => person.sentence === 'indeterminate' && parole.outcome === 'no-release',
    comResponsibleFrom: {
      before: ({ parole }) => parole.nextReviewDate,
      length: 'indeterminate',
      notBeforeSentence: false,
    },
    responsible: 'by date',
    reason: 'parole-refused',
    words: 'The Parole Board refused release and the COM has completed the review',
    sources: ['OMiC, Joint work'],
  },
  {
    row: 9,
    when: ({ person }) => person.sentence === 'indeterminate',
    comResponsibleFrom: {
      before: ({ person }) => person.tariffExpiryDate,
      length: 'indeterminate',
      notBeforeSentence: true,
    },
    responsible: 'by date',
    reason: 'indeterminate',
    words: 'The sentence is indeterminate',
    sources: ['OMiC, COM allocation'],
  },
  {
    row: 10,
    when: ({ person }) => person.sentence === 'determinate-parole',
    comResponsibleFrom: {
      before: ({ person }) => person.paroleEligibilityDate,
      length: 'determinateWithParole',
      notBeforeSentence: true,
    },
    responsible: 'by date',
    reason: 'determinate-parole',
    words: 'The sentence is determinate with parole',
    sources: ['OMiC, Discretionary release'],
  },
  {
    row: 11,
    when: ({ person }) => person.sentence === 'determinate' && person.releaseDate !== null,
    comResponsibleFrom: {
      before: ({ person }) => person.releaseDate,
      length: 'standardDeterminate',
      notBeforeSentence: false,
    },
    responsible: 'by date',
    reason: 'standard-determinate',
    words: 'The sentence is a standard determinate one',
    sources: ['PF 3.8', 'Letter beyond Day 1, 3'],
  },
  {
    row: 12,
    when: () => true,
    comResponsibleFrom: null,
    responsible: 'POM',
    reason: 'dates-not-known',
    words: 'The sentence or its dates are not known',
    sources: ['this service’s own rule'],
  },
]

/**
 * Determines who is responsible for a person on a day: POM, COM or nobody yet.
 *
 * @param person the known facts; contradictory dates are taken as they are
 * @param today the London day to decide for
 * @param policy the set whose lengths of time apply
 * @returns the result with its reason; PF 3.8 and 3.12, and OMiC (routing.md, Responsibility: POM or COM)
 */
export function responsibilityFor(person: Person, today: CalendarDay, policy: PolicyName): Responsibility {
  return explainResponsibility(person, today, policy).responsibility
}

/** Like responsibilityFor, with the matching row's number and the reason in plain words. */
export function explainResponsibility(person: Person, today: CalendarDay, policy: PolicyName): ExplainedResponsibility {
  const standing: Standing = {
    person,
    parole: person.parole ?? paroleNotKnown,
    unsentenced: isUnsentenced(person),
    shortSentence: isShortSentence(person, policy),
    earlyBase: earlyBaseOf(person),
  }
  const row = firstFitting(rows, standing)
  const { day: comResponsibleFrom, citation } = firstDayOfCom(row, standing, policy)
  const responsible = responsibleToday(row, person, comResponsibleFrom, today)
  return {
    responsibility: Object.freeze({
      responsible,
      comAllocatedFrom: firstDayAllocated(row, standing, comResponsibleFrom),
      comResponsibleFrom,
      reason: row.reason,
    }),
    row: row.row,
    because: `${row.words}, so ${outcome(row, responsible, comResponsibleFrom)} ${citation}`,
  }
}

function firstFitting(among: readonly ResponsibilityRow[], standing: Standing): ResponsibilityRow {
  const row = among.find(({ when }) => when(standing))
  if (row === undefined) throw new Error('No row of responsibility fits')
  return row
}

/** The earliest known day that early allocation can count from (routing.md, Responsibility: POM or COM, earlyBase). */
function earlyBaseOf({ sentence, releaseDate, paroleEligibilityDate, tariffExpiryDate, parole }: Person) {
  switch (sentence) {
    case 'determinate-parole':
      return earlierOf(releaseDate, paroleEligibilityDate)
    case 'indeterminate':
      return earlierOf(releaseDate, parole?.outcome === 'no-release' ? parole.nextReviewDate : tariffExpiryDate)
    default:
      return releaseDate
  }
}

/** The first day on which the COM is responsible by a row, with the citation of what gives it. */
interface FirstDay {
  readonly day: CalendarDay | null
  readonly citation: string
}

/** The sources of a row under a policy set. */
function sourcesOf({ sources, comResponsibleFrom }: ResponsibilityRow, policy: PolicyName): readonly string[] {
  return comResponsibleFrom === null || comResponsibleFrom === 'sentencedOn'
    ? sources
    : [...sources, policySets[policy][comResponsibleFrom.length].source]
}

const citations = new Map(
  rows.map(row => [
    row,
    {
      'framework-2022': citation(...sourcesOf(row, 'framework-2022')),
      'practice-2023': citation(...sourcesOf(row, 'practice-2023')),
    } satisfies Record<PolicyName, string>,
  ]),
)

function firstDayOfCom(row: ResponsibilityRow, standing: Standing, policy: PolicyName): FirstDay {
  const { comResponsibleFrom } = row
  const citedFor = citations.get(row)![policy]
  if (comResponsibleFrom === null) return { day: null, citation: citedFor }
  if (comResponsibleFrom === 'sentencedOn') return { day: standing.person.sentencedOn, citation: citedFor }
  const { before, length, notBeforeSentence } = comResponsibleFrom
  const { months, days } = policySets[policy][length]
  const anchor = before(standing)
  if (anchor === null) return { day: null, citation: citedFor }
  const handover = addDays(subtractMonths(anchor, months), -days)
  const day = notBeforeSentence ? laterOf(handover, standing.person.sentencedOn) : handover
  if (!row.neverLaterThanAfter) return { day, citation: citedFor }
  const usualRow = firstFitting(rows.slice(rows.indexOf(row) + 1), standing)
  const usual = firstDayOfCom(usualRow, standing, policy)
  return usual.day !== null && usual.day < day
    ? { day: usual.day, citation: citation(...sourcesOf(row, policy), ...sourcesOf(usualRow, policy)) }
    : { day, citation: citedFor }
}

function laterOf(day: CalendarDay, other: CalendarDay | null): CalendarDay {
  return other !== null && other > day ? other : day
}

function earlierOf(one: CalendarDay | null, other: CalendarDay | null): CalendarDay | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/**
 * An indeterminate sentence that goes by date has a COM throughout after a refusal, and from the move to open
 * conditions before it; anybody else's COM is allocated on becoming responsible.
 */
function firstDayAllocated(
  { responsible }: ResponsibilityRow,
  { person: { sentence, openConditionsSince }, parole }: Standing,
  comResponsibleFrom: CalendarDay | null,
): CalendarDay | null {
  if (responsible !== 'by date' || sentence !== 'indeterminate') return comResponsibleFrom
  return parole.outcome === 'no-release' ? null : earlierOf(openConditionsSince, comResponsibleFrom)
}

function responsibleToday(
  { responsible }: ResponsibilityRow,
  { responsibilityOverride }: Person,
  comResponsibleFrom: CalendarDay | null,
  today: CalendarDay,
): Responsible {
  if (responsible === 'by date') return comResponsibleFrom !== null && today >= comResponsibleFrom ? 'COM' : 'POM'
  return responsible === 'as it says' ? (responsibilityOverride ?? 'none') : responsible
}

function outcome(row: ResponsibilityRow, responsible: Responsible, comResponsibleFrom: CalendarDay | null): string {
  if (responsible === 'none') return 'nobody is responsible yet'
  if (comResponsibleFrom === null) {
    return row.responsible === 'by date'
      ? `the ${responsible} is responsible while the day of handover is not known`
      : `the ${responsible} is responsible`
  }
  return responsible === 'COM'
    ? `the COM is responsible from ${dayInWords(comResponsibleFrom)}`
    : `the POM is responsible until the COM takes over on ${dayInWords(comResponsibleFrom)}`
}
