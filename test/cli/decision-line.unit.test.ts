import fc from 'fast-check'
import { encodeDecision, encodeJson } from '../../server/cli/decision-line'
import { decide } from '../../server/domain/routing'
import { anyFacts } from '../domain/routing/facts-arbitrary'

const decoded = (text: string) => Buffer.from(text, 'latin1').toString('utf8')

test('writes exactly the JSON of any decision', () => {
  fc.assert(
    fc.property(anyFacts, fc.option(fc.string({ unit: 'binary' }), { nil: null }), (facts, id) => {
      const decision = decide({ ...facts, id })
      expect(decoded(encodeDecision(decision))).toBe(Buffer.from(JSON.stringify(decision)).toString('utf8'))
    }),
    { numRuns: 1000 },
  )
})

test('writes the JSON of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(JSON.parse(decoded(encodeJson(text)))).toBe(Buffer.from(text).toString('utf8'))
    }),
  )
})
