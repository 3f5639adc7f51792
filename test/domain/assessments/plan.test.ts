import fc from 'fast-check'
import {
  assessedPathways,
  pathwaysLeft,
  planFrom,
  planStages,
  type PlanEntry,
} from '../../../server/domain/assessments'

const place = { stage: 'bcst2', pathway: 'accommodation' } as const

const anyEntries: fc.Arbitrary<PlanEntry[]> = fc
  .array(
    fc.record({
      stage: fc.constantFrom(...planStages),
      pathway: fc.constantFrom(...assessedPathways),
      kind: fc.constantFrom('need', 'action', 'no-need', 'up-to-date', 'need-met', 'action-done', 'action-dropped'),
      about: fc.nat(30),
    }),
    { maxLength: 30 },
  )
  .map(entries =>
    entries.map((entry, index) => ({ ...entry, id: index + 1, text: 'words', responsible: 'both', due: null })),
  )

it('gives for each need whether it is met, and for each action its state', () => {
  const [accommodation] = planFrom([
    { ...place, id: 1, kind: 'need', text: 'Nowhere to live' },
    { ...place, id: 2, kind: 'need', text: 'Rent owed' },
    { ...place, id: 3, kind: 'action', text: 'Duty to refer', responsible: 'prison', due: null },
    { ...place, id: 4, kind: 'action', text: 'Ask the landlord', responsible: 'both', due: null },
    { ...place, id: 5, kind: 'need-met', about: 2 },
    { ...place, id: 6, kind: 'action-done', about: 3 },
  ])
  expect(accommodation?.needs.map(({ isMet }) => isMet)).toEqual([false, true])
  expect(accommodation?.actions.map(({ state }) => state)).toEqual(['done', 'to-do'])
})

it('is complete when every pathway has an entry in that stage', () => {
  const entries = assessedPathways.map((pathway, index): PlanEntry => {
    return { id: index + 1, stage: 'bcst2', pathway, kind: 'no-need' }
  })
  expect(pathwaysLeft(planFrom(entries), 'bcst2')).toEqual([])
  expect(pathwaysLeft(planFrom(entries), 'twelve-week-review')).toEqual(assessedPathways)
  expect(pathwaysLeft(planFrom(entries.slice(1)), 'bcst2')).toEqual([assessedPathways[0]])
})

it('keeps every need and action ever recorded, each in one pathway', () => {
  fc.assert(
    fc.property(anyEntries, entries => {
      const plan = planFrom(entries)
      const idsOf = (kind: string) => entries.filter(entry => entry.kind === kind).map(({ id }) => id)
      expect(plan.flatMap(({ needs }) => needs.map(({ id }) => id)).sort()).toEqual(idsOf('need').sort())
      expect(plan.flatMap(({ actions }) => actions.map(({ id }) => id)).sort()).toEqual(idsOf('action').sort())
    }),
  )
})

it('never loses an entry when another is added', () => {
  fc.assert(
    fc.property(anyEntries, entries => {
      const before = planFrom(entries.slice(0, -1))
      const after = planFrom(entries)
      for (const [index, { saidIn }] of before.entries()) {
        for (const stage of saidIn) expect(after[index]?.saidIn.has(stage)).toBe(true)
      }
    }),
  )
})
