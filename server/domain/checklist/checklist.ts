import {
  addDays,
  daysBetween,
  subtractMonths,
  wholeYearsBetween,
  workingDayOnOrBefore,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../calendar'
import type { ChapterId } from '../content/chapters'
import type { CustodyStatus } from '../routing/facts'
import type { Topic } from '../topics'
import { standingOf, type Standing } from './apply'
import { nothingKnownBesides, type ChecklistFacts, type KnownBesides } from './known'
import { byRank, rankOf, type Rank } from './order'
import { situationOf, type Situation } from './situation'
import {
  tasks,
  taskWords,
  type TaskWords,
  type AppliesTo,
  type ChecklistTask,
  type Due,
  type Nation,
  type TaskForm,
  type TaskId,
  type TaskPathway,
  type TaskVariants,
} from './tasks'
import { taskOf, type ForATask } from './ways'

export const timings = ['now', 'by-date', 'any-time', 'no-date'] as const
/** The timing shown beside a task; the wording is `tasks:timing.…`, where `by-date` takes the parameter `date`. */
export type Timing = (typeof timings)[number]

export const taskGroups = ['now', 'soon', 'later', 'any-time'] as const
/** The section of the list that a task belongs to; its heading is `tasks:groups.…`. */
export type TaskGroup = (typeof taskGroups)[number]

export interface ChecklistItem {
  readonly task: TaskId
  readonly number: number | null
  readonly pathway: TaskPathway
  readonly form: TaskForm | null
  /** The topic of the form, where it has several. */
  readonly topic: Topic | null
  readonly chapter: ChapterId | null
  readonly isPrivate: boolean
  /** The key of its wording: `.title` is for lists, the rest for the task's own page. */
  readonly words: TaskWords
  /** Calculated as in checklist.md, so it may be in the past; null when it cannot be calculated. */
  readonly due: CalendarDay | null
  readonly timing: Timing
  readonly group: TaskGroup
  /** Set when the last date has passed; `instead` is the key of the alternative. */
  readonly tooLate: { readonly instead: string } | null
  readonly standing: Standing
  readonly rank: Rank
  /** Its day is weeks away, or waits for a date to leave, so that it need not be looked at yet. */
  readonly isForLater: boolean
}

const shortNoticeDays = 14
const soonDays = 14
const laterDays = 21

/**
 * Builds a person's checklist by group, by day within each group, and in the outline's order within a day. Tasks that
 * are not theirs, or whose answer is known, are there too, and say so.
 * Which list (checklist.md, Variants): the short list when release is known and under 2 weeks away; the recall list
 * after a recall; the remand list on remand and for convicted but unsentenced people; everything when sentenced. A
 * civil prisoner gets the remand list without the plan for court: their stay is short and no probation worker waits for
 * them. "Women's service" follows task 9 on the full and the recall list; the short list says "only".
 * When (checklist.md, Tasks): counted back from release for people serving a sentence. For everyone else such a task is
 * due in the first week in prison, because the next court date is not known, and recall tasks are due in week 1. No due
 * date is after release, and tasks that need staff are due on a working day. A release date in the past cannot be
 * right, so it counts as not known, and task 3 says to check it. A day on which they may leave on tag counts as release
 * when it is sooner.
 *
 * @param extra bank holidays proclaimed in addition to the yearly ones
 */
export function checklistFor(
  facts: ChecklistFacts & Partial<KnownBesides>,
  today: CalendarDay,
  extra?: ExtraBankHolidays,
): readonly ChecklistItem[] {
  const known = { ...nothingKnownBesides, ...facts }
  const { leavingDay } = situationOf(facts, known, today)
  const situation = situationOf({ ...facts, releaseDate: leavingDay }, known, today)
  const items = tasks
    .filter(task => isOnList(task, situation) && applies(task.appliesTo, situation, today))
    .map(task => itemFor(task, situation, today, extra))
  const day = ({ due, timing }: ChecklistItem) => (timing === 'now' ? '' : (due ?? '9'))
  return taskGroups.flatMap(group =>
    items.filter(item => item.group === group).toSorted((one, other) => day(one).localeCompare(day(other))),
  )
}

/** The maximum length of a note on a task, in characters as people see them. */
export const noteLimit = 500

export const savedStatuses = ['to-do', 'doing', 'done', 'not-for-me'] as const
/** The statuses that a person can set. */
export type SavedStatus = (typeof savedStatuses)[number]

export const taskStatuses = ['to-do', 'doing', 'sent', 'with-staff', 'answered', 'done', 'not-for-me'] as const
/** The statuses shown on the list (checklist.md, Tasks); the wording is `tasks:statuses.…`. */
export type TaskStatus = (typeof taskStatuses)[number]

/** The properties of a draft or application that affect the status of a task. */
export interface PersonsApplication extends ForATask {
  /**
   * `sent` until claimed, then `with-staff`; `answered` with any outcome of staff, and `ended` when the person took it
   * back or left.
   */
  readonly state: 'draft' | 'sent' | 'with-staff' | 'answered' | 'ended'
}

/**
 * Derives the status of a task (checklist.md, Status words) from the applications for this task only. An open one
 * overrides what the person set. A draft shows as "Doing", and an answer as "Answered", unless the person marked the
 * task as done or not for them: whether an answer settles it is theirs to say. Where they set nothing, a task that finds
 * out what is known is done, and one that is not theirs is not for them.
 *
 * @param saved the person's own status; null for none
 */
export function statusFor(
  { task, standing }: Pick<ChecklistItem, 'task' | 'standing'>,
  saved: SavedStatus | null,
  applications: readonly PersonsApplication[],
): TaskStatus {
  const states = new Set(applications.filter(application => taskOf(application) === task).map(({ state }) => state))
  if (states.has('with-staff')) return 'with-staff'
  if (states.has('sent')) return 'sent'
  if (saved === 'done' || saved === 'not-for-me') return saved
  if (states.has('draft')) return 'doing'
  return states.has('answered') ? 'answered' : (saved ?? statusOfStanding[standing])
}

const statusOfStanding = { theirs: 'to-do', known: 'done', 'not-theirs': 'not-for-me' } as const

/** How a person likes to read is asked at first use, so it is never among what comes next. */
const neverNext: ReadonlySet<TaskId> = new Set(['language-and-format', 'support-you-need'])

/**
 * The tasks that come next, by harm if they are missed: at most three, of those that the person still has to do and can.
 * A task that waits for another one's answer is not among them.
 */
export function nextSteps<Item extends ChecklistItem & { readonly status: TaskStatus }>(
  items: readonly Item[],
  today: CalendarDay,
): readonly Item[] {
  const open = items.filter(({ status, tooLate }) => isOpen(status) && tooLate === null)
  const isOpenTask = new Set(open.map(({ task }) => task))
  return open
    .filter(({ task, rank, isForLater }) => {
      const waits = rank.after !== null && isOpenTask.has(rank.after)
      return !waits && !isForLater && !neverNext.has(task)
    })
    .toSorted(byRank(today))
    .slice(0, 3)
}

/** Whether the person still has to do the task. */
export function isOpen(status: TaskStatus): status is 'to-do' | 'doing' | 'answered' {
  return status === 'to-do' || status === 'doing' || status === 'answered'
}

/** The nation where a person will live or, if that is not known, where the prison is. */
export function nationFor(person: Pick<ChecklistFacts, 'homeRegion' | 'prisonNation'>): Nation {
  if (person.homeRegion === null) return person.prisonNation
  return person.homeRegion === 'wales' ? 'wales' : 'england'
}

const listByCustody: Readonly<Record<CustodyStatus, keyof TaskVariants | 'full'>> = {
  remand: 'remand',
  'convicted-unsentenced': 'remand',
  civil: 'remand',
  immigration: 'remand',
  sentenced: 'full',
  recalled: 'recall',
}

function isOnList(task: ChecklistTask, { person, leavesIn }: Situation): boolean {
  const list = listByCustody[person.custodyStatus]
  if (leavesIn === null || leavesIn >= shortNoticeDays) return list === 'full' || task.variants[list] === true
  return task.variants.shortNotice === true || (list === 'recall' && task.variants.recall === true)
}

const british = new Set(['british', 'english', 'welsh', 'scottish', 'northern irish', 'united kingdom', 'uk', 'gbr'])

const languagesHere = new Set(['english', 'welsh', 'cymraeg', 'en', 'cy'])

/** By their nationality; where that is not known, by their first language. */
function mayNotBeBritish({ person, known }: Situation): boolean {
  const nationality = person.nationality?.trim().toLowerCase() ?? ''
  if (nationality !== '') return !british.has(nationality)
  const language = known.firstLanguage?.trim().toLowerCase() ?? ''
  return language !== '' && !languagesHere.has(language)
}

function applies(to: AppliesTo, situation: Situation, today: CalendarDay): boolean {
  const { person } = situation
  return (
    (to.custody === undefined || to.custody.includes(person.custodyStatus)) &&
    (to.estate === undefined || to.estate === person.estate) &&
    (to.nation === undefined || to.nation === nationFor(person)) &&
    (to.underAge === undefined ||
      person.dateOfBirth === null ||
      wholeYearsBetween(person.dateOfBirth, today) < to.underAge) &&
    (to.notBritish === undefined || mayNotBeBritish(situation))
  )
}

function itemFor(
  task: ChecklistTask,
  situation: Situation,
  today: CalendarDay,
  extra: ExtraBankHolidays | undefined,
): ChecklistItem {
  const { person } = situation
  const words = taskWords(task, nationFor(person))
  const onStaffDay = (day: CalendarDay) => (task.needsStaff ? staffDay(day, person.receptionDate, extra) : day)
  const counted = dueDay(task.due, person)
  const due = counted && onStaffDay(notAfter(counted, person.releaseDate))
  const last = task.lastDate && person.releaseDate && onStaffDay(addDays(person.releaseDate, -7 * task.lastDate.weeks))
  const timing = timingOf(task.due, due, today)
  const rank = rankOf(task.id, situation)
  const isFar = timing === 'no-date' || (due !== null && daysBetween(today, due) > laterDays)
  return {
    task: task.id,
    number: task.number,
    pathway: task.pathway,
    form: task.form,
    topic: task.topic,
    chapter: task.chapter,
    isPrivate: task.isPrivate,
    words,
    due,
    timing,
    group: groupOf(timing, due, today),
    tooLate: last !== null && last < today ? { instead: `${words}.instead` } : null,
    standing: standingOf(task.id, situation),
    rank,
    isForLater: isFar && (rank.reason === 'can-wait' || rank.reason === 'last-month'),
  }
}

function dueDay(due: Due, person: ChecklistFacts): CalendarDay | null {
  const inPrison = (days: number) => addDays(person.receptionDate, days - 1)
  const isCountedBack = person.custodyStatus === 'sentenced'
  const { releaseDate } = person
  switch (due.kind) {
    case 'day':
      return inPrison(due.n)
    case 'first-week':
      return inPrison(7)
    case 'second-week':
      return inPrison(14)
    case 'before-release':
      if (!isCountedBack) return inPrison(7)
      return releaseDate && addDays(releaseDate, -7 * due.weeks)
    case 'before-release-or-first-week': {
      const handover = isCountedBack && releaseDate && addDays(subtractMonths(releaseDate, due.months), -due.days)
      return handover && handover > inPrison(7) ? handover : inPrison(7)
    }
    case 'day-of-release':
      return releaseDate
    case 'same-day':
    case 'any-time':
      return null
  }
}

function notAfter(day: CalendarDay, release: CalendarDay | null): CalendarDay {
  return release !== null && release < day ? release : day
}

/** The nearest working day on or before a day, but never before the person's reception. */
function staffDay(day: CalendarDay, reception: CalendarDay, extra: ExtraBankHolidays | undefined): CalendarDay {
  const working = workingDayOnOrBefore(day, extra)
  return working < reception ? day : working
}

function timingOf(due: Due, day: CalendarDay | null, today: CalendarDay): Timing {
  if (due.kind === 'any-time') return 'any-time'
  if (due.kind === 'same-day') return 'now'
  if (day === null) return 'no-date'
  return day <= today ? 'now' : 'by-date'
}

function groupOf(timing: Timing, day: CalendarDay | null, today: CalendarDay): TaskGroup {
  if (timing === 'now' || timing === 'any-time') return timing
  return day !== null && daysBetween(today, day) <= soonDays ? 'soon' : 'later'
}
