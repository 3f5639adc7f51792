import fc from 'fast-check'
import { addDays, calendarDay } from '../../../server/domain/calendar'
import {
  changeCausesBetween,
  checklistFor,
  isOpen,
  listParts,
  moveKinds,
  partOf,
  taskStatuses,
  whatMoved,
  type ChecklistBasis,
} from '../../../server/domain/checklist'
import { custodyStatuses, estates, regions } from '../../../server/domain/routing/facts'
import { aPerson, today as aMonday } from './people'

const origin = calendarDay('2026-01-01')
const aDay = (from: number, to: number) => fc.integer({ min: from, max: to }).map(days => addDays(origin, days))

const basis: fc.Arbitrary<ChecklistBasis> = fc.record({
  prisonId: fc.constantFrom('LEI', 'BWI'),
  custodyStatus: fc.constantFrom(...custodyStatuses),
  estate: fc.constantFrom(...estates),
  prisonNation: fc.constantFrom('england' as const, 'wales' as const),
  homeRegion: fc.option(fc.constantFrom(...regions)),
  dateOfBirth: fc.option(aDay(-30_000, -6_600)),
  nationality: fc.option(fc.constantFrom('British', 'Polish')),
  receptionDate: aDay(-1_000, 400),
  releaseDate: fc.option(aDay(-100, 1_500)),
})
const today = aDay(0, 400)
const tasksOf = (items: readonly { task: string }[]) => items.map(({ task }) => task).toSorted()

describe('the changes of a checklist', () => {
  it('are empty between equal lists', () => {
    fc.assert(
      fc.property(basis, today, (facts, day) => {
        const list = checklistFor(facts, day)
        expect(moveKinds.flatMap(kind => whatMoved(list, list, day)[kind])).toEqual([])
        expect(changeCausesBetween(facts, { ...facts })).toEqual([])
      }),
    )
  })

  it('name each task once and include every difference that a person sees', () => {
    fc.assert(
      fc.property(basis, basis, today, (first, second, day) => {
        const [before, after] = [checklistFor(first, day), checklistFor(second, day)]
        const moves = whatMoved(before, after, day)
        const named = tasksOf(moveKinds.flatMap(kind => moves[kind]))
        expect(new Set(named).size).toBe(named.length)
        const shownOf = (list: typeof before) =>
          new Map(list.map(item => [item.task, item.timing === 'by-date' ? item.due : item.timing]))
        const [from, to] = [shownOf(before), shownOf(after)]
        const differs = [...new Set([...from.keys(), ...to.keys()])].filter(task => from.get(task) !== to.get(task))
        expect(named).toEqual(differs.toSorted())
        if (named.length > 0) expect(changeCausesBetween(first, second)).not.toEqual([])
      }),
    )
  })

  it('are reversed when the change is undone', () => {
    fc.assert(
      fc.property(basis, basis, today, (first, second, day) => {
        const [before, after] = [checklistFor(first, day), checklistFor(second, day)]
        const [there, back] = [whatMoved(before, after, day), whatMoved(after, before, day)]
        for (const [one, other] of [
          ['earlier', 'later'],
          ['with-day', 'without-day'],
          ['added', 'removed'],
        ] as const) {
          expect(tasksOf(there[one])).toEqual(tasksOf(back[other]))
          expect(tasksOf(there[other])).toEqual(tasksOf(back[one]))
        }
      }),
    )
  })

  it('never make a task due later because release is sooner', () => {
    fc.assert(
      fc.property(basis, today, fc.nat(600), fc.nat(600), (facts, day, until, later) => {
        const releaseDate = addDays(day, until)
        const before = checklistFor({ ...facts, releaseDate: addDays(releaseDate, later) }, day)
        expect(whatMoved(before, checklistFor({ ...facts, releaseDate }, day), day).later).toEqual([])
      }),
    )
  })

  it('have a reason each', () => {
    const before = { ...aPerson(), prisonId: 'LEI' }
    expect(changeCausesBetween(before, { ...before, releaseDate: aMonday })).toEqual(['release-date'])
    expect(changeCausesBetween(before, { ...before, custodyStatus: 'recalled' })).toEqual(['status'])
    expect(changeCausesBetween(before, { ...before, prisonId: 'BWI', prisonNation: 'wales' })).toEqual(['prison'])
    expect(changeCausesBetween(before, { ...before, nationality: 'British' })).toEqual(['details'])
  })
})

it('puts every task in exactly one part of the list, and open tasks where they are due', () => {
  fc.assert(
    fc.property(
      basis,
      today,
      fc.array(fc.constantFrom(...taskStatuses), { minLength: 46, maxLength: 46 }),
      (facts, day, statuses) => {
        for (const [index, item] of checklistFor(facts, day).entries()) {
          const status = statuses[index] ?? 'to-do'
          const part = partOf({ ...item, status })
          expect(listParts).toContain(part)
          if (isOpen(status)) expect(part).toBe(item.group)
          else if (status === 'sent' || status === 'with-staff') expect(part).toBe('waiting')
          else expect(part).toBe(status)
        }
      },
    ),
  )
})
