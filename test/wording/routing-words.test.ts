import cy from '../../content/cy/routing.json'
import staff from '../../content/en/console/routing.json'
import en from '../../content/en/routing.json'
import { actions, destinationRules, priorities, responsibilityReasons, teams } from '../../server/domain/routing'
import { topics } from '../../server/domain/topics'

/** Those of the table application, column outcome. */
const outcomes = ['agreed', 'agreed-in-part', 'not-agreed', 'passed-on', 'sent-in-error', 'withdrawn', 'person-left']

const sorted = (names: readonly string[]) => names.toSorted()
const leaves = (value: unknown, at = ''): readonly (readonly [string, string])[] =>
  typeof value === 'string'
    ? [[at, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, at === '' ? key : `${at}.${key}`))

/** routing.md, Topics, "the person's words"; what stands in brackets after "Something private" is for its own form. */
const wordsOfTheTable = [
  'My home: keep it or give it up',
  'Somewhere to live when I leave',
  'An address for tag (HDC) or bail',
  'I have nowhere to stay on the day I leave',
  'Debts, bills and fines',
  'Benefits I was getting before I came in',
  'Universal Credit for when I leave',
  'A bank account',
  'ID, such as a birth certificate',
  'My job or business outside',
  'A job, training or a course for when I leave',
  'Someone to help me and meet me at the gate',
  'Women’s services',
  'Something private',
  'Feeling low or not coping',
  'Anger, gambling, thinking differently',
  'My family and children',
  'A doctor and my health',
  'Drugs and alcohol',
  'Help with everyday living',
  'I have been in care',
  'A call with a service or my council outside',
  'I was in the armed forces',
  'Immigration',
  'My licence and probation',
  'My community offender manager',
  'My parole',
  'If the court lets me go',
  'My dates, tag (HDC) or temporary release (ROTL)',
  'What is happening with my referral',
  'Something else',
]

/** norms.md 3.9: neutral names for abuse, debt, immigration and health wherever a cellmate may look. */
const withPrivateTitle = [
  'debts-and-bills',
  'something-private',
  'mental-health',
  'thinking-and-behaviour',
  'gp-and-health',
  'drugs-and-alcohol',
  'social-care',
  'immigration',
]

describe('the wording of a decision for the person', () => {
  it.each([
    ['English', en],
    ['Welsh', cy],
  ])('has texts in %s for every topic, team, rule and outcome, and nothing else', (_, words) => {
    expect(sorted(Object.keys(words.topics))).toEqual(sorted(topics))
    expect(sorted(Object.keys(words.teams))).toEqual(sorted(teams))
    expect(sorted(Object.keys(words.why))).toEqual(sorted(destinationRules))
    expect(sorted(Object.keys(words.outcomes))).toEqual(sorted(outcomes))
  })

  it('has the same keys in both languages, and no identical text', () => {
    const welsh = new Map(leaves(cy))
    expect([...welsh.keys()]).toEqual(leaves(en).map(([at]) => at))
    for (const [at, text] of leaves(en)) {
      expect([at, text.trim()]).not.toEqual([at, ''])
      expect([at, welsh.get(at)]).not.toEqual([at, text])
    }
  })

  it('names the topics as routing.md does, in its order', () => {
    expect(Object.values(en.topics).map(({ title }) => title)).toEqual(wordsOfTheTable)
  })

  it('has a neutral name for each topic that a cellmate should not read', () => {
    for (const words of [en, cy]) {
      const named = Object.entries(words.topics).filter(([, topic]) => 'privateTitle' in topic)
      expect(named.map(([topic]) => topic)).toEqual(withPrivateTitle)
    }
    const neutral = [en, cy]
      .flatMap(words => leaves(words.topics))
      .filter(([at]) => at.endsWith('.privateTitle'))
      .map(([, text]) => text)
      .join(' ')
    expect(neutral).not.toMatch(
      /private|preifat|debt|dyled|fine\b|dirwy|health|iechyd|drug|cyffur|alcohol|immigra|mewnfud|anger|dicter|gambl|gamblo|low\b|isel/i,
    )
  })

  it('gives each reason as one short sentence, which reveals nobody’s risk', () => {
    for (const words of [en, cy]) {
      for (const [rule, sentence] of Object.entries(words.why)) {
        expect([rule, sentence]).toEqual([rule, expect.stringMatching(/^[^.]+\.$/)])
        expect([rule, sentence.split(' ').length > 20]).toEqual([rule, false])
        expect([rule, sentence]).not.toEqual([rule, expect.stringMatching(/\brisk|\bperygl uchel|\brisg/i)])
      }
      expect(new Set(Object.values(words.why)).size).toBe(destinationRules.length)
    }
  })
})

describe('the wording of a decision for staff', () => {
  it.each([
    ['teams', teams],
    ['rules', destinationRules],
    ['actions', actions],
    ['priorities', priorities],
    ['responsibilityReasons', responsibilityReasons],
  ] as const)('has one name for each of the %s, and nothing else', (part, names) => {
    expect(sorted(Object.keys(staff[part]))).toEqual(sorted(names))
    expect(new Set(Object.values(staff[part])).size).toBe(names.length)
  })

  it('phrases actions as things to do', () => {
    for (const action of Object.values(staff.actions)) expect(action).toMatch(/^[A-Z][a-z]+ .*[^.]$/)
  })
})
