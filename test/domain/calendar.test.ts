import Holidays from 'date-holidays'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  addWorkingDays,
  calendarDay,
  dayInWords,
  daysBetween,
  isWorkingDay,
  londonToday,
  parseCalendarDay,
  subtractMonths,
  weekday,
  wholeYearsBetween,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type CalendarDay,
  londonTimestamp,
} from '../../server/domain/calendar'
import { anyDay } from './day-arbitrary'

const day = calendarDay
const allYears = Array.from({ length: 300 }, (_, index) => 1900 + index)

describe('parsing a day', () => {
  test.each(['1900-01-01', '2199-12-31', '2024-02-29', '2000-02-29'])('accepts %s', text => {
    expect(parseCalendarDay(text)).toBe(text)
  })

  test.each([
    '',
    '1899-12-31',
    '2200-01-01',
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '01/01/2026',
    20260101,
    null,
    undefined,
    true,
    {},
    ['2026-01-01'],
  ])('rejects %j', value => {
    expect(parseCalendarDay(value)).toBeUndefined()
  })

  test('throws for a trusted day that is invalid', () => {
    expect(() => calendarDay('2026-02-30')).toThrow(RangeError)
  })
})

describe('arithmetic', () => {
  test.each([
    ['2025-08-31', 7, 15, '2025-01-16'],
    ['2026-10-31', 8, 0, '2026-02-28'],
    ['2024-10-31', 8, 0, '2024-02-29'],
    ['2026-03-31', 1, 0, '2026-02-28'],
    ['2026-01-15', 1, 0, '2025-12-15'],
    ['2026-12-31', 15, 0, '2025-09-30'],
    ['1900-01-01', 15, 0, '1898-10-01'],
  ])('%s less %d months and %d days is %s', (from, months, days, expected) => {
    expect(addDays(subtractMonths(day(from), months), -days)).toBe(expected)
  })

  test.each([
    ['2026-04-30', 10, '2027-02-28'],
    ['2026-08-31', 10, '2027-06-30'],
    ['2199-12-31', 10, '2200-10-31'],
    ['2026-01-31', 0, '2026-01-31'],
  ])('%s and %d months is %s', (from, months, expected) => {
    expect(addMonths(day(from), months)).toBe(expected)
  })

  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2199-12-31', 1, '2200-01-01'],
  ])('%s and %d days is %s', (from, days, expected) => {
    expect(addDays(day(from), days)).toBe(expected)
  })

  test('counts the days between as the inverse of adding days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count)
      }),
    )
  })

  test('keeps the order of days when subtracting months', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(40), fc.nat(20), (from, later, months) => {
        expect(subtractMonths(addDays(from, later), months) >= subtractMonths(from, months)).toBe(true)
      }),
    )
  })

  test.each([
    ['2001-06-15', '2026-06-14', 24],
    ['2001-06-15', '2026-06-15', 25],
    ['2000-02-29', '2025-02-28', 24],
    ['2000-02-29', '2025-03-01', 25],
    ['2000-02-29', '2024-02-29', 24],
    ['2026-06-15', '2026-06-15', 0],
    ['2026-06-16', '2026-06-15', -1],
  ])('from %s to %s counts %d whole years', (from, to, years) => {
    expect(wholeYearsBetween(day(from), day(to))).toBe(years)
  })

  test.each([
    ['2026-11-23', 1],
    ['2026-11-28', 6],
    ['2026-11-29', 7],
    ['1900-01-01', 1],
    ['2199-12-31', 2],
  ])('%s is day %d of the week', (text, expected) => {
    expect(weekday(day(text))).toBe(expected)
  })

  test('formats a day as people write it', () => {
    expect(dayInWords(day('2026-05-01'))).toBe('1 May 2026')
  })
})

describe('today in London', () => {
  test.each([
    ['2026-01-15T23:59:59Z', '2026-01-15'],
    ['2026-07-15T22:59:59Z', '2026-07-15'],
    ['2026-07-15T23:00:00Z', '2026-07-16'],
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-12-31T23:59:59Z', '2026-12-31'],
  ])('at %s is %s', (instant, expected) => {
    expect(londonToday(new Date(instant))).toBe(expected)
  })

  test('throws for an invalid instant', () => {
    expect(() => londonToday(new Date(NaN))).toThrow(RangeError)
  })
})

function bankHolidaysIn(year: number): CalendarDay[] {
  const start = day(`${year}-01-01`)
  return Array.from({ length: 366 }, (_, index) => addDays(start, index)).filter(
    candidate => candidate.startsWith(`${year}`) && weekday(candidate) < 6 && !isWorkingDay(candidate),
  )
}

describe('working days', () => {
  test.each(Array.from({ length: 12 }, (_, index) => 2024 + index))(
    'matches the bank holidays of %d in date-holidays for England',
    year => {
      const english = new Holidays('GB', 'ENG')
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10))
        .filter(date => weekday(day(date)) < 6)
      expect(bankHolidaysIn(year)).toEqual([...new Set(english)].sort())
    },
  )

  test('finds eight bank holidays in every year, each where the rule puts it', () => {
    for (const year of allYears) {
      const [newYear, goodFriday, easterMonday, earlyMay, lateMay, august, ...christmas] = bankHolidaysIn(year)
      expect([`${year}-01-01`, `${year}-01-02`, `${year}-01-03`]).toContain(newYear)
      expect(weekday(goodFriday!)).toBe(5)
      expect(daysBetween(goodFriday!, easterMonday!)).toBe(3)
      expect(goodFriday! >= `${year}-03-20` && goodFriday! <= `${year}-04-23`).toBe(true)
      expect([earlyMay, lateMay, august].map(monday => weekday(monday!))).toEqual([1, 1, 1])
      expect(earlyMay! >= `${year}-05-01` && earlyMay! <= `${year}-05-07`).toBe(true)
      expect(lateMay! >= `${year}-05-25` && lateMay! <= `${year}-05-31`).toBe(true)
      expect(august! >= `${year}-08-25` && august! <= `${year}-08-31`).toBe(true)
      expect(christmas.map(date => date.slice(5))).toEqual(christmasOn(weekday(day(`${year}-12-25`))))
    }
  })

  test.each([
    ['1913-03-21', '1913-03-24'],
    ['1943-04-23', '1943-04-26'],
    ['2000-04-21', '2000-04-24'],
    ['2008-03-21', '2008-03-24'],
    ['2038-04-23', '2038-04-26'],
    ['2100-03-26', '2100-03-29'],
  ])('takes Good Friday %s and Easter Monday %s', (goodFriday, easterMonday) => {
    expect(isWorkingDay(day(goodFriday))).toBe(false)
    expect(isWorkingDay(day(easterMonday))).toBe(false)
  })

  test('leaves past one-off holidays and moved days out of the rules', () => {
    expect(isWorkingDay(day('2023-05-08'))).toBe(true)
    expect(isWorkingDay(day('2020-05-04'))).toBe(false)
    expect(isWorkingDay(day('2022-05-30'))).toBe(false)
  })

  test('includes a proclaimed bank holiday from the settings', () => {
    const coronation = new Set([day('2023-05-08')])
    expect(isWorkingDay(day('2023-05-08'), coronation)).toBe(false)
    expect(addWorkingDays(day('2023-05-05'), 1)).toBe('2023-05-08')
    expect(addWorkingDays(day('2023-05-05'), 1, coronation)).toBe('2023-05-09')
    expect(workingDayOnOrAfter(day('2023-05-06'), coronation)).toBe('2023-05-09')
    expect(workingDayOnOrBefore(day('2023-05-08'), coronation)).toBe('2023-05-05')
  })

  test.each([
    ['2026-11-23', 5, '2026-11-30'],
    ['2026-11-23', 2, '2026-11-25'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-12-23', 2, '2026-12-29'],
    ['2027-12-24', 1, '2027-12-29'],
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-11-28', 0, '2026-11-28'],
    ['2026-12-29', -2, '2026-12-23'],
    ['2199-12-31', 5, '2200-01-08'],
  ])('%s and %d working days is %s', (from, count, expected) => {
    expect(addWorkingDays(day(from), count)).toBe(expected)
  })

  test.each([
    ['2026-12-24', '2026-12-24', '2026-12-24'],
    ['2026-12-25', '2026-12-29', '2026-12-24'],
    ['2026-12-28', '2026-12-29', '2026-12-24'],
    ['2028-01-01', '2028-01-04', '2027-12-31'],
    ['1900-01-01', '1900-01-02', '1899-12-29'],
  ])('the working day on or after %s is %s, on or before it %s', (from, after, before) => {
    expect(workingDayOnOrAfter(day(from))).toBe(after)
    expect(workingDayOnOrBefore(day(from))).toBe(before)
  })

  test('adds working days up to a working day, with that many on the way', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const to = addWorkingDays(from, count)
        const onTheWay = Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index + 1))
        expect(isWorkingDay(to)).toBe(true)
        expect(onTheWay.filter(candidate => isWorkingDay(candidate))).toHaveLength(count)
      }),
    )
  })
})

function christmasOn(weekdayOfThe25th: number): string[] {
  if (weekdayOfThe25th === 5) return ['12-25', '12-28']
  if (weekdayOfThe25th === 6) return ['12-27', '12-28']
  return weekdayOfThe25th === 7 ? ['12-26', '12-27'] : ['12-25', '12-26']
}

it.each([
  ['2026-07-01T23:05:09Z', '2026-07-02T00:05:09+01:00'],
  ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59+00:00'],
  ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00+01:00'],
  ['2026-10-25T01:30:00Z', '2026-10-25T01:30:00+00:00'],
])('writes %s as London’s clocks showed it, with their offset', (instant, written) => {
  expect(londonTimestamp(new Date(instant))).toBe(written)
})
