import { calendarDay, type CalendarDay } from '../../../server/domain/calendar'
import type { ChecklistFacts, ChecklistItem } from '../../../server/domain/checklist'

/** A Monday; nothing around it is a bank holiday. */
export const today: CalendarDay = calendarDay('2026-11-23')

const sentencedMan: ChecklistFacts = {
  custodyStatus: 'sentenced',
  estate: 'men',
  prisonNation: 'england',
  homeRegion: 'london',
  dateOfBirth: calendarDay('2003-05-04'),
  nationality: 'Polish',
  receptionDate: calendarDay('2026-11-20'),
  releaseDate: null,
}

/** A young man who is not British, so that every task with a condition on age or nationality is for him. */
export const aPerson = (changes: Partial<ChecklistFacts> = {}): ChecklistFacts => ({ ...sentencedMan, ...changes })

/** Outline numbers, and the ids of tasks that have none, sorted. */
export const listed = (items: readonly ChecklistItem[]): readonly (number | string)[] =>
  items.map(item => item.number ?? item.task).toSorted(byNumberOrId)

const byNumberOrId = (one: number | string, other: number | string): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other))
