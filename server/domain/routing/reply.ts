import { addWorkingDays, daysBetween, workingDayOnOrAfter, type CalendarDay } from '../calendar'
import { among } from './among'
import { cite } from './cite'
import type { Situation } from './situation'

export const priorities = ['urgent', 'soon', 'standard'] as const
export type Priority = (typeof priorities)[number]

/** The priority of an application, and the London day by which the person gets a reply. */
export interface Reply {
  readonly priority: Priority
  readonly respondBy: CalendarDay
  readonly because: string
}

interface PriorityRow {
  readonly priority: Priority
  readonly when: (situation: Situation) => boolean
  readonly respondBy: (situation: Situation) => CalendarDay
  readonly words: string
  readonly sources: readonly string[]
}

const soonDay = ({ today, settings }: Situation) =>
  addWorkingDays(today, settings.replyWithinWorkingDays.soon, settings.extraBankHolidays)

/** The first matching row decides (routing.md, Decision: restricted, priority and reply date). */
const rows: readonly PriorityRow[] = [
  {
    priority: 'urgent',
    when: ({ safetyConcern }) => safetyConcern,
    respondBy: ({ today, settings }) => workingDayOnOrAfter(today, settings.extraBankHolidays),
    words: 'There is a safety concern, so this is urgent',
    sources: ['PF 3.8', 'service default'],
  },
  {
    priority: 'soon',
    when: ({ today, settings, person }) => isWithin(today, person.releaseDate, settings.soonBeforeReleaseDays),
    respondBy: soonDay,
    words: 'Release is near, so this is soon',
    sources: ['service default'],
  },
  {
    priority: 'soon',
    when: ({ topicClass, topic }) =>
      among(topicClass, 'immediate', 'confidential') || topic === 'emergency-accommodation',
    respondBy: soonDay,
    words: 'This cannot wait long, so it is soon',
    sources: ['service default'],
  },
  {
    priority: 'standard',
    when: () => true,
    respondBy: ({ today, settings }) =>
      addWorkingDays(today, settings.replyWithinWorkingDays.standard, settings.extraBankHolidays),
    words: 'Nothing makes this urgent, so the usual time applies',
    sources: ['service default'],
  },
]

/** The priority and reply date of an application (routing.md, Decision: restricted, priority and reply date). */
export function replyFor(situation: Situation): Reply {
  const row = rows.find(({ when }) => when(situation))
  if (row === undefined) throw new Error('No priority fits')
  return {
    priority: row.priority,
    respondBy: row.respondBy(situation),
    because: cite(row.words, ...row.sources),
  }
}

function isWithin(today: CalendarDay, day: CalendarDay | null, days: number): boolean {
  if (day === null || day < today) return false
  return daysBetween(today, day) <= days
}
