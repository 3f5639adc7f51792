import fc from 'fast-check'
import { addDays, calendarDay, isWorkingDay, type CalendarDay } from '../../../server/domain/calendar'
import { checklistFor, tasks, taskGroups, type ChecklistFacts } from '../../../server/domain/checklist'
import { custodyStatuses, estates, regions } from '../../../server/domain/routing/facts'

const origin = calendarDay('2026-01-01')
const aDay = (from: number, to: number) => fc.integer({ min: from, max: to }).map(days => addDays(origin, days))

const person: fc.Arbitrary<ChecklistFacts> = fc.record({
  custodyStatus: fc.constantFrom(...custodyStatuses),
  estate: fc.constantFrom(...estates),
  prisonNation: fc.constantFrom('england' as const, 'wales' as const),
  homeRegion: fc.option(fc.constantFrom(...regions)),
  dateOfBirth: fc.option(aDay(-30_000, -6_600)),
  nationality: fc.option(fc.constantFrom('British', 'Polish', 'Welsh', '')),
  receptionDate: aDay(-1_000, 400),
  releaseDate: fc.option(aDay(-100, 1_500)),
})
const today = aDay(0, 400)

const shortList = [9, 10, 13, 14, 20, 22, 27, 28, 29, 33, 34, 35, 40, 41, 43, 44]
const onRecall = [3, 4, 32, 42]
const byId = new Map(tasks.map(task => [task.id, task]))

const dueDays = (facts: ChecklistFacts, day: CalendarDay) =>
  new Map(checklistFor(facts, day).map(item => [item.task, item.due]))

describe('every checklist', () => {
  it('has no task due after release', () => {
    fc.assert(
      fc.property(person, today, (facts, day) => {
        const release = facts.releaseDate
        if (release === null || release < day) return
        for (const { due } of checklistFor(facts, day)) expect(due === null || due <= release).toBe(true)
      }),
    )
  })

  it('has no task due earlier because release is later', () => {
    fc.assert(
      fc.property(person, today, fc.nat(600), fc.nat(600), (facts, day, untilRelease, later) => {
        const releaseDate = addDays(day, untilRelease)
        const before = dueDays({ ...facts, releaseDate }, day)
        const after = dueDays({ ...facts, releaseDate: addDays(releaseDate, later) }, day)
        for (const [task, due] of before) {
          const moved = after.get(task)
          if (due && moved) expect(moved >= due).toBe(true)
        }
      }),
    )
  })

  it('has only the short list when release is less than 2 weeks away', () => {
    fc.assert(
      fc.property(person, today, fc.integer({ min: 0, max: 13 }), (facts, day, untilRelease) => {
        const items = checklistFor({ ...facts, releaseDate: addDays(day, untilRelease) }, day)
        expect(items.length).toBeGreaterThan(0)
        const expected = facts.custodyStatus === 'recalled' ? [...shortList, ...onRecall] : shortList
        for (const { number } of items) if (number !== null) expect(expected).toContain(number)
      }),
    )
  })

  it('keeps the order: by group, and by day within a group', () => {
    fc.assert(
      fc.property(person, today, (facts, day) => {
        const items = checklistFor(facts, day)
        const places = items.map(
          ({ group, timing, due }) => `${taskGroups.indexOf(group)} ${timing === 'now' ? '' : (due ?? '9')}`,
        )
        expect(places).toEqual(places.toSorted())
        expect(checklistFor({ ...facts }, day)).toEqual(items)
      }),
    )
  })

  it('says "now" or "by" according to the due day, and "when you know your date" only without one', () => {
    fc.assert(
      fc.property(person, today, (facts, day) => {
        const hasRelease = facts.releaseDate !== null && facts.releaseDate >= day
        for (const { due, timing, tooLate } of checklistFor(facts, day)) {
          if (due) expect(timing).toBe(due <= day ? 'now' : 'by-date')
          if (timing === 'no-date' || tooLate) expect(hasRelease).toBe(timing !== 'no-date')
        }
      }),
    )
  })

  it('makes tasks that need staff due only on working days in prison', () => {
    fc.assert(
      fc.property(person, today, (facts, day) => {
        for (const { task, due } of checklistFor(facts, day)) {
          const isStaffTask = byId.get(task)?.needsStaff === true
          const couldNotBeEarlier = due !== null && due < addDays(facts.receptionDate, 5)
          if (due && isStaffTask && !couldNotBeEarlier) expect(isWorkingDay(due)).toBe(true)
        }
      }),
    )
  })
})
