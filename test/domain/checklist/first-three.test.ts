import { addDays, calendarDay } from '../../../server/domain/calendar'
import {
  checklistFor,
  isOpen,
  nextSteps,
  statusFor,
  type ChecklistFacts,
  type KnownBesides,
  type TaskId,
} from '../../../server/domain/checklist'
import { aPerson, today } from './people'

const inDays = (days: number) => addDays(today, days)
const longAgo = calendarDay('2025-03-03')

type Facts = Partial<ChecklistFacts & KnownBesides>

const settled: Facts = {
  dateOfBirth: calendarDay('1984-05-05'),
  nationality: 'British',
  receptionDate: longAgo,
  readingAnswered: true,
}

/** The fourteen people of checklist-next.md, each with the three tasks that are to come first. */
const people: readonly [string, Facts, readonly TaskId[]][] = [
  [
    'sentenced, 70 days left, rents, no ID, COM named',
    {
      releaseDate: inDays(70),
      comNamed: true,
      answers: { home: 'no', rent: 'yes', bank: 'yes', id: 'no', money: 'no', doctor: 'no', children: 'no', job: 'no' },
    },
    ['where-to-live', 'find-id', 'tell-a-council'],
  ],
  [
    'a woman, 45 days, child with mother, no home',
    {
      estate: 'women',
      releaseDate: inDays(45),
      answers: { home: 'no', rent: 'no', bank: 'no', id: 'yes', children: 'yes', job: 'no' },
    },
    ['tell-a-council', 'where-to-live', 'bank-account'],
  ],
  [
    '30 days, a Welsh woman held in England',
    {
      comNamed: true,
      estate: 'women',
      homeRegion: 'wales',
      releaseDate: inDays(30),
      answers: { home: 'no', rent: 'no', bank: 'yes', id: 'no', money: 'no', children: 'no' },
    },
    ['where-to-live', 'find-id', 'gp-surgery'],
  ],
  [
    '150 days, Berwyn, a home to go to',
    {
      prisonNation: 'wales',
      homeRegion: 'north-west',
      releaseDate: inDays(150),
      answers: { home: 'yes', rent: 'no', bank: 'no', id: 'yes', money: 'no' },
    },
    ['bank-account', 'learning-and-work', 'people-to-contact'],
  ],
  [
    '3 years to go, received 5 days ago, a tenancy',
    { receptionDate: inDays(-5), releaseDate: inDays(1095), answers: { rent: 'yes' } },
    ['home-to-keep', 'council-tax', 'job-to-keep'],
  ],
  [
    '3 years to go, settled in',
    { releaseDate: inDays(1095) },
    ['learning-and-work', 'money-help', 'people-to-contact'],
  ],
  [
    'a life sentence, no date, the tariff ends in 3 months',
    { paroleFrom: inDays(91) },
    ['release-date', 'parole-plan', 'where-to-live'],
  ],
  [
    'remand, court on Friday, a home',
    {
      custodyStatus: 'remand',
      receptionDate: inDays(-12),
      nextHearing: calendarDay('2026-11-27'),
      answers: { home: 'yes', rent: 'yes' },
    },
    ['if-court-lets-you-go', 'home-to-keep', 'first-week-plan'],
  ],
  [
    'remand, methadone, no hearing known',
    { custodyStatus: 'remand', receptionDate: inDays(-12), script: true },
    ['support-team', 'if-court-lets-you-go', 'home-to-keep'],
  ],
  [
    'recalled for a fixed term, 25 days',
    { custodyStatus: 'recalled', receptionDate: inDays(-3), releaseDate: inDays(25), comNamed: true },
    ['why-recalled', 'where-to-live', 'gp-surgery'],
  ],
  [
    '5 days left, no home',
    { releaseDate: inDays(5), answers: { home: 'no' } },
    ['tell-a-council', 'where-to-live', 'first-night-room'],
  ],
  [
    '10 days left, a home, on medicine',
    { releaseDate: inDays(10), answers: { home: 'yes', doctor: 'yes' } },
    ['first-week-plan', 'work-coach', 'leaving-day-things'],
  ],
  [
    'a tag day in 16 days, release in 2 years',
    { tagDate: inDays(16), releaseDate: inDays(730), answers: { bank: 'yes', id: 'yes', money: 'no', children: 'no' } },
    ['tag-address', 'leaving-day-things', 'gp-surgery'],
  ],
  [
    'Albanian, a Home Office letter, 40 days',
    { nationality: null, firstLanguage: 'Albanian', releaseDate: inDays(40), answers: { bank: 'yes', children: 'no' } },
    ['official-letters', 'where-to-live', 'find-id'],
  ],
]

const linesOf = (facts: Facts) =>
  checklistFor(aPerson({ ...settled, ...facts }), today).map(item => ({ ...item, status: statusFor(item, null, []) }))

describe('the fourteen people of checklist-next.md', () => {
  it.each(people)('%s', (_, facts, expected) => {
    const lines = linesOf(facts)
    expect(nextSteps(lines, today).map(({ task }) => task)).toEqual(expected)
    expect(lines.filter(({ status }) => isOpen(status)).map(({ task }) => task)).toEqual(
      expect.arrayContaining(['how-you-are', 'talk-to-someone']),
    )
    const onTheList = lines.filter(({ status, isForLater }) => isOpen(status) && !isForLater)
    expect(onTheList.length).toBeGreaterThanOrEqual(8)
    expect(onTheList.length).toBeLessThanOrEqual(14)
  })
})
