import fc from 'fast-check'
import { parseFacts, type Facts } from '../../../server/domain/routing'
import { anyFacts } from './facts-arbitrary'

const valid = {
  today: '2026-11-23',
  topic: 'mentor',
  person: { estate: 'men', custodyStatus: 'remand' },
  prison: { region: 'london' },
}
const withPerson = (facts: object) => ({ ...valid, person: { ...valid.person, ...facts } })
const withParole = (parole: unknown) => withPerson({ parole })

test('treats absent and null as not known, and a missing flag as false', () => {
  const nothingKnown = {
    estate: 'men',
    custodyStatus: 'remand',
    recall: null,
    sentence: null,
    sentencedOn: null,
    sentenceMonths: null,
    releaseDate: null,
    leavesOn: null,
    paroleEligibilityDate: null,
    tariffExpiryDate: null,
    openConditionsSince: null,
    parole: null,
    riskOfSeriousHarm: null,
    earlyAllocation: false,
    responsibilityOverride: null,
    integratedOffenderManagement: false,
    careExperienced: false,
    dateOfBirth: null,
    comAllocated: false,
    pomAllocated: false,
    homeRegion: null,
  }
  const prison = { region: 'london', functions: null }
  const expected = { ...valid, id: null, safetyConcern: false, policy: null, person: nothingKnown, prison }
  expect(parseFacts(valid)).toEqual({ ok: true, facts: expected })
  expect(parseFacts({ ...valid, safetyConcern: null, policy: null, id: null })).toEqual({ ok: true, facts: expected })
  expect(parseFacts(withPerson({ comAllocated: null, parole: null }))).toEqual({ ok: true, facts: expected })
})

test('accepts partial facts about parole', () => {
  expect(parseFacts(withParole({ mappaLevel: 0 }))).toMatchObject({
    facts: {
      person: { parole: { outcome: null, comReviewCompleted: false, mappaLevel: 0, nextReviewDate: null } },
    },
  })
})

test('ignores unknown fields', () => {
  const extra = JSON.parse('{"__proto__":{"id":"x"},"constructor":1,"shoeSize":9}') as object
  expect(parseFacts({ ...extra, ...valid })).toEqual(parseFacts(valid))
})

test.each([
  ['person.estate', { ...valid, person: null }],
  ['person.estate', { today: valid.today, topic: valid.topic, prison: valid.prison }],
  ['person.estate', { ...valid, person: {} }],
  ['person', { ...valid, person: [] }],
  ['person', { ...valid, person: 'men' }],
  ['person', { ...valid, person: false, prison: 1 }],
  ['prison.region', { ...valid, prison: null }],
  ['prison.region', { ...valid, prison: {} }],
  ['prison', { ...valid, prison: 'london' }],
  ['id', { ...valid, id: 7, today: 'x' }],
  ['id', { ...valid, id: {} }],
  ['today', { ...valid, today: undefined }],
  ['today', { ...valid, today: null, topic: 'x' }],
  ['today', { ...valid, today: '2200-01-01' }],
  ['today', { ...valid, today: 20261123 }],
  ['topic', { ...valid, topic: null }],
  ['topic', { ...valid, topic: 'toString' }],
  ['topic', { ...valid, topic: 'Mentor' }],
  ['topic', { ...valid, topic: ['mentor'] }],
  ['topic', { ...valid, topic: 'womens-services' }],
  ['topic', { ...valid, topic: 'womens-services', safetyConcern: 'x', person: { estate: 'men' } }],
  ['person.estate', { ...valid, topic: 'womens-services', person: { estate: 'Men' } }],
  ['person', { ...valid, topic: 'womens-services', person: 'men' }],
  ['safetyConcern', { ...valid, safetyConcern: 0 }],
  ['safetyConcern', { ...valid, safetyConcern: 'true' }],
  ['policy', { ...valid, policy: '' }],
  ['person.estate', withPerson({ estate: 'both' })],
  ['person.custodyStatus', withPerson({ custodyStatus: null })],
  ['person.recall', withPerson({ recall: 'emergency', sentence: 'life' })],
  ['person.sentence', withPerson({ sentence: 'life' })],
  ['person.sentencedOn', withPerson({ sentencedOn: '2026-02-30' })],
  ['person.sentenceMonths', withPerson({ sentenceMonths: -1 })],
  ['person.sentenceMonths', withPerson({ sentenceMonths: 1.5 })],
  ['person.sentenceMonths', withPerson({ sentenceMonths: '18' })],
  ['person.sentenceMonths', withPerson({ sentenceMonths: Infinity })],
  ['person.sentenceMonths', withPerson({ sentenceMonths: true })],
  ['person.releaseDate', withPerson({ releaseDate: '' })],
  ['person.leavesOn', withPerson({ leavesOn: '2026-13-01' })],
  ['person.paroleEligibilityDate', withPerson({ paroleEligibilityDate: 'soon' })],
  ['person.tariffExpiryDate', withPerson({ tariffExpiryDate: '1899-12-31' })],
  ['person.openConditionsSince', withPerson({ openConditionsSince: 0 })],
  ['person.parole', withParole([])],
  ['person.parole', withParole('release')],
  ['person.parole.outcome', withParole({ outcome: 'maybe', nextReviewDate: 'x' })],
  ['person.parole.comReviewCompleted', withParole({ comReviewCompleted: 1 })],
  ['person.parole.mappaLevel', withParole({ mappaLevel: 4 })],
  ['person.parole.mappaLevel', withParole({ mappaLevel: '2' })],
  ['person.parole.mappaLevel', withParole({ mappaLevel: true })],
  ['person.parole.nextReviewDate', withParole({ nextReviewDate: '2026-1-1' })],
  ['person.riskOfSeriousHarm', withPerson({ riskOfSeriousHarm: 'unknown' })],
  ['person.earlyAllocation', withPerson({ earlyAllocation: 'no' })],
  ['person.responsibilityOverride', withPerson({ responsibilityOverride: 'none' })],
  ['person.integratedOffenderManagement', withPerson({ integratedOffenderManagement: [] })],
  ['person.careExperienced', withPerson({ careExperienced: {} })],
  ['person.dateOfBirth', withPerson({ dateOfBirth: '29/02/2000' })],
  ['person.comAllocated', withPerson({ comAllocated: 1 })],
  ['person.pomAllocated', withPerson({ pomAllocated: '' })],
  ['person.homeRegion', withPerson({ homeRegion: 'scotland' })],
  ['prison.region', { ...valid, prison: { region: 'England', functions: 'x' } }],
  ['prison.functions', { ...valid, prison: { region: 'london', functions: 'reception' } }],
  ['prison.functions', { ...valid, prison: { region: 'london', functions: {} } }],
  ['prison.functions', { ...valid, prison: { region: 'london', functions: ['reception', 'closed'] } }],
  ['prison.functions', { ...valid, prison: { region: 'london', functions: [null] } }],
])('reports the error in %s in %j', (field, value) => {
  expect(parseFacts(value)).toEqual({
    ok: false,
    id: null,
    error: { field, problem: expect.stringMatching(/^.+$/) as string },
  })
})

test('reports the first error in the order of routing.md, whatever the order of the case', () => {
  const facts = {
    prison: { region: 'x' },
    person: { homeRegion: 'x', parole: { mappaLevel: 9 }, sentence: 'x', custodyStatus: 'civil', estate: 'women' },
    policy: null,
    topic: 'mentor',
    today: '2026-11-23',
  }
  expect(parseFacts(facts)).toMatchObject({ error: { field: 'person.sentence' } })
})

test.each([[undefined], [null], [[]], ['{}'], [7], [true]])('rejects %j as a case', value => {
  expect(parseFacts(value)).toEqual({ ok: false, id: null, error: { field: 'case', problem: 'not a JSON object' } })
})

test('keeps the id of a rejected case if it is a string', () => {
  expect(parseFacts({ ...valid, id: 'a', topic: 1 })).toMatchObject({ ok: false, id: 'a' })
  expect(parseFacts({ ...valid, id: null, topic: 1 })).toMatchObject({ ok: false, id: null })
})

test('returns valid facts unchanged', () => {
  fc.assert(
    fc.property(anyFacts, (facts: Facts) => {
      expect(parseFacts(JSON.parse(JSON.stringify(facts)))).toEqual({ ok: true, facts })
    }),
  )
})

test('parses any JSON without an exception', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(parseFacts(value).ok).toBe(false)
    }),
  )
})

test('parses any JSON inside a case without an exception, and reports the changed field', () => {
  const fields = ['id', 'today', 'topic', 'safetyConcern', 'policy', 'person', 'prison'] as const
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...fields), fc.jsonValue(), (facts, field, value) => {
      const parsed = parseFacts({ ...facts, topic: 'mentor', [field]: value })
      if (!parsed.ok) expect(parsed.error.field.split('.')[0]).toBe(field)
    }),
  )
})
