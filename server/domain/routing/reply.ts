import {
  addDays,
  addWorkingDays,
  daysBetween,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type CalendarDay,
} from '../calendar'
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
  readonly because: string
}

/** The first matching row decides (routing.md, Decision: restricted, priority and reply date). */
const rows: readonly PriorityRow[] = [
  {
    priority: 'urgent',
    when: ({ safetyConcern }) => safetyConcern,
    because: cite('There is a safety concern, so this is urgent', 'PF 3.8', 'service default'),
  },
  {
    priority: 'urgent',
    when: ({ topic, today, leaving, settings }) =>
      topic === 'emergency-accommodation' && isWithin(today, leaving, settings.urgentBeforeLeavingDays),
    because: cite('The person leaves in a few days with nowhere to stay, so this is urgent', 'service default'),
  },
  {
    priority: 'soon',
    when: ({ today, leaving, settings }) => isWithin(today, leaving, settings.soonBeforeLeavingDays),
    because: cite('The person leaves soon, so this is soon', 'service default'),
  },
  {
    priority: 'soon',
    when: ({ topicClass, topic }) =>
      among(topicClass, 'immediate', 'confidential') || topic === 'emergency-accommodation',
    because: cite('This cannot wait long, so it is soon', 'service default'),
  },
  {
    priority: 'standard',
    when: () => true,
    because: cite('Nothing makes this urgent, so the usual time applies', 'service default'),
  },
]

/** The priority and reply date of an application (routing.md, Decision: restricted, priority and reply date). */
export function replyFor(situation: Situation): Reply {
  const row = rows.find(({ when }) => when(situation))
  if (row === undefined) throw new Error('No priority fits')
  return { priority: row.priority, respondBy: replyDay(situation, row.priority), because: row.because }
}

function replyDay({ today, leaving, settings }: Situation, priority: Priority): CalendarDay {
  const { extraBankHolidays, replyWithinWorkingDays } = settings
  const atOnce = workingDayOnOrAfter(today, extraBankHolidays)
  if (priority === 'urgent') return atOnce
  const usual = addWorkingDays(today, replyWithinWorkingDays[priority], extraBankHolidays)
  if (leaving === null || leaving < today) return usual
  const last = workingDayOnOrBefore(addDays(leaving, -1), extraBankHolidays)
  if (last < today) return atOnce
  return last < usual ? last : usual
}

function isWithin(today: CalendarDay, day: CalendarDay | null, days: number): boolean {
  return day !== null && day >= today && daysBetween(today, day) <= days
}
