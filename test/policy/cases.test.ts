import { readFileSync } from 'node:fs'
import path from 'node:path'
import { decide, parseFacts, type DestinationRule } from '../../server/domain/routing'

interface Example {
  readonly case: { readonly id: string }
  readonly expect: Readonly<Record<string, unknown>>
}

const examples = readFileSync(path.join(__dirname, 'cases.ndjson'), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as Example)

const citations: Readonly<Record<DestinationRule, string>> = {
  U1: 'PF 3.5',
  C1: 'PSI 5.25',
  I1: 'PF App 1 §1',
  G1: 'PF App 3',
  P1: 'PF App 1 §3',
  H1: 'PF 3.8',
  H2: 'PF 3.17',
  H3: 'PF 3.8',
  H4: 'PF App 1 §3',
  A1: 'PF 3.6',
  D1: 'PF 3.27',
  D2: 'PF 3.10',
  D3: 'PF 3.21',
  D4: 'PF 3.8',
  D5: 'PF App 1 §1',
  D6: 'PF App 1 §3',
}

const refused = examples.filter(example => 'error' in example.expect)
const decided = examples.filter(example => !('error' in example.expect))

test('has 231 worked examples', () => {
  expect(examples).toHaveLength(231)
})

test.each(decided.map(example => [example.case.id, example] as const))(
  '%s is decided as the policy says',
  (_, example) => {
    const parsed = parseFacts(example.case)
    if (!parsed.ok) throw new Error(`Refused: ${parsed.error.field} ${parsed.error.problem}`)
    const { because, ...decision } = decide(parsed.facts)
    expect(decision).toEqual(example.expect)
    expect(because).toContainEqual(expect.stringContaining(citations[decision.rule]))
  },
)

test.each(refused.map(example => [example.case.id, example] as const))('rejects %s', (_, example) => {
  expect(parseFacts(example.case)).toMatchObject({
    ok: false,
    id: example.expect.id,
    error: { field: example.expect.error },
  })
})
