import { addDays, calendarDay } from '../../../server/domain/calendar'
import {
  checklistFor,
  nationFor,
  nextStep,
  statusFor,
  type TaskStatus,
  type ChecklistFacts,
  type ChecklistItem,
  type PersonsApplication,
  type TaskId,
} from '../../../server/domain/checklist'
import { aPerson, listed, today } from './people'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

function itemOf(task: TaskId, changes: Partial<ChecklistFacts> = {}): ChecklistItem {
  const item = checklistFor(aPerson(changes), today).find(each => each.task === task)
  if (!item) throw new Error(`${task} is not on the list`)
  return item
}

const inWeeks = (weeks: number) => addDays(today, 7 * weeks)

describe('which tasks are on the list (checklist.md, Variants)', () => {
  const full = numbers(1, 44).filter(number => number !== 21)
  const remand = [1, 2, 5, 6, 8, 14, 27, 28, 32, 38, 39, 40, 41, 'court-release']
  const recall = [3, 4, 9, 13, 14, 27, 32, 42]
  const recalledWoman = [3, 4, 9, 'womens-services', 13, 14, 27, 32, 42]
  const shortNotice = [9, 10, 13, 14, 20, 22, 28, 33, 34, 43, 44]

  const lists: [string, Partial<ChecklistFacts>, readonly (number | string)[]][] = [
    ['sentenced, no date known', {}, full],
    ['sentenced, leaving in a year', { releaseDate: inWeeks(52) }, full],
    ['sentenced, leaving in 14 days', { releaseDate: inWeeks(2) }, full],
    ['sentenced, leaving in 13 days', { releaseDate: addDays(today, 13) }, shortNotice],
    ['sentenced, leaving today', { releaseDate: today }, shortNotice],
    ['sentenced, release date in the past', { releaseDate: addDays(today, -1) }, full],
    ['a woman', { estate: 'women' }, [...numbers(1, 9), 'womens-services', ...full.slice(9)]],
    ['a woman leaving in 13 days', { estate: 'women', releaseDate: addDays(today, 13) }, shortNotice],
    ['remand', { custodyStatus: 'remand' }, remand],
    ['a woman on remand', { custodyStatus: 'remand', estate: 'women' }, remand],
    ['convicted, not sentenced', { custodyStatus: 'convicted-unsentenced' }, remand],
    ['civil', { custodyStatus: 'civil' }, remand.slice(0, -1)],
    [
      'civil, leaving in 13 days',
      { custodyStatus: 'civil', releaseDate: addDays(today, 13) },
      shortNotice.filter(number => number !== 44),
    ],
    ['recalled', { custodyStatus: 'recalled' }, recall],
    ['recalled, leaving in 8 weeks', { custodyStatus: 'recalled', releaseDate: inWeeks(8) }, recall],
    ['a woman recalled', { custodyStatus: 'recalled', estate: 'women' }, recalledWoman],
    ['recalled, leaving in 13 days', { custodyStatus: 'recalled', releaseDate: addDays(today, 13) }, shortNotice],
    ['going home to Wales', { homeRegion: 'wales' }, numbers(1, 44).filter(number => number !== 30)],
    [
      'in a Welsh prison, home not known',
      { homeRegion: null, prisonNation: 'wales' },
      numbers(1, 44).filter(number => number !== 30),
    ],
    ['in a Welsh prison, home in England', { prisonNation: 'wales' }, full],
    ['25 today', { dateOfBirth: calendarDay('2001-11-23') }, full.filter(number => number !== 38)],
    ['25 tomorrow', { dateOfBirth: calendarDay('2001-11-24') }, full],
    ['age not known', { dateOfBirth: null }, full],
    ['British', { nationality: ' British' }, full.filter(number => number !== 41)],
    ['nationality not known', { nationality: null }, full],
    [
      'British, 40, on remand',
      { custodyStatus: 'remand', nationality: 'British', dateOfBirth: calendarDay('1986-01-01') },
      remand.filter(number => number !== 38 && number !== 41),
    ],
  ]

  it.each(lists)('%s', (_, changes, expected) => {
    expect(listed(checklistFor(aPerson(changes), today))).toEqual(expected)
  })

  it('prefers the nation of the home region to that of the prison', () => {
    expect(nationFor({ homeRegion: 'wales', prisonNation: 'england' })).toBe('wales')
    expect(nationFor({ homeRegion: 'north-west', prisonNation: 'wales' })).toBe('england')
    expect(nationFor({ homeRegion: null, prisonNation: 'wales' })).toBe('wales')
  })

  it('uses the wording for councils in Wales for people going there', () => {
    expect(itemOf('tell-a-council', { homeRegion: 'wales' }).words).toBe('tasks:tasks.tell-a-council-wales')
    expect(itemOf('tell-a-council').words).toBe('tasks:tasks.tell-a-council')
    expect(itemOf('where-to-live', { homeRegion: 'wales' }).words).toBe('tasks:tasks.where-to-live')
  })
})

describe('when a task is due', () => {
  const release = calendarDay('2027-11-24')
  const days: [string, TaskId, Partial<ChecklistFacts>, string | null][] = [
    ['day 1 is the day of reception', 'language-and-format', {}, '2026-11-20'],
    ['week 1 ends on the seventh day', 'home-to-keep', {}, '2026-11-26'],
    ['week 2 ends on the fourteenth day', 'council-tax', {}, '2026-12-03'],
    ['12 weeks before a Wednesday', 'where-to-live', { releaseDate: release }, '2027-09-01'],
    ['no staff needed: may be a Saturday', 'where-to-live', { releaseDate: calendarDay('2027-11-27') }, '2027-09-04'],
    [
      'staff needed: a Saturday becomes the Friday',
      'work-coach',
      { releaseDate: calendarDay('2027-11-27') },
      '2027-09-03',
    ],
    [
      'staff needed: a bank holiday becomes the day before it',
      'licence',
      { releaseDate: calendarDay('2027-09-27') },
      '2027-08-27',
    ],
    [
      'staff needed: not before reception',
      'release-date',
      { receptionDate: calendarDay('2026-11-22'), releaseDate: null },
      '2026-11-27',
    ],
    ['7½ months before release', 'probation-worker', { releaseDate: release }, '2027-04-09'],
    ['or week 1, once that is past', 'probation-worker', { releaseDate: inWeeks(10) }, '2026-11-26'],
    ['or week 1, without a release date', 'probation-worker', {}, '2026-11-26'],
    ['the day of release', 'first-probation-meeting', { releaseDate: release }, '2027-11-24'],
    ['no release date', 'where-to-live', {}, null],
    ['no release date for the day itself', 'first-probation-meeting', {}, null],
    ['remand: the first week', 'work-coach', { custodyStatus: 'remand' }, '2026-11-26'],
    ['remand: a task for week 2 stays in week 2', 'council-tax', { custodyStatus: 'remand' }, '2026-12-03'],
    ['recall: week 1, whatever the date', 'licence', { custodyStatus: 'recalled', releaseDate: release }, '2026-11-26'],
    [
      'never after release',
      'work-coach',
      { custodyStatus: 'recalled', releaseDate: calendarDay('2026-11-24') },
      '2026-11-24',
    ],
    ['any time has no day', 'talk-to-someone', {}, null],
    ['the same day has no day', 'official-letters', {}, null],
  ]

  it.each(days)('%s', (_, task, changes, expected) => {
    expect(itemOf(task, changes).due).toBe(expected)
  })

  it('skips proclaimed bank holidays where staff are needed', () => {
    const person = aPerson({ releaseDate: calendarDay('2027-11-24') })
    const items = checklistFor(person, today, new Set([calendarDay('2027-09-01')]))
    expect(items.find(item => item.task === 'work-coach')?.due).toBe('2027-08-31')
  })
})

describe('the timing on the list', () => {
  const timings: [string, TaskId, Partial<ChecklistFacts>, string, string][] = [
    ['due tomorrow', 'where-to-live', { releaseDate: addDays(inWeeks(12), 1) }, 'by-date', 'soon'],
    ['due today', 'where-to-live', { releaseDate: inWeeks(12) }, 'now', 'now'],
    ['release is nearer than the due date', 'where-to-live', { releaseDate: inWeeks(5) }, 'now', 'now'],
    ['due in 14 days', 'where-to-live', { releaseDate: inWeeks(14) }, 'by-date', 'soon'],
    ['due in 15 days', 'where-to-live', { releaseDate: addDays(inWeeks(14), 1) }, 'by-date', 'later'],
    ['no date known', 'where-to-live', {}, 'no-date', 'later'],
    ['a past release date counts as not known', 'where-to-live', { releaseDate: inWeeks(-1) }, 'no-date', 'later'],
    ['any time', 'how-you-are', {}, 'any-time', 'any-time'],
    ['the same day', 'official-letters', {}, 'now', 'now'],
  ]

  it.each(timings)('%s', (_, task, changes, timing, group) => {
    expect(itemOf(task, changes)).toMatchObject({ timing, group })
  })

  it('puts tasks due now first and keeps the order of the outline within each group', () => {
    const items = checklistFor(aPerson({ releaseDate: inWeeks(12) }), today)
    expect(items.map(item => [item.group, item.number])).toEqual([
      ...[1, 2, 9, 10, 14, 15, 16, 17, 18, 23, 30, 31, 32, 36, 41].map(number => ['now', number]),
      ...[3, 4, 5, 6, 7, 8, 11, 12, 19, 38, 39].map(number => ['soon', number]),
      ...[13, 20, 22, 24, 25, 26, 27, 28, 29, 33, 34, 37, 42, 43, 44].map(number => ['later', number]),
      ...[35, 40].map(number => ['any-time', number]),
    ])
  })

  it.each<[string, TaskId, number, boolean]>([
    ['a council on the last day, 8 weeks before', 'tell-a-council', 56, false],
    ['a council the day after', 'tell-a-council', 55, true],
    ['a bank on the last day, 6 weeks before', 'bank-account', 42, false],
    ['a bank the day after', 'bank-account', 41, true],
    ['a task without a last date', 'cv', 20, false],
  ])('warns that it may be too late: %s', (_, task, days, isTooLate) => {
    const item = itemOf(task, { releaseDate: addDays(today, days) })
    expect(item.tooLate).toEqual(isTooLate ? { instead: `tasks:tasks.${task}.instead` } : null)
  })

  it('moves a last day for a task back to a working day', () => {
    const sunday = calendarDay('2026-11-29')
    const person = aPerson({ releaseDate: addDays(sunday, 56) })
    const tooLateOn = (text: string) =>
      checklistFor(person, calendarDay(text)).find(item => item.task === 'tell-a-council')?.tooLate !== null
    expect([tooLateOn('2026-11-27'), tooLateOn('2026-11-28')]).toEqual([false, true])
  })

  it('gives the alternative in the wording for Wales', () => {
    const item = itemOf('tell-a-council', { homeRegion: 'wales', releaseDate: inWeeks(3) })
    expect(item.tooLate).toEqual({ instead: 'tasks:tasks.tell-a-council-wales.instead' })
  })

  it('is never too late without a release date', () => {
    expect(itemOf('bank-account').tooLate).toBeNull()
  })
})

describe('the status of a task', () => {
  const housing = (state: PersonsApplication['state']): PersonsApplication => ({
    form: 'somewhere-to-live',
    topic: 'somewhere-to-live',
    state,
  })
  const whereToLive = itemOf('where-to-live')

  it.each([
    ['nothing yet', null, [], 'to-do'],
    ['the person’s own status', 'not-for-me', [], 'not-for-me'],
    ['a draft', null, [housing('draft')], 'doing'],
    ['a draft, marked as done', 'done', [housing('draft')], 'done'],
    ['a draft, marked as not for them', 'not-for-me', [housing('draft')], 'not-for-me'],
    ['sent', 'doing', [housing('sent')], 'sent'],
    ['sent, whatever the person’s own status', 'done', [housing('sent')], 'sent'],
    ['claimed', 'not-for-me', [housing('with-staff')], 'with-staff'],
    ['one answered, one sent, a draft', null, [housing('answered'), housing('draft'), housing('sent')], 'sent'],
    ['one sent, one claimed', null, [housing('sent'), housing('with-staff')], 'with-staff'],
    ['answered, without an own status', null, [housing('answered')], 'to-do'],
    ['answered, with an own status', 'done', [housing('answered')], 'done'],
    ['an urgent topic of the same form', null, [{ ...housing('sent'), topic: 'emergency-accommodation' }], 'sent'],
    ['another form', null, [{ form: 'bank-account', topic: 'bank-account', state: 'sent' }], 'to-do'],
  ] as const)('%s', (_, saved, applications, expected) => {
    expect(statusFor(whereToLive, saved, applications)).toBe(expected)
  })

  it('distinguishes the topics of a form that sends several', () => {
    const aboutDates: PersonsApplication = { form: 'release-plan', topic: 'release-dates', state: 'sent' }
    const sent = checklistFor(aPerson(), today).filter(item => statusFor(item, null, [aboutDates]) === 'sent')
    expect(sent.map(item => item.number)).toEqual([3])
  })

  it('leaves the status of a task without a form to the person', () => {
    expect(statusFor(itemOf('first-probation-meeting'), 'done', [housing('sent')])).toBe('done')
  })
})

describe('the next step', () => {
  const withStatus = (status: TaskStatus, number: number) => ({ status, number })

  it('is the first task that is open or in progress', () => {
    const items = [
      withStatus('done', 1),
      withStatus('with-staff', 2),
      withStatus('not-for-me', 3),
      withStatus('sent', 4),
      withStatus('doing', 5),
      withStatus('to-do', 6),
    ]
    expect(nextStep(items)?.number).toBe(5)
  })

  it('is absent when nothing is left', () => {
    expect(nextStep([withStatus('done', 1), withStatus('sent', 2)])).toBeNull()
    expect(nextStep([])).toBeNull()
  })
})
