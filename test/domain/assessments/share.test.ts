import fc from 'fast-check'
import { share, waysToShare } from '../../../server/domain/assessments'

const people = fc.uniqueArray(fc.nat(10_000), { maxLength: 60 })
const officers = fc.uniqueArray(fc.record({ id: fc.nat(1_000), load: fc.nat(40) }), {
  selector: ({ id }) => id,
  minLength: 1,
  maxLength: 8,
})

it('allocates everyone to one of the officers, in either mode', () => {
  fc.assert(
    fc.property(people, officers, fc.constantFrom(...waysToShare), (personIds, staff, way) => {
      const shared = share(personIds, staff, way)
      expect([...shared.keys()].sort()).toEqual([...personIds].sort())
      for (const officer of shared.values()) expect(staff.map(({ id }) => id)).toContain(officer)
    }),
  )
})

it('allocates numbers that differ by at most one when sharing evenly', () => {
  fc.assert(
    fc.property(people, officers, (personIds, staff) => {
      const allocated = [...share(personIds, staff, 'evenly').values()]
      const counts = staff.map(({ id }) => allocated.filter(each => each === id).length)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }),
  )
})

it('allocates to the officer with the fewest cases when sharing by caseload', () => {
  fc.assert(
    fc.property(people, officers, (personIds, staff) => {
      const allocated = [...share(personIds, staff, 'by-caseload').values()]
      const after = staff.map(({ id, load }) => {
        const more = allocated.filter(each => each === id).length
        return { more, load: load + more }
      })
      const least = Math.min(...after.map(({ load }) => load))
      for (const { more, load } of after) if (more > 0) expect(load - 1).toBeLessThanOrEqual(least)
    }),
  )
})

it('allocates nobody when there are no officers', () => {
  expect(share([1, 2], [], 'evenly').size).toBe(0)
})
