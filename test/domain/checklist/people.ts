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

/** Outline numbers in outline order; the two tasks without a number by their form. */
export const listed = (items: readonly ChecklistItem[]): readonly (number | string)[] =>
  items.map(item => item.number ?? item.form ?? '').toSorted((a, b) => outlinePlace(a) - outlinePlace(b))

const outlinePlace = (listedAs: number | string): number =>
  typeof listedAs === 'number' ? listedAs : listedAs === 'womens-services' ? 9.5 : 45
