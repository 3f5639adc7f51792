import fc from 'fast-check'
import { reports, smallestShown, tally, type Counted } from '../../../server/domain/reports'

const counted = (count: number, more: Partial<Counted> = {}): Counted => ({
  series: 'in-time',
  count,
  prisonId: 'LEI',
  region: 'yorkshire-and-the-humber',
  month: '2026-10',
  team: 'pre-release-team',
  topic: 'bank-account',
  ...more,
})

it('adds up by what is asked, in order', () => {
  const found = tally('replies', 'month', [
    counted(6),
    counted(7, { prisonId: 'HLI' }),
    counted(9, { series: 'late' }),
    counted(8, { month: '2026-09' }),
  ])
  expect(found).toEqual([
    { group: '2026-09', counts: [8, 0] },
    { group: '2026-10', counts: [13, 9] },
  ])
})

it('knows the pathway of a topic', () => {
  expect(tally('replies', 'pathway', [counted(6)])).toEqual([{ group: 'finance-benefit-debt', counts: [6, 0] }])
})

it('never shows a number that could point to somebody, and no other is changed', () => {
  const rows = fc.array(
    fc.record({ count: fc.nat(9), month: fc.constantFrom('2026-09', '2026-10'), late: fc.boolean() }),
  )
  fc.assert(
    fc.property(rows, all => {
      const each = all.map(({ count, month, late }) => counted(count, { month, series: late ? 'late' : 'in-time' }))
      for (const { group, counts } of tally('replies', 'month', each)) {
        for (const [place, series] of reports.replies.series.entries()) {
          const sum = each
            .filter(one => one.month === group && one.series === series)
            .reduce((total, { count }) => total + count, 0)
          expect(counts[place]).toBe(sum > 0 && sum < smallestShown ? null : sum)
        }
      }
    }),
  )
})
