import {
  addDays,
  daysBetween,
  subtractMonths,
  wholeYearsBetween,
  workingDayOnOrBefore,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../calendar'
import type { CustodyStatus, Estate, Region } from '../routing/facts'
import type { Topic } from '../routing/topics'
import {
  tasks,
  taskWords,
  type TaskWords,
  type AppliesTo,
  type ChecklistTask,
  type Due,
  type Nation,
  type TaskChapter,
  type TaskForm,
  type TaskId,
  type TaskPathway,
  type TaskVariants,
} from './tasks'

/** What is known of a person, as far as it changes their checklist; null is not known. */
export interface ChecklistFacts {
  readonly custodyStatus: CustodyStatus
  readonly estate: Estate
  readonly prisonNation: Nation
  readonly homeRegion: Region | null
  readonly dateOfBirth: CalendarDay | null
  /** As the prison's records write it, such as 'British' or 'Polish'. */
  readonly nationality: string | null
  readonly receptionDate: CalendarDay
  readonly releaseDate: CalendarDay | null
}

export const timings = ['now', 'by-date', 'any-time', 'no-date'] as const
/** What the list says beside a task; its words are `tasks:timing.…`, `by-date` with the parameter `date`. */
export type Timing = (typeof timings)[number]

export const taskGroups = ['now', 'soon', 'later', 'any-time'] as const
/** The part of the list that a task stands in; its heading is `tasks:groups.…`. */
export type TaskGroup = (typeof taskGroups)[number]

export interface ChecklistItem {
  readonly task: TaskId
  readonly number: number | null
  readonly pathway: TaskPathway
  readonly form: TaskForm | null
  /** What that form should be about, where it can be about several things. */
  readonly topic: Topic | null
  readonly chapter: TaskChapter | null
  readonly isPrivate: boolean
  /** The key under which its wording stands: `.title` is for lists, the rest for the task's own page. */
  readonly words: TaskWords
  /** Counted as checklist.md says, so it may have gone by; null where it cannot be counted. */
  readonly due: CalendarDay | null
  readonly timing: Timing
  readonly group: TaskGroup
  /** Set when the last date has gone by; `instead` is the key of what to do instead. */
  readonly tooLate: { readonly instead: string } | null
}

const shortNoticeDays = 14
const soonDays = 14

/**
 * The tasks that are for a person, what is due now first, in the outline's order within each group.
 *
 * Which list (checklist.md, Variants): release known and under 2 weeks away, the short list only; recalled, the
 * recall list; remand and convicted but not sentenced, the remand list; sentenced, everything. A civil prisoner has
 * the remand list without the plan for court: their stay is short and no probation worker waits for them. "Women's
 * service" stands after task 9 on the full and the recall list; the short list says "only".
 *
 * When (checklist.md, Tasks): counted back from release for people serving a sentence. For everyone else such a task is
 * for the first week in prison, since the next court date is not known, and recall is done in week 1. No day is after
 * release, and where staff are needed it is a working day. A release date that has gone by cannot be right, so it
 * counts as not known, and task 3 says to check it.
 *
 * @param extra bank holidays proclaimed beside the yearly ones
 */
export function checklistFor(
  person: ChecklistFacts,
  today: CalendarDay,
  extra?: ExtraBankHolidays,
): readonly ChecklistItem[] {
  const known = withoutPastRelease(person, today)
  const items = tasks
    .filter(task => isOnList(task, known, today) && applies(task.appliesTo, known, today))
    .map(task => itemFor(task, known, today, extra))
  return taskGroups.flatMap(group => items.filter(item => item.group === group))
}

/** How much a person can note for themselves of a task, in letters as people see them. */
export const noteLimit = 500

export const savedStatuses = ['to-do', 'doing', 'done', 'not-for-me'] as const
/** What a person can say of a task. */
export type SavedStatus = (typeof savedStatuses)[number]

export const taskStatuses = ['to-do', 'doing', 'sent', 'with-staff', 'done', 'not-for-me'] as const
/** What the list says of a task (checklist.md, Tasks); its words are `tasks:statuses.…`. */
export type TaskStatus = (typeof taskStatuses)[number]

/** A draft or application of the person's, as far as it changes the status of a task. */
export interface PersonsApplication {
  readonly form: string
  readonly topic: string
  /** `sent` until someone claims it, then `with-staff`; `answered` with any outcome, withdrawn included. */
  readonly state: 'draft' | 'sent' | 'with-staff' | 'answered'
}

/**
 * The status of a task (checklist.md, Status words).
 *
 * An open application by the task's form counts whatever the person said; of a form that sends several topics, only
 * one about the task's own. A draft shows as "Doing", unless the person said that the task is done or not for them:
 * the draft may be about another task of the same form. After an answer it is again what the person said.
 *
 * @param saved what the person last said; null for nothing yet
 */
export function statusFor(
  item: Pick<ChecklistItem, 'form' | 'topic'>,
  saved: SavedStatus | null,
  applications: readonly PersonsApplication[],
): TaskStatus {
  const states = new Set(applications.filter(application => isAbout(application, item)).map(({ state }) => state))
  if (states.has('with-staff')) return 'with-staff'
  if (states.has('sent')) return 'sent'
  if (states.has('draft') && saved !== 'done' && saved !== 'not-for-me') return 'doing'
  return saved ?? 'to-do'
}

/**
 * The first task that the person has something to do for, in the list's order; null when nothing is left.
 * Tasks that are with staff wait for someone else, so they are not next.
 */
export function nextStep<Item extends { readonly status: TaskStatus }>(items: readonly Item[]): Item | null {
  return items.find(({ status }) => isOpen(status)) ?? null
}

/** Whether there is still something for the person to do. */
export function isOpen(status: TaskStatus): status is 'to-do' | 'doing' {
  return status === 'to-do' || status === 'doing'
}

/** Where a person will live; where that is not known, where the prison is. */
export function nationFor(person: Pick<ChecklistFacts, 'homeRegion' | 'prisonNation'>): Nation {
  if (person.homeRegion === null) return person.prisonNation
  return person.homeRegion === 'wales' ? 'wales' : 'england'
}

function isAbout(application: PersonsApplication, item: Pick<ChecklistItem, 'form' | 'topic'>): boolean {
  return application.form === item.form && (item.topic === null || item.topic === application.topic)
}

function withoutPastRelease(person: ChecklistFacts, today: CalendarDay): ChecklistFacts {
  return person.releaseDate !== null && person.releaseDate < today ? { ...person, releaseDate: null } : person
}

const listByCustody: Readonly<Record<CustodyStatus, keyof TaskVariants | 'full'>> = {
  remand: 'remand',
  'convicted-unsentenced': 'remand',
  civil: 'remand',
  sentenced: 'full',
  recalled: 'recall',
}

function isOnList(task: ChecklistTask, person: ChecklistFacts, today: CalendarDay): boolean {
  const isShortNotice = person.releaseDate !== null && daysBetween(today, person.releaseDate) < shortNoticeDays
  const list = isShortNotice ? 'shortNotice' : listByCustody[person.custodyStatus]
  return list === 'full' || task.variants[list] === true
}

const british = new Set(['british', 'english', 'welsh', 'scottish', 'northern irish', 'united kingdom', 'uk', 'gbr'])

function applies(to: AppliesTo, person: ChecklistFacts, today: CalendarDay): boolean {
  const nationality = person.nationality?.trim().toLowerCase() ?? ''
  return (
    (to.custody === undefined || to.custody.includes(person.custodyStatus)) &&
    (to.estate === undefined || to.estate === person.estate) &&
    (to.nation === undefined || to.nation === nationFor(person)) &&
    (to.underAge === undefined ||
      person.dateOfBirth === null ||
      wholeYearsBetween(person.dateOfBirth, today) < to.underAge) &&
    (to.notBritish === undefined || !british.has(nationality))
  )
}

function itemFor(
  task: ChecklistTask,
  person: ChecklistFacts,
  today: CalendarDay,
  extra: ExtraBankHolidays | undefined,
): ChecklistItem {
  const words = taskWords(task, nationFor(person))
  const onStaffDay = (day: CalendarDay) => (task.needsStaff ? staffDay(day, person.receptionDate, extra) : day)
  const counted = dueDay(task.due, person)
  const due = counted && onStaffDay(notAfter(counted, person.releaseDate))
  const last = task.lastDate && person.releaseDate && onStaffDay(addDays(person.releaseDate, -7 * task.lastDate.weeks))
  const timing = timingOf(task.due, due, today)
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

/** The nearest working day on or before, but never a day before the person came in. */
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
