import { handsAcctToCom, isUnopened, toldOfConcern } from '../../../server/domain/work/safety-concerns'

const working = { isUnsentenced: false, hasPom: true, hasCom: true }

describe('whom a concern that staff raise is passed to', () => {
  it.each([
    ['the POM where there is one (PF 3.8)', working, ['prison-safety', 'pom', 'prt']],
    [
      'the duty POM too before the sentence (PF App 1 §2)',
      { ...working, isUnsentenced: true },
      ['prison-safety', 'pom', 'duty-pom', 'prt'],
    ],
    [
      'the duty POM and the COM where there is no POM (PF 3.8)',
      { ...working, hasPom: false },
      ['prison-safety', 'duty-pom', 'com', 'prt'],
    ],
    ['no COM where there is none', { ...working, hasPom: false, hasCom: false }, ['prison-safety', 'duty-pom', 'prt']],
  ])('is %s', (_what, person, recipients) => {
    expect(toldOfConcern(person, null)).toEqual(recipients)
  })

  it('leaves out those who raised it, but for the safety team, where a colleague may act', () => {
    expect(toldOfConcern(working, 'prt')).toEqual(['prison-safety', 'pom'])
    expect(toldOfConcern(working, 'pom')).toEqual(['prison-safety', 'prt'])
    expect(toldOfConcern(working, 'prison-safety')).toEqual(['prison-safety', 'pom', 'prt'])
  })
})

it('has the POM hand ACCT information to the COM, and the pre-release team where there is no POM (PF 3.8)', () => {
  expect(handsAcctToCom({ hasPom: true })).toBe('pom')
  expect(handsAcctToCom({ hasPom: false })).toBe('prt')
})

it('counts a concern as unopened from the whole hours on, and never once somebody has opened it', () => {
  const raisedAt = new Date('2026-11-23T10:00:00Z')
  const unopened = { raisedAt, openedAt: null }
  expect(isUnopened(unopened, 1, new Date('2026-11-23T10:59:59Z'))).toBe(false)
  expect(isUnopened(unopened, 1, new Date('2026-11-23T11:00:00Z'))).toBe(true)
  expect(isUnopened({ raisedAt, openedAt: raisedAt }, 1, new Date('2026-11-24T10:00:00Z'))).toBe(false)
})
