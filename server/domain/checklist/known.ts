import type { CalendarDay } from '../calendar'
import type { CustodyStatus, Estate, Region } from '../routing/facts'
import type { Nation } from './tasks'

/** The facts about a person that affect their checklist; null is not known. */
export interface ChecklistFacts {
  readonly custodyStatus: CustodyStatus
  readonly estate: Estate
  readonly prisonNation: Nation
  readonly homeRegion: Region | null
  readonly dateOfBirth: CalendarDay | null
  /** As in the prison's records, such as 'British' or 'Polish'. */
  readonly nationality: string | null
  readonly receptionDate: CalendarDay
  readonly releaseDate: CalendarDay | null
}

/** The questions at first use, in the order of the page; their wording is `in-cell/first-questions:questions.…`. */
export const firstQuestions = ['home', 'rent', 'bank', 'id', 'money', 'doctor', 'children', 'job'] as const
export type FirstQuestion = (typeof firstQuestions)[number]

export const firstAnswers = ['yes', 'no', 'not-sure'] as const
export type FirstAnswer = (typeof firstAnswers)[number]

/** What a person said at first use, or in a form that they sent; a question that they left out is absent. */
export type FirstAnswers = Readonly<Partial<Record<FirstQuestion, FirstAnswer>>>

/**
 * What else is known of a person and settles which tasks are theirs. Unlike the facts of a checklist, a change of it is
 * no news: the person said it, or reads it on the start page.
 */
export interface KnownBesides {
  readonly answers: FirstAnswers
  /** They have said how they like to read, or put it off. */
  readonly readingAnswered: boolean
  readonly comNamed: boolean
  readonly firstLanguage: string | null
  readonly careExperienced: boolean | null
  /** The day on which they may leave on tag. */
  readonly tagDate: CalendarDay | null
  /** The next day in court. */
  readonly nextHearing: CalendarDay | null
  /** When their tariff ends or they may first get parole; null when neither is known. */
  readonly paroleFrom: CalendarDay | null
  /** They said in a form that they are on a script; null when they said nothing of it. */
  readonly script: boolean | null
}

export const nothingKnownBesides: KnownBesides = {
  answers: {},
  readingAnswered: false,
  comNamed: false,
  firstLanguage: null,
  careExperienced: null,
  tagDate: null,
  nextHearing: null,
  paroleFrom: null,
  script: null,
}
