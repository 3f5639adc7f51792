import type { CalendarDay } from '../calendar'
import type { Topic } from '../routing'

/** Both can be picked on every question of every form. */
export const withheldAnswers = ['do-not-know', 'rather-not-say'] as const

/**
 * One option, several options, or the person's own words. `do-not-know` and `rather-not-say` are options of every
 * question, also of those that ask for words.
 */
export type Answer = string | readonly string[] | { readonly words: string }

/**
 * Those outside the prison and probation whom something about a person can be passed on to. A person says yes to each
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

/** By question id. */
export type Answers = Readonly<Record<string, Answer>>

/** True when the answer to `question` is, or is among, one of `is`. */
export interface Condition {
  readonly question: string
  readonly is: readonly string[]
}

/** What several forms ask. */
export type SharedFact = 'area' | 'bank-account' | 'children' | 'where-children-are' | 'identity-papers'

interface QuestionBase {
  /** Stable: answers are kept under it. Its words are `forms/ID:questions.QUESTION` in the language files. */
  readonly id: string
  /** Asked when all of these are true. */
  readonly when?: readonly Condition[]
  /** Asked of women's prisons only. */
  readonly estate?: 'women'
  /** The same fact is asked by other forms: answered once, it is filled in, and can be changed. */
  readonly fact?: SharedFact
  /** Answers that say the person, or someone else, is not safe. */
  readonly concern?: readonly string[]
  /** Answers after which the form stops: it is not the time to go on. */
  readonly stop?: readonly string[]
}

export interface OneQuestion extends QuestionBase {
  readonly kind: 'one'
  readonly options: readonly string[]
  /** "yes" lets staff tell this body; `named` is the question in which the person says which one. */
  readonly consent?: { readonly to: ConsentBody; readonly named?: string }
}

export interface ManyQuestion extends QuestionBase {
  readonly kind: 'many'
  readonly options: readonly string[]
  /** The option that stands alone, such as "none of these". */
  readonly alone?: string
}

export interface WordsQuestion extends QuestionBase {
  readonly kind: 'words'
  /** In letters as people see them (graphemes). */
  readonly limit: number
  /** A fact that the service knows and fills in; it can be changed. */
  readonly known?: 'release-date'
}

export type Question = OneQuestion | ManyQuestion | WordsQuestion

/** What the form sends when its conditions are true; the first that fits, so the last has none. */
export interface TopicRule {
  readonly topic: Topic
  readonly when?: readonly Condition[]
  /** Release is known and at most this many days away. */
  readonly leavesWithinDays?: number
}

export interface Form {
  readonly id: FormId
  /** Raised with every change to the questions; an application keeps the version it was made with. */
  readonly version: number
  readonly topics: readonly [TopicRule, ...TopicRule[]]
  readonly questions: readonly Question[]
  /** A form whose name must not be read over a shoulder: neutral titles, and a way to leave on every page. */
  readonly private?: true
  /** Its name does not say what it is about, so what is answered in it is filled in nowhere else. */
  readonly neutral?: true
  /** Can be sent again while one is open: each may be about something else. */
  readonly several?: true
  readonly estate?: 'women'
}

/** Whether it is called by a name that does not say what it is about: a title is in the tab, the history and lists. */
export function hasNeutralName(form: Form): boolean {
  return form.private === true || form.neutral === true
}

/** The forms of forms.md; A00 changes the profile and sends nothing, A09 is part of A08. */
export type FormId =
  | 'A01'
  | 'A02'
  | 'A03'
  | 'A04'
  | 'A05'
  | 'A06'
  | 'A07'
  | 'A08'
  | 'A10'
  | 'A11'
  | 'A12'
  | 'A13'
  | 'A14'
  | 'A15'
  | 'A16'
  | 'A17'
  | 'A18'
  | 'A19'
  | 'A20'
  | 'A21'
  | 'A22'
  | 'A23'
  | 'A24'

/** What is known of the person when a form is filled in. */
export interface FormFacts {
  readonly estate: 'men' | 'women'
  readonly releaseDate: CalendarDay | null
}

/** Asked at the end of every form: "I do not feel safe" (forms.md). */
export const feelSafe: OneQuestion = {
  id: 'feel-safe',
  kind: 'one',
  options: ['safe', 'not-safe'],
  concern: ['not-safe'],
}
