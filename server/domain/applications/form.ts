import type { CalendarDay } from '../calendar'
import type { CustodyStatus } from '../routing/facts'
import type { FormId, Topic } from '../topics'

/** Both are options of every question in every form. */
export const withheldAnswers = ['do-not-know', 'rather-not-say'] as const

/**
 * One option, several options, free text, or a day. `do-not-know` and `rather-not-say` are options of every question
 * that cannot be left empty. An answer in words can stand under a question that asks for a day since.
 */
export type Answer = string | readonly string[] | { readonly words: string } | { readonly day: CalendarDay }

/**
 * The bodies outside prison and probation that information about a person can be passed to. The person consents to each
 * separately (norms.md 3.8; PF App 1 §3 for the councils).
 */
export const consentBodies = [
  'council-housing',
  'housing-contact',
  'dwp',
  'bank',
  'court',
  'employer',
  'gp',
  'social-care',
  'leaving-care',
  'mentor-service',
  'womens-service',
  'debt-service',
  'outside-service',
] as const
export type ConsentBody = (typeof consentBodies)[number]

/** Keyed by question id. */
export type Answers = Readonly<Record<string, Answer>>

/** True when the answer to `question` is, or includes, one of `is`. */
export interface Condition {
  readonly question: string
  readonly is: readonly string[]
}

/** Facts that several forms ask for. */
export type SharedFact = 'area' | 'bank-account' | 'children' | 'where-children-are' | 'identity-papers'

/** Whom an answer helps to help the person; the words are `forms/common:helps.ID`. */
export const helped = [
  'adviser',
  'bank',
  'council',
  'court',
  'drug-service',
  'employment',
  'family-worker',
  'healthcare',
  'housing',
  'listener',
  'mentor-service',
  'probation',
  'register-office',
  'team',
  'veterans-officer',
  'womens-service',
  'work-coach',
] as const
export type Helped = (typeof helped)[number]

interface QuestionBase {
  /**
   * Stable, because answers are stored under it. The wording is `forms/ID:questions.QUESTION` in the language files.
   */
  readonly id: string
  /** The question applies when all of these are true. */
  readonly when?: readonly Condition[]
  /** The question applies only in women's prisons. */
  readonly estate?: 'women'
  /**
   * The question stands on the page of the question before it. It may depend on a question of its own page; its words
   * then say when to answer it, because the page shows both.
   */
  readonly samePage?: true
  /** The question applies only while the service does not know this. */
  readonly unlessKnown?: 'release-date'
  /** The question applies once a day, whichever form asks it. */
  readonly onceADay?: true
  /** Whom the answer helps, where it is somebody other than the form says. */
  readonly helps?: Helped
  /** Other forms ask for the same fact: the answer is prefilled from them and can be changed. */
  readonly fact?: SharedFact
  /** Answers that raise a safety concern for the person or someone else. */
  readonly concern?: readonly string[]
  /** Answers that end the form, because it is not the right time to continue. */
  readonly stop?: readonly string[]
}

export interface OneQuestion extends QuestionBase {
  readonly kind: 'one'
  readonly options: readonly string[]
  /** "yes" is consent for this body; `named` is the question in which the person names it. */
  readonly consent?: { readonly to: ConsentBody; readonly named?: string }
}

export interface ManyQuestion extends QuestionBase {
  readonly kind: 'many'
  readonly options: readonly string[]
  /** An exclusive option, such as "none of these". */
  readonly alone?: string
  /** Nothing ticked is an answer too. */
  readonly optional?: true
}

export interface WordsQuestion extends QuestionBase {
  readonly kind: 'words'
  /** In characters as people see them (graphemes). */
  readonly limit: number
  /** Nothing written is an answer too. */
  readonly optional?: true
}

/** A day, in three boxes. */
export interface DateQuestion extends QuestionBase {
  readonly kind: 'date'
  /** Which side of today the day is on; today fits both. */
  readonly side: 'past' | 'future'
  /** A day that the service knows and prefills; it can be changed. */
  readonly known?: 'next-hearing'
}

export type Question = OneQuestion | ManyQuestion | WordsQuestion | DateQuestion

/** A question that is answered by options only. */
export type ChoiceQuestion = OneQuestion | ManyQuestion

/** Whether a question is answered by options only. */
export function isChoice(question: Question): question is ChoiceQuestion {
  return question.kind === 'one' || question.kind === 'many'
}

/** Whether the question can be left empty. */
export function isOptional(question: Question): boolean {
  return 'optional' in question && question.optional === true
}

/** The topic of an application; the first rule whose conditions hold applies, so the last has none. */
export interface TopicRule {
  readonly topic: Topic
  readonly when?: readonly Condition[]
  /** The release date is known and at most this many days away. */
  readonly leavesWithinDays?: number
}

export interface Form {
  readonly id: FormId
  /** Stored with drafts and applications, on paper and in addresses, where it tells a cellmate nothing (decision 10). */
  readonly code: `A${number}`
  /** Incremented with every change to the questions; an application keeps the version it was made with. */
  readonly version: number
  readonly topics: readonly [TopicRule, ...TopicRule[]]
  /** Whom the answers help, where a question names nobody else. */
  readonly helps: Helped
  readonly questions: readonly Question[]
  /**
   * A private form: it has neutral titles, and a way to leave on every page, because others may read over the person's
   * shoulder.
   */
  readonly private?: true
  /** The form's name does not reveal its topic, so its answers are never prefilled elsewhere. */
  readonly neutral?: true
  /** Several may be open at once, because each may be about something else. */
  readonly several?: true
  readonly estate?: 'women'
  /** In whose custody it can be of use; it is offered to nobody else. */
  readonly custody?: readonly CustodyStatus[]
}

/** Whether the form's name hides its topic, since titles appear in the tab, the history and lists. */
export function hasNeutralName(form: Form): boolean {
  return form.private === true || form.neutral === true
}

/** The facts known about a person when they fill in a form. */
export interface FormFacts {
  readonly estate: 'men' | 'women'
  readonly releaseDate: CalendarDay | null
  readonly nextHearing: CalendarDay | null
  /** They have answered today whether they feel safe, and said nothing that staff must hear of. */
  readonly saidIfSafeToday: boolean
}

/** The last question of every form: "I do not feel safe" (forms.md). Once a day is enough to be asked (decision 121). */
export const feelSafe: OneQuestion = {
  id: 'feel-safe',
  onceADay: true,
  kind: 'one',
  options: ['safe', 'not-safe'],
  concern: ['not-safe'],
  helps: 'listener',
}
