import fc from 'fast-check'
import { calendarDay } from '../../../server/domain/calendar'
import { dischargeColumns, parseDischargeRow } from '../../../server/domain/people'

const today = calendarDay('2026-11-23')
const good = { prison_number: 'A8865XZ', prison: 'HLI', release_date: '07/06/2028', release_type: 'PED' }

test('parses a valid row completely', () => {
  expect(parseDischargeRow(good, today)).toEqual({
    ok: true,
    value: { prisonNumber: 'A8865XZ', prisonId: 'HLI', releaseDate: '2028-06-07', releaseType: 'PED' },
  })
})

test.each([
  ['release_type', ' crd', { releaseType: 'CRD' }],
  ['release_type', 'Parole', { releaseType: 'parole' }],
  ['release_type', 'RE-RELEASE', { releaseType: 're-release' }],
  ['release_date', '23/11/2026', { releaseDate: '2026-11-23' }],
  ['prison_number', 'a8865xz', { prisonNumber: 'A8865XZ' }],
])('accepts %s %j', (column, cell, expected) => {
  expect(parseDischargeRow({ ...good, [column]: cell }, today)).toMatchObject({ ok: true, value: expected })
})

test.each([
  ['prison_number', '12345', 'must be a letter, four digits and two letters'],
  ['prison', '', 'is missing'],
  ['release_date', '22/11/2026', 'must not be in the past'],
  ['release_date', 'tomorrow', 'must be a real day written DD/MM/YYYY or YYYY-MM-DD'],
  ['release_type', '?', 'must be one of CRD, ARD, HDC, PED, parole, re-release, early, court'],
])('rejects %s %j', (column, cell, problem) => {
  expect(parseDischargeRow({ ...good, [column]: cell }, today)).toEqual({
    ok: false,
    faults: [{ field: column, problem }],
  })
})

test('parses or rejects any row without an exception', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(good)))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...dischargeColumns), cell), record => {
      const read = parseDischargeRow(record, today)
      expect(read.ok || read.faults.length > 0).toBe(true)
    }),
  )
})
