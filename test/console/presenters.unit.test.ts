import { presentTimeLine } from '../../admin/features/application/time-line'
import { filtersInWords } from '../../admin/lists/filter-choice'
import { presentPagination } from '../../admin/lists/pagination'
import { addressOf, queueQuery, savedQueryOf } from '../../admin/lists/queue-query'
import { presentAnswers } from '../../admin/presenting/applications/answers'
import { splitCitations } from '../../admin/presenting/citations'
import { dueOf } from '../../admin/presenting/due'
import { contradictionsIn } from '../../admin/presenting/people/contradictory-dates'
import { loadWords } from '../../server/content/words/words'
import { eventKinds, type Application, type ApplicationEvent, type Person } from '../../server/database'
import { contentDir } from '../../server/dependencies'
import { calendarDay } from '../../server/domain/calendar'
import { permissions } from '../../server/domain/staff/permissions'
import { roles } from '../../server/domain/staff/roles'
import { sentencedPerson } from '../set-up/people'

const t = loadWords(contentDir, true).in('en')
const day = calendarDay

describe('filters on paper', () => {
  const select = (label: string, ...items: readonly (readonly [string, string, boolean])[]) => ({
    label: { text: label },
    items: items.map(([value, text, selected]) => ({ value, text, selected })),
  })

  it('are said where they narrow the list', () => {
    const all = ['', 'All', true] as const
    const filters = [
      select('Prison', ['', 'All', false], ['LEI', 'HMP Leeds', true]),
      select('Topic', all, ['housing', 'Housing', false]),
      select('Reply', ['overdue', 'Overdue', true]),
    ]
    expect(filtersInWords(filters)).toBe('Prison: HMP Leeds; Reply: Overdue')
  })

  it('are said as the chips that take them off', () => {
    expect(
      filtersInWords({
        on: [
          { text: '“key”', href: '/queue' },
          { text: 'Topic: Housing', href: '/queue' },
        ],
      }),
    ).toBe('“key”; Topic: Housing')
  })

  it.each([undefined, null, [], [{}], 'filters', { kind: 'other' }])(
    'are not said where there are none: %p',
    filters => {
      expect(filtersInWords(filters)).toBe('')
    },
  )
})

describe('due days of replies', () => {
  const friday = day('2026-11-20')
  it.each([
    ['2026-11-19', 'overdue'],
    ['2026-11-20', 'today'],
    ['2026-11-22', 'next-working-day'],
    ['2026-11-23', 'next-working-day'],
    ['2026-11-24', 'later'],
  ])('%s is %s on a Friday', (respondBy, due) => {
    expect(dueOf(day(respondBy), friday, new Set())).toBe(due)
  })

  it('skips a proclaimed bank holiday', () => {
    expect(dueOf(day('2026-11-24'), friday, new Set([day('2026-11-23')]))).toBe('next-working-day')
  })
})

describe('contradictory dates', () => {
  const today = day('2026-11-23')
  const person = { ...sentencedPerson, id: 1 } as unknown as Person

  it('are not found in consistent facts', () => {
    expect(contradictionsIn(person, today)).toEqual([])
  })

  it('name both days in order, with a text', () => {
    const found = contradictionsIn(
      {
        ...person,
        dateOfBirth: day('2027-01-01'),
        releaseDate: day('2024-01-01'),
        tagDate: day('2024-02-01'),
        paroleEligibilityDate: day('2020-01-01'),
        tariffExpiryDate: day('2020-01-01'),
        openConditionsSince: day('2020-01-01'),
        sentencedOn: day('2027-03-01'),
        receptionDate: day('2026-12-01'),
        sentence: null,
      },
      today,
    )
    expect(found).toContainEqual({ id: 'release-before-sentence', earlier: '2024-01-01', later: '2027-03-01' })
    expect(found.map(({ id }) => id)).toEqual([
      'born-after-reception',
      'release-before-sentence',
      'tag-before-sentence',
      'parole-before-sentence',
      'tariff-before-sentence',
      'open-before-sentence',
      'release-before-tag',
      'sentenced-in-future',
      'received-in-future',
      'release-passed',
      'status-without-sentence',
    ])
    for (const { id } of found)
      expect(t(`console/person:contradictions.${id}`, { earlier: 'x', later: 'y' })).not.toContain('{{')
  })

  it('include a sentence date for somebody who is not sentenced', () => {
    expect(contradictionsIn({ ...person, custodyStatus: 'remand' }, today)).toEqual([{ id: 'sentence-without-status' }])
  })
})

it('splits a reason from its citations', () => {
  expect(splitCitations('It is so (PF 3.8; service default)')).toEqual({
    reason: 'It is so',
    sources: [
      { text: 'PF 3.8', href: '/policy/PF-3.8' },
      { text: 'service default', href: null },
    ],
  })
  expect(splitCitations('It is so')).toEqual({ reason: 'It is so', sources: [] })
})

describe('answers', () => {
  const application = (form: string, answers: Application['answers']) => ({ form, answers }) as Application

  it('are listed in the order of the form, with the options in words', () => {
    const rows = presentAnswers(
      application('bank-account', {
        'feel-safe': 'safe',
        'have-account': 'do-not-know',
        'which-id': ['passport', 'evisa'],
      }),
      t,
    )
    expect(rows.map(({ answers }) => answers)).toEqual([
      ['I do not know'],
      ['Passport', 'eVisa or BRP card'],
      ['Yes, I feel safe'],
    ])
  })

  it('that the form no longer asks for are shown as they were stored', () => {
    expect(
      presentAnswers(application('bank-account', { gone: { words: 'Still here' }, 'have-account': 'was-once' }), t),
    ).toEqual([
      { id: 'have-account', question: 'Do you have a bank account now?', answers: ['was-once'], own: false },
      { id: 'gone', question: 'gone', answers: ['Still here'], own: true },
    ])
    expect(presentAnswers(application('A99', { what: 'x' }), t)).toEqual([
      { id: 'what', question: 'what', answers: ['x'], own: false },
    ])
  })
})

it('has a text for every event of an application', () => {
  const detail = {
    team: 'pre-release-team',
    fromTeam: 'pre-release-team',
    toTeam: 'community-offender-manager',
    rule: 'D5',
    fromRule: 'D5',
    toRule: 'D6',
    action: 'consult-com',
    body: 'council-housing',
    outcome: 'agreed',
    referral: 'gp-registration',
    appointmentAt: '2026-12-01T09:00:00.000Z',
    recipient: 'healthcare',
    reason: 'Because',
  }
  const events = eventKinds.map(
    kind => ({ kind, detail, staffName: null, happenedAt: new Date(0) }) as unknown as ApplicationEvent,
  )
  const line = presentTimeLine(events, 'Dean Marrick', t)
  expect(line).toHaveLength(eventKinds.length)
  for (const { what } of line) expect(what).not.toMatch(/\{\{|staff\//)
  expect(line.map(({ by }) => by.split(',')[0])).toEqual(expect.arrayContaining(['Dean Marrick', 'The service']))
})

it('has a text for every role and permission', () => {
  for (const role of roles) expect(t(`console/permissions:roles.${role}`)).not.toBe('')
  for (const permission of permissions) expect(t(`console/permissions:may.${permission}`)).not.toBe('')
})

describe('pagination', () => {
  it('is absent for one page', () => {
    expect(presentPagination(1, 1, String, t)).toBeUndefined()
  })

  it('leaves out the middle pages and shows that it does', () => {
    const { items, previous, next } = presentPagination(5, 10, page => `/queue?page=${page}`, t)!
    expect(items.map(item => ('number' in item ? item.number : '…'))).toEqual([1, '…', 4, 5, 6, '…', 10])
    expect([previous?.href, next?.href]).toEqual(['/queue?page=4', '/queue?page=6'])
  })
})

it('leaves default parameters out of the queue’s address', () => {
  expect(addressOf(queueQuery.parse({}))).toBe('/queue')
  expect(addressOf(queueQuery.parse({ list: 'others', claimed: '12', sort: 'age', page: '4' }), { after: 'a~1' })).toBe(
    '/queue?list=others&sort=age&claimed=12&after=a%7E1',
  )
})

it('saves neither a search nor a position with a filter', () => {
  const query = { list: 'all', due: 'overdue', search: '0123456789abcdef', after: '2026-11-23~7' }
  expect(savedQueryOf(queueQuery.parse(query))).toBe('due=overdue')
})
