import fc from 'fast-check'
import { dayInWords } from '../../server/domain/calendar'
import { parseTypedDay } from '../../server/domain/typed-day'
import { anyDay } from './day-arbitrary'

describe('a day as people write it', () => {
  test.each([
    '1/6/2027',
    '01/06/2027',
    ' 1.6.2027 ',
    '1-6-2027',
    '1 / 6 / 2027',
    '2027-06-01',
    '2027-6-1',
    '1 June 2027',
    '1 june 2027',
    '1 JUN 2027',
    '1st June, 2027',
    '1jun2027',
    '1-Jun-2027',
  ])('reads %s', text => {
    expect(parseTypedDay(text)).toBe('2027-06-01')
  })

  test.each([
    ['12 Sept 2027', '2027-09-12'],
    ['29 February 2028', '2028-02-29'],
    ['3 may 2027', '2027-05-03'],
  ])('reads %s', (text, day) => {
    expect(parseTypedDay(text)).toBe(day)
  })

  test.each([
    '',
    'June 2027',
    '1 June',
    '31/9/2027',
    '31 September 2027',
    '29 February 2027',
    '0/6/2027',
    '6/13/2027',
    '1/6/27',
    '01-06-27',
    '1 Juno 2027',
    '1 Ju 2027',
    '1/6/2027 and 2/6/2027',
    '2027/06/01 ',
    'tomorrow',
  ])('refuses %s', text => {
    expect(parseTypedDay(text)).toBeUndefined()
  })

  it('reads every day in each way of writing it', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('/', '.', '-', ' '), (day, between) => {
        const [year, month, date] = day.split('-') as [string, string, string]
        expect(parseTypedDay([date, month, year].join(between))).toBe(day)
        expect(parseTypedDay([Number(date), Number(month), year].join(between))).toBe(day)
        expect(parseTypedDay(dayInWords(day))).toBe(day)
        expect(parseTypedDay(day)).toBe(day)
      }),
    )
  })

  it('never reads anything but a real day out of any text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const day = parseTypedDay(text)
        if (day !== undefined) expect(parseTypedDay(day)).toBe(day)
      }),
    )
  })
})
