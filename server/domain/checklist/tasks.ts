import type { ChapterId } from '../content/chapters'
import type { CustodyStatus, Estate } from '../routing/facts'
import { isTopic, topicEntry, type FormId, type Topic } from '../topics'

/** The groups of checklist.md, Tasks. They are shown under neutral names (see `tasks:pathways` in the wording). */
export const taskPathways = [
  'start',
  'housing',
  'money',
  'work',
  'health',
  'drugs',
  'feeling',
  'family',
  'care',
  'veteran',
  'private',
  'immigration',
  'licence',
  'getting-out',
] as const
export type TaskPathway = (typeof taskPathways)[number]

/** The forms that tasks start: those that send an application, and `about-you`, which changes the profile. */
export type TaskForm = FormId | 'about-you'

export type Nation = 'england' | 'wales'

/** When a task is due (checklist.md, Due). Weeks and days in prison count from reception. */
export type Due =
  | { readonly kind: 'day'; readonly n: number }
  | { readonly kind: 'first-week' }
  | { readonly kind: 'second-week' }
  | { readonly kind: 'before-release'; readonly weeks: number }
  /** The later of the two; the first week when the day before release has passed or is not known. */
  | { readonly kind: 'before-release-or-first-week'; readonly months: number; readonly days: number }
  | { readonly kind: 'day-of-release' }
  /** The day of an event that the service cannot know about, such as a letter. */
  | { readonly kind: 'same-day' }
  | { readonly kind: 'any-time' }

/** The deadline after which it may be too late. */
export interface LastDate {
  readonly kind: 'before-release'
  readonly weeks: number
}

/** The people that a task applies to; all conditions must hold. */
export interface AppliesTo {
  readonly custody?: readonly CustodyStatus[]
  readonly estate?: Estate
  /** The nation where the person will live; the prison's nation if that is not known. */
  readonly nation?: Nation
  /** Also applies when the date of birth is not known. */
  readonly underAge?: number
  /** Also applies when the nationality is not known and the first language is neither English nor Welsh. */
  readonly notBritish?: true
}

/** The variant lists that include a task, besides the full one (checklist.md, Variants). */
export interface TaskVariants {
  readonly remand?: true
  readonly recall?: true
  /** The release date is known and less than 2 weeks away. */
  readonly shortNotice?: true
}

export interface ChecklistTask {
  /** Appears in addresses, the history and the database, so it reveals nothing that a cellmate could use. */
  readonly id: TaskId
  /** Its number in checklist.md, Tasks; null for those from its variants and from checklist-next.md. */
  readonly number: number | null
  readonly pathway: TaskPathway
  readonly due: Due
  readonly lastDate: LastDate | null
  /** Someone else must act or be met, so it is due on a working day. */
  readonly needsStaff: boolean
  readonly appliesTo: AppliesTo
  /** The form that "I need help with this" starts. */
  readonly form: TaskForm | null
  /** The one topic of the form that belongs to this task; null when every topic does. */
  readonly topic: Topic | null
  readonly variants: TaskVariants
  readonly chapter: ChapterId | null
  /** Its title in lists does not reveal its subject, and printouts for others leave it out. */
  readonly isPrivate: boolean
  /** The nation that has its own wording for this task. */
  readonly ownWordsIn: Nation | null
}

type Rest = Partial<
  Pick<
    ChecklistTask,
    'lastDate' | 'needsStaff' | 'appliesTo' | 'topic' | 'variants' | 'chapter' | 'isPrivate' | 'ownWordsIn'
  >
>

/** The chapter of a task is that of its topic, or of its form's main topic, unless the row names another. */
const row = <const Id extends string>(
  number: number | null,
  id: Id,
  pathway: TaskPathway,
  due: Due,
  form: TaskForm | null,
  rest: Rest = {},
) => ({
  id,
  number,
  pathway,
  due,
  form,
  lastDate: null,
  needsStaff: false,
  appliesTo: {},
  topic: null,
  variants: {},
  chapter: chapterOf(rest.topic ?? form),
  isPrivate: false,
  ownWordsIn: null,
  ...rest,
})

function chapterOf(about: Topic | TaskForm | null): ChapterId | null {
  return about !== null && isTopic(about) ? topicEntry(about).chapter : null
}

const day = (n: number): Due => ({ kind: 'day', n })
const firstWeek: Due = { kind: 'first-week' }
const secondWeek: Due = { kind: 'second-week' }
const weeksBefore = (weeks: number) => ({ kind: 'before-release', weeks }) as const
const comHandoverOrFirstWeek: Due = { kind: 'before-release-or-first-week', months: 7, days: 15 }
const dayOfRelease: Due = { kind: 'day-of-release' }
const sameDay: Due = { kind: 'same-day' }
const anyTime: Due = { kind: 'any-time' }

const staff = { needsStaff: true } as const
const aPrivateOne = { isPrivate: true } as const
const sentenced: AppliesTo = { custody: ['sentenced', 'recalled'] }
const awaitingCourt: AppliesTo = { custody: ['remand', 'convicted-unsentenced'] }

const onRemand: TaskVariants = { remand: true }
const onRecall: TaskVariants = { recall: true }
const atShortNotice: TaskVariants = { shortNotice: true }
const onRecallAndShortNotice: TaskVariants = { recall: true, shortNotice: true }
const onRemandAndRecall: TaskVariants = { remand: true, recall: true }
const onAllThree: TaskVariants = { remand: true, recall: true, shortNotice: true }

const benefits = { topic: 'universal-credit' } as const
const work = { topic: 'job-or-training' } as const
const releasePlan = { topic: 'licence-and-supervision' } as const

const table = [
  row(1, 'language-and-format', 'start', day(1), 'about-you', { variants: onRemand }),
  row(2, 'support-you-need', 'start', day(1), 'about-you', {
    chapter: 'disabled-and-older-people',
    variants: onRemand,
  }),
  row(3, 'release-date', 'start', firstWeek, 'release-plan', {
    ...staff,
    topic: 'release-dates',
    variants: onRecall,
  }),
  row(4, 'probation-worker', 'start', comHandoverOrFirstWeek, 'release-plan', {
    ...staff,
    topic: 'my-com',
    appliesTo: sentenced,
    variants: onRecall,
  }),
  row(null, 'why-recalled', 'start', firstWeek, 'release-plan', {
    ...releasePlan,
    ...staff,
    appliesTo: { custody: ['recalled'] },
    variants: onRecallAndShortNotice,
    chapter: 'probation-and-licence',
  }),
  row(null, 'parole-plan', 'start', anyTime, 'release-plan', { ...staff, topic: 'parole', appliesTo: sentenced }),

  row(5, 'home-to-keep', 'housing', firstWeek, 'keep-or-end-tenancy', { variants: onRemand }),
  row(6, 'tell-landlord', 'housing', firstWeek, 'keep-or-end-tenancy', { variants: onRemand }),
  row(7, 'end-tenancy', 'housing', secondWeek, 'keep-or-end-tenancy', staff),
  row(8, 'council-tax', 'housing', secondWeek, 'debts-and-bills', { variants: onRemand, chapter: 'a-place-to-live' }),
  row(9, 'where-to-live', 'housing', weeksBefore(12), 'somewhere-to-live', {
    variants: onRecallAndShortNotice,
    ownWordsIn: 'wales',
  }),
  row(null, 'womens-service', 'housing', weeksBefore(12), 'womens-services', {
    ...staff,
    appliesTo: { estate: 'women' },
    variants: onRecallAndShortNotice,
  }),
  row(10, 'tell-a-council', 'housing', weeksBefore(12), 'somewhere-to-live', {
    ...staff,
    // The duty to refer has no last day. In Wales, telling us where to live is the application itself.
    appliesTo: { nation: 'england' },
    variants: onRecallAndShortNotice,
  }),
  row(11, 'housing-worker', 'housing', weeksBefore(10), 'somewhere-to-live', {
    ...staff,
    lastDate: weeksBefore(3),
  }),
  row(12, 'tag-address', 'housing', weeksBefore(10), 'tag-address', staff),
  row(13, 'first-night-room', 'housing', weeksBefore(2), 'somewhere-to-live', {
    ...staff,
    variants: onRecallAndShortNotice,
  }),

  row(14, 'work-coach', 'money', weeksBefore(12), 'universal-credit', {
    ...benefits,
    ...staff,
    lastDate: weeksBefore(1),
    variants: onAllThree,
  }),
  row(15, 'bank-account', 'money', weeksBefore(12), 'bank-account', { ...staff, lastDate: weeksBefore(6) }),
  row(16, 'find-id', 'money', weeksBefore(12), 'identity-documents', {
    ...staff,
    lastDate: weeksBefore(4),
  }),
  row(17, 'national-insurance-number', 'money', weeksBefore(12), 'identity-documents', staff),
  row(18, 'money-help', 'money', weeksBefore(12), 'debts-and-bills', { ...aPrivateOne, ...staff }),
  row(19, 'court-payments', 'money', weeksBefore(10), 'debts-and-bills', { ...aPrivateOne, ...staff }),
  row(20, 'universal-credit', 'money', weeksBefore(1), 'universal-credit', {
    ...benefits,
    ...staff,
    variants: atShortNotice,
  }),
  row(21, 'setting-up-home', 'money', weeksBefore(6), 'debts-and-bills', {
    ...staff,
    lastDate: weeksBefore(3),
    appliesTo: { nation: 'wales' },
  }),
  row(22, 'money-on-the-day', 'money', weeksBefore(2), 'release-plan', {
    ...staff,
    topic: 'licence-and-supervision',
    variants: atShortNotice,
    chapter: 'money-and-benefits',
  }),

  row(null, 'learning-and-work', 'work', anyTime, 'job-or-training', work),
  row(null, 'job-to-keep', 'work', secondWeek, 'job-or-training', { topic: 'keep-my-job', variants: onRemand }),
  row(23, 'cv', 'work', weeksBefore(12), 'job-or-training', work),
  row(24, 'telling-a-boss', 'work', weeksBefore(8), 'job-or-training', { ...work, ...staff, chapter: 'your-record' }),
  row(25, 'certificates', 'work', weeksBefore(4), 'job-or-training', { ...work, ...staff }),
  row(26, 'boss-and-date', 'work', weeksBefore(4), 'job-or-training', { topic: 'keep-my-job' }),

  row(27, 'gp-surgery', 'health', weeksBefore(4), 'gp-and-health', {
    ...staff,
    variants: onAllThree,
  }),
  row(28, 'first-week-plan', 'health', weeksBefore(4), 'gp-and-health', {
    ...aPrivateOne,
    ...staff,
    variants: onAllThree,
  }),
  row(29, 'letter-to-take', 'health', weeksBefore(2), 'gp-and-health', {
    ...aPrivateOne,
    ...staff,
    variants: atShortNotice,
  }),
  row(30, 'support-after', 'health', weeksBefore(12), 'mental-health', {
    ...aPrivateOne,
    ...staff,
    appliesTo: { nation: 'england' },
    chapter: 'health',
  }),
  row(31, 'help-at-home', 'health', weeksBefore(12), 'social-care', {
    ...aPrivateOne,
    ...staff,
    lastDate: weeksBefore(4),
  }),

  row(32, 'support-team', 'drugs', weeksBefore(12), 'drugs-and-alcohol', {
    ...aPrivateOne,
    ...staff,
    variants: onRemandAndRecall,
  }),
  row(33, 'ready-for-the-day', 'drugs', weeksBefore(2), 'drugs-and-alcohol', {
    ...aPrivateOne,
    ...staff,
    variants: atShortNotice,
  }),
  row(34, 'take-home-kit', 'drugs', weeksBefore(2), 'drugs-and-alcohol', {
    ...aPrivateOne,
    ...staff,
    variants: atShortNotice,
  }),

  row(35, 'how-you-are', 'feeling', anyTime, 'mental-health', { ...aPrivateOne, variants: onAllThree }),

  row(36, 'people-to-contact', 'family', weeksBefore(12), 'family-and-children'),
  row(37, 'child-arrangements', 'family', weeksBefore(8), 'family-and-children', staff),

  row(38, 'time-in-care', 'care', firstWeek, 'care-leaver', {
    appliesTo: { underAge: 25 },
    variants: onRemand,
  }),
  row(39, 'forces', 'veteran', firstWeek, 'veteran', { variants: onRemand }),
  row(40, 'talk-to-someone', 'private', anyTime, 'something-private', {
    ...aPrivateOne,
    variants: onAllThree,
  }),
  row(41, 'official-letters', 'immigration', sameDay, 'immigration', {
    ...aPrivateOne,
    appliesTo: { notBritish: true },
    variants: onAllThree,
  }),

  row(42, 'licence', 'licence', weeksBefore(4), 'release-plan', {
    ...releasePlan,
    ...staff,
    appliesTo: sentenced,
    variants: onRecall,
  }),
  row(43, 'leaving-day-things', 'getting-out', weeksBefore(2), 'release-plan', {
    ...staff,
    topic: 'licence-and-supervision',
    variants: atShortNotice,
    chapter: 'everyday-life',
  }),
  row(44, 'first-probation-meeting', 'getting-out', dayOfRelease, null, {
    appliesTo: sentenced,
    variants: atShortNotice,
    chapter: 'probation-and-licence',
  }),
  row(null, 'if-court-lets-you-go', 'getting-out', firstWeek, 'court-release', {
    appliesTo: awaitingCourt,
    variants: onRemand,
  }),
] as const

/** Stable, because statuses are stored under it. */
export type TaskId = (typeof table)[number]['id']

/**
 * All checklist tasks in display order: the 44 of checklist.md, Tasks; "Women's service" after 9; "Plan for what you do
 * if court lets you go" for people waiting for court; and those that only checklist-next.md names (why somebody was
 * recalled, parole, learning, a job to keep). What a person says at first use takes tasks off (see `apply.ts`).
 */
export const tasks: readonly ChecklistTask[] = table

/** Whether a string is the id of a checklist task. */
export function isTask(id: string): id is TaskId {
  return tasks.some(task => task.id === id)
}

const tasksById: ReadonlyMap<string, ChecklistTask> = new Map(tasks.map(task => [task.id, task]))

/** @param id from an address or a stored status; undefined when there is no such task */
export function findTask(id: string): ChecklistTask | undefined {
  return tasksById.get(id)
}

/** Whether all tasks that start this form are private; false when no task does. */
export function isAboutPrivateTasks(form: FormId): boolean {
  const about = tasks.filter(task => task.form === form)
  return about.length > 0 && about.every(({ isPrivate }) => isPrivate)
}

/** Where a task's wording is; a nation's own wording, in `tasks:tasks.ID-NATION`, has the same keys. */
export type TaskWords = `tasks:tasks.${TaskId}`

/**
 * The wording key of a task: the nation's own wording where it has one (checklist.md, Tasks, 10), otherwise the general
 * one.
 */
export function taskWords(task: ChecklistTask, nation: Nation): TaskWords {
  const own = task.ownWordsIn === nation ? `-${nation}` : ''
  return `tasks:tasks.${task.id}${own}` as TaskWords
}
