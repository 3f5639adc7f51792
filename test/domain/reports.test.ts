import fc from 'fast-check'
import { narrowedTo, reports, shareOfFirst, smallestShown, tally, type Counted } from '../../server/domain/reports'

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

const anything = { region: null, team: null, pathway: null, kind: null }

it('counts by group, in order, and in total', () => {
  const found = tally('replies', 'month', [
    counted(6),
    counted(7, { prisonId: 'HLI' }),
    counted(9, { series: 'late' }),
    counted(8, { month: '2026-09' }),
  ])
  expect(found.rows).toEqual([
    { group: '2026-09', counts: [8, 0], middleDays: null },
    { group: '2026-10', counts: [13, 9], middleDays: null },
  ])
  expect(found.total.counts).toEqual([21, 9])
})

it('has a row for a group without counts', () => {
  const { rows } = tally('replies', 'month', [counted(6)], ['2026-09', '2026-10'])
  expect(rows.map(({ group, counts }) => [group, ...counts])).toEqual([
    ['2026-09', 0, 0],
    ['2026-10', 6, 0],
  ])
})

it('finds the pathway of a topic', () => {
  expect(tally('replies', 'pathway', [counted(6)]).rows).toMatchObject([
    { group: 'finance-benefit-debt', counts: [6, 0] },
  ])
})

it('counts only one kind, pathway, team or region', () => {
  const all = [
    counted(6, { kind: 'bcst1' }),
    counted(7, { kind: 'handover', region: 'wales', team: 'short-sentence-function' }),
  ]
  expect(narrowedTo(anything, all)).toEqual(all)
  expect(narrowedTo({ ...anything, kind: 'bcst1' }, all)).toEqual([all[0]])
  expect(narrowedTo({ ...anything, region: 'wales' }, all)).toEqual([all[1]])
  expect(narrowedTo({ ...anything, team: 'pre-release-team' }, all)).toEqual([all[0]])
  expect(narrowedTo({ ...anything, pathway: 'accommodation' }, all)).toEqual([])
})

it.each([
  ['no small number', [12, 7, 0], [12, 7, 0]],
  ['one, which the total would reveal', [12, 7, 2], [12, 'held-back', 'small']],
  ['two, which together are small', [12, 1, 1], ['held-back', 'small', 'small']],
  ['two, which together are not', [12, 3, 2], [12, 'small', 'small']],
  ['only one, when the total is small too', [0, 0, 2], [0, 0, 'small']],
  ['one next to one other', [0, 50, 1], [0, 'held-back', 'small']],
] as const)('suppresses as many numbers as needed: %s', (_what, counts, expected) => {
  const months = counts.map((count, index) => counted(count, { month: `2026-0${index + 1}` }))
  const { rows } = tally('replies', 'month', months)
  expect(rows.map(each => each.counts[0])).toEqual(expected)
})

it('gives the median days to an answer where there are enough answers', () => {
  const days = (count: number, days: number) => counted(count, { days })
  expect(tally('replies', 'month', [days(2, 9), days(3, 1)]).total.middleDays).toBe(1)
  expect(tally('replies', 'month', [days(3, 9), days(2, 1)]).total.middleDays).toBe(9)
  expect(tally('replies', 'month', [days(4, 1)]).total.middleDays).toBeNull()
})

it('gives the share of the first series where no number is suppressed', () => {
  expect(shareOfFirst([6, 3])).toBe(67)
  expect(shareOfFirst([6, 'small'])).toBeNull()
  expect(shareOfFirst([0, 0])).toBeNull()
})

it('shows no number that could identify somebody, directly or by subtraction from the total', () => {
  const rows = fc.array(
    fc.record({ count: fc.nat(9), month: fc.constantFrom('2026-09', '2026-10', '2026-11'), late: fc.boolean() }),
  )
  fc.assert(
    fc.property(rows, all => {
      const each = all.map(({ count, month, late }) => counted(count, { month, series: late ? 'late' : 'in-time' }))
      const found = tally('replies', 'month', each)
      for (const [place, series] of reports.replies.series.entries()) {
        let hidden = 0
        for (const { group, counts } of found.rows) {
          const sum = each
            .filter(one => one.month === group && one.series === series)
            .reduce((total, { count }) => total + count, 0)
          expect(counts[place] === 'small').toBe(sum > 0 && sum < smallestShown)
          if (typeof counts[place] === 'number') expect(counts[place]).toBe(sum)
          else hidden += sum
        }
        const held = found.rows.filter(({ counts }) => typeof counts[place] !== 'number')
        const isRevealed = held.length > 0 && (held.length < 2 || hidden < smallestShown)
        if (isRevealed) expect(found.total.counts[place]).toBe('small')
      }
    }),
  )
})
