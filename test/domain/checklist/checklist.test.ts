import { addDays, calendarDay } from '../../../server/domain/calendar'
import {
  checklistFor,
  nationFor,
  nextSteps,
  statusFor,
  toldInForms,
  type TaskStatus,
  type ChecklistFacts,
  type ChecklistItem,
  type KnownBesides,
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
  const full = [...numbers(1, 44).filter(number => number !== 21), 'parole-plan', 'learning-and-work', 'job-to-keep']
  const without = (list: readonly (number | string)[], ...left: readonly (number | string)[]) =>
    list.filter(each => !left.includes(each))
  const remand = [1, 2, 5, 6, 8, 14, 27, 28, 32, 35, 38, 39, 40, 41, 'job-to-keep', 'if-court-lets-you-go']
  const recall = [3, 4, 9, 10, 13, 14, 27, 28, 32, 35, 40, 41, 42, 'why-recalled']
  const shortNotice = [9, 10, 13, 14, 20, 22, 27, 28, 29, 33, 34, 35, 40, 41, 43, 44]
  const inWales = [...without(full, 10, 30), 21]

  const lists: [string, Partial<ChecklistFacts>, readonly (number | string)[]][] = [
    ['sentenced, no date known', {}, full],
    ['sentenced, leaving in a year', { releaseDate: inWeeks(52) }, full],
    ['sentenced, leaving in 14 days', { releaseDate: inWeeks(2) }, full],
    ['sentenced, leaving in 13 days', { releaseDate: addDays(today, 13) }, shortNotice],
    ['sentenced, leaving today', { releaseDate: today }, shortNotice],
    ['sentenced, release date in the past', { releaseDate: addDays(today, -1) }, full],
    ['a woman', { estate: 'women' }, [...full, 'womens-service']],
    [
      'a woman leaving in 13 days',
      { estate: 'women', releaseDate: addDays(today, 13) },
      [...shortNotice, 'womens-service'],
    ],
    ['remand', { custodyStatus: 'remand' }, remand],
    ['a woman on remand', { custodyStatus: 'remand', estate: 'women' }, remand],
    ['convicted, not sentenced', { custodyStatus: 'convicted-unsentenced' }, remand],
    ['civil', { custodyStatus: 'civil' }, without(remand, 'if-court-lets-you-go')],
    [
      'civil, leaving in 13 days',
      { custodyStatus: 'civil', releaseDate: addDays(today, 13) },
      without(shortNotice, 44),
    ],
    ['recalled', { custodyStatus: 'recalled' }, recall],
    ['recalled, leaving in 8 weeks', { custodyStatus: 'recalled', releaseDate: inWeeks(8) }, recall],
    ['a woman recalled', { custodyStatus: 'recalled', estate: 'women' }, [...recall, 'womens-service']],
    [
      'recalled, leaving in 13 days',
      { custodyStatus: 'recalled', releaseDate: addDays(today, 13) },
      [...new Set([...recall, ...shortNotice])],
    ],
    ['going home to Wales', { homeRegion: 'wales' }, inWales],
    ['in a Welsh prison, home not known', { homeRegion: null, prisonNation: 'wales' }, inWales],
    ['in a Welsh prison, home in England', { prisonNation: 'wales' }, full],
    ['25 today', { dateOfBirth: calendarDay('2001-11-23') }, without(full, 38)],
    ['25 tomorrow', { dateOfBirth: calendarDay('2001-11-24') }, full],
    ['age not known', { dateOfBirth: null }, full],
    ['British', { nationality: ' British' }, without(full, 41)],
    ['neither nationality nor first language known', { nationality: null }, without(full, 41)],
    [
      'British, 40, on remand',
      { custodyStatus: 'remand', nationality: 'British', dateOfBirth: calendarDay('1986-01-01') },
      without(remand, 38, 41),
    ],
  ]

  it.each(lists)('%s', (_, changes, expected) => {
    const inOrder = (list: readonly (number | string)[]) => list.map(String).toSorted()
    expect(inOrder(listed(checklistFor(aPerson(changes), today)))).toEqual(inOrder(expected))
  })

  it('prefers the nation of the home region to that of the prison', () => {
    expect(nationFor({ homeRegion: 'wales', prisonNation: 'england' })).toBe('wales')
    expect(nationFor({ homeRegion: 'north-west', prisonNation: 'wales' })).toBe('england')
    expect(nationFor({ homeRegion: null, prisonNation: 'wales' })).toBe('wales')
  })

  it('names the application for assistance to people going to Wales', () => {
    expect(itemOf('where-to-live', { homeRegion: 'wales' }).words).toBe('tasks:tasks.where-to-live-wales')
    expect(itemOf('where-to-live').words).toBe('tasks:tasks.where-to-live')
    expect(itemOf('find-id', { homeRegion: 'wales' }).words).toBe('tasks:tasks.find-id')
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

  it('puts tasks due now first, then goes by day', () => {
    const items = checklistFor(aPerson({ releaseDate: inWeeks(12) }), today)
    const soon = items.filter(({ group }) => group === 'soon').map(({ due }) => due ?? '')
    expect(items.map(({ group }) => group)).toEqual([
      ...Array.from({ length: 15 }, () => 'now'),
      ...soon.map(() => 'soon'),
      ...items.slice(15 + soon.length, -4).map(() => 'later'),
      ...Array.from({ length: 4 }, () => 'any-time'),
    ])
    expect(soon).toEqual(soon.toSorted())
  })

  it('counts back from the day of leaving on tag, when it comes first', () => {
    const facts = { ...aPerson({ releaseDate: inWeeks(60) }), tagDate: inWeeks(10) }
    const dueOf = (tagDate: string) =>
      checklistFor({ ...facts, tagDate: calendarDay(tagDate) }, today).find(({ task }) => task === 'licence')?.due
    expect(dueOf(inWeeks(10))).toBe(inWeeks(6))
    expect(dueOf(inWeeks(-1))).toBe(inWeeks(56))
  })

  it.each<[string, TaskId, number, boolean]>([
    ['a council, which has no last day', 'tell-a-council', 3, false],
    ['a bank on the last day, 6 weeks before', 'bank-account', 42, false],
    ['a bank the day after', 'bank-account', 41, true],
    ['a task without a last date', 'cv', 20, false],
  ])('warns that it may be too late: %s', (_, task, days, isTooLate) => {
    const item = itemOf(task, { releaseDate: addDays(today, days) })
    expect(item.tooLate).toEqual(isTooLate ? { instead: `tasks:tasks.${task}.instead` } : null)
  })

  it('moves a last day for a task back to a working day', () => {
    const sunday = calendarDay('2026-11-29')
    const person = aPerson({ releaseDate: addDays(sunday, 42) })
    const tooLateOn = (text: string) =>
      checklistFor(person, calendarDay(text)).find(item => item.task === 'bank-account')?.tooLate !== null
    expect([tooLateOn('2026-11-27'), tooLateOn('2026-11-28')]).toEqual([false, true])
  })

  it('is never too late without a release date', () => {
    expect(itemOf('bank-account').tooLate).toBeNull()
  })
})

describe('the status of a task', () => {
  const housing = (state: PersonsApplication['state'], task: string | null = null): PersonsApplication => ({
    task,
    form: 'somewhere-to-live',
    topic: 'somewhere-to-live',
    state,
  })

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
    ['answered, without an own status', null, [housing('answered')], 'answered'],
    ['answered, with an own status that leaves it open', 'doing', [housing('answered')], 'answered'],
    ['taken back', null, [housing('ended')], 'to-do'],
    ['sent for this task', null, [housing('sent', 'where-to-live')], 'sent'],
    ['sent for another task of the same form', null, [housing('sent', 'tell-a-council')], 'to-do'],
    ['sent for a task that is gone', null, [housing('sent', 'no-such-task')], 'to-do'],
    ['answered, with an own status', 'done', [housing('answered')], 'done'],
    ['an urgent topic of the same form', null, [{ ...housing('sent'), topic: 'emergency-accommodation' }], 'sent'],
    ['another form', null, [{ task: null, form: 'bank-account', topic: 'bank-account', state: 'sent' }], 'to-do'],
  ] as const)('%s', (_, saved, applications, expected) => {
    expect(statusFor({ task: 'where-to-live', standing: 'theirs' }, saved, applications)).toBe(expected)
  })

  it('distinguishes the topics of a form that sends several', () => {
    const aboutDates: PersonsApplication = { ...housing('sent'), form: 'release-plan', topic: 'release-dates' }
    const sent = checklistFor(aPerson(), today).filter(item => statusFor(item, null, [aboutDates]) === 'sent')
    expect(sent.map(item => item.number)).toEqual([3])
  })

  it('follows the question of a task, and no form with its topic', () => {
    const asked: PersonsApplication = {
      task: 'money-on-the-day',
      form: 'something-else',
      topic: 'something-else',
      state: 'sent',
    }
    const sent = checklistFor(aPerson(), today).filter(item => statusFor(item, null, [asked]) === 'sent')
    expect(sent.map(({ task }) => task)).toEqual(['money-on-the-day'])
  })

  it('is not changed by a form that could be for several tasks alike, or for none', () => {
    const elsewhere: PersonsApplication = { ...housing('sent'), form: 'mentor', topic: 'mentor' }
    const benefitsNow: PersonsApplication = { ...housing('sent'), form: 'universal-credit', topic: 'benefits-now' }
    const items = checklistFor(aPerson(), today)
    expect(items.filter(item => statusFor(item, null, [elsewhere, benefitsNow]) === 'sent')).toEqual([])
  })
})

describe('what comes next', () => {
  const leavesIn70Days = { ...aPerson({ releaseDate: addDays(today, 70), nationality: 'British' }), answers: {} }
  const nextOf = (statuses: Partial<Record<TaskId, TaskStatus>>) =>
    nextSteps(
      checklistFor(leavesIn70Days, today).map(item => ({
        ...item,
        status: statuses[item.task] ?? statusFor(item, null, []),
      })),
      today,
    ).map(({ task }) => task)

  it('leaves out what is with staff, done or not for them', () => {
    const first = nextOf({})
    expect(first).toHaveLength(3)
    for (const status of ['with-staff', 'sent', 'done', 'not-for-me'] as const) {
      const next = nextOf({ [first[0]!]: status })
      expect(next).not.toContain(first[0])
      expect(next).toHaveLength(3)
    }
  })

  it('keeps a task back while the one before it is to do', () => {
    const home: TaskId[] = ['home-to-keep', 'council-tax', 'job-to-keep']
    expect(nextOf({})).toEqual(home)
    expect(nextOf({ 'home-to-keep': 'done' })).toEqual(['tell-landlord', 'council-tax', 'job-to-keep'])
  })

  it('is nothing when nothing is left', () => {
    expect(nextSteps([], today)).toEqual([])
  })
})

describe('what is known', () => {
  const statusIn = (task: TaskId, facts: Partial<KnownBesides>) => {
    const item = checklistFor({ ...aPerson({ releaseDate: addDays(today, 70) }), ...facts }, today)
    return statusFor(
      item.find(each => each.task === task)!,
      null,
      [],
    )
  }

  it.each<[string, TaskId, Partial<KnownBesides>, TaskStatus]>([
    ['the date to leave', 'release-date', {}, 'done'],
    ['no probation worker', 'probation-worker', {}, 'to-do'],
    ['a probation worker', 'probation-worker', { comNamed: true }, 'done'],
    ['how they like to read', 'language-and-format', { readingAnswered: true }, 'done'],
    ['a home to go to', 'where-to-live', { answers: { home: 'yes' } }, 'not-for-me'],
    ['not sure of a home', 'where-to-live', { answers: { home: 'not-sure' } }, 'to-do'],
    ['a bank account', 'bank-account', { answers: { bank: 'yes' } }, 'not-for-me'],
    ['no day to leave on tag', 'tag-address', {}, 'not-for-me'],
  ])('settles a task: %s', (_, task, facts, status) => {
    expect(statusIn(task, facts)).toBe(status)
  })

  it('lets a person put a task on their list all the same', () => {
    const item = checklistFor({ ...aPerson(), answers: { bank: 'yes' } }, today).find(
      ({ task }) => task === 'bank-account',
    )
    expect(statusFor(item!, 'to-do', [])).toBe('to-do')
  })

  it('reads it from forms that were sent, the latest first', () => {
    const older = { form: 'bank-account', answers: { 'have-account': 'no' } } as const
    const newer = { form: 'bank-account', answers: { 'have-account': 'yes', 'can-use': 'yes' } } as const
    expect(toldInForms([newer, older])).toEqual({ answers: { bank: 'yes' }, script: null })
    expect(toldInForms([{ form: 'drugs-and-alcohol', answers: { script: 'methadone' } }]).script).toBe(true)
    expect(toldInForms([])).toEqual({ answers: {}, script: null })
  })
})
