import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { queriesDuring } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let references: readonly string[]
let people = 0

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
})

beforeEach(async () => {
  await staffConsole.inDatabase(
    `update application set status = 'closed', closed_at = now(), outcome = 'agreed', outcome_reason = 'Yes' where status = 'open'`,
  )
  const sent = []
  for (const topic of ['bank-account', 'something-else', 'bank-account'] as const) {
    const number = `A10${String((people += 1)).padStart(2, '0')}AA`
    const person = await addPerson(staffConsole.dependencies, number, { lastName: 'Marrick' })
    sent.push(await sendApplication(staffConsole.dependencies, person, topic))
  }
  references = sent.map(({ reference }) => reference)
  await staffConsole.inDatabase(`update application set respond_by = '2026-12-20' where status = 'open'`)
  officer = await staffConsole.signIn('officer')
})

afterAll(() => staffConsole.stop())

const way = () =>
  officer
    .$('.app-way__on')
    .children()
    .toArray()
    .map(each => officer.$(each).text())
    .join(' ')
const openOne = (at: number) => officer.open(`/applications/${references[at]}`)

/** Closes the one that is open, with no action needed. */
const close = async () => {
  await officer.follow('Answer and close')
  const settled = officer
    .$('[name^=settle-][value=not-needed]')
    .toArray()
    .map(box => officer.$(box).attr('name') ?? '')
    .flatMap(name => [
      [name, 'not-needed'],
      [`${name}-because`, 'They did it'],
    ])
  await officer.press('Check before you send', {
    outcome: 'agreed',
    answer: 'We ask a bank.',
    ...(Object.fromEntries(settled) as Record<string, string>),
  })
  await officer.press(officer.$('button[value=send]').text().trim())
}

describe('an application in the list that its reader looked at last', () => {
  it('says its place, and leads to those beside it by topic', async () => {
    await officer.open('/queue?list=unclaimed')
    await openOne(0)
    expect(officer.$('.govuk-back-link').text()).toBe('Applications: Unclaimed')
    expect(way()).toBe('1 of 3 Next: Something else')
    await officer.open(officer.$('a[rel=next]').attr('href') ?? '')
    expect(officer.path).toBe(`/applications/${references[1]}`)
    expect(way()).toMatch(/^2 of 3 Previous: .+ Next: /)
    await officer.open(`${officer.path}/messages`)
    await openOne(2)
    expect(way()).toBe('3 of 3 Previous: Something else')
  })

  it('does not name what one in confidence is about', async () => {
    await staffConsole.inDatabase(`update application set restricted = true where reference = '${references[1]}'`)
    await officer.open('/queue')
    await openOne(0)
    expect(way()).toBe('1 of 3 Next: Restricted')
  })

  it('goes on from one that has just left the list', async () => {
    await officer.open('/queue?list=unclaimed')
    await openOne(0)
    await officer.press('Claim it')
    expect(way()).toBe('Next: Something else')
  })

  it.each(['-reply', 'release', '-age', 'person', '-cell', 'owner'])('is the order of %s', async sort => {
    await officer.open(`/queue?sort=${sort}`)
    const listed = officer
      .$('tbody tr a[href^="/applications/"]')
      .toArray()
      .map(each => officer.$(each).attr('href'))
    expect(listed).toHaveLength(3)
    const passed = []
    for (let href = listed[0]; href !== undefined; href = officer.$('a[rel=next]').attr('href')) {
      passed.push(href)
      await officer.open(href)
    }
    expect(passed).toEqual(listed)
    await officer.open(officer.$('a[rel=prev]').attr('href') ?? '')
    expect(officer.path).toBe(listed[1])
  })

  it('is not there for whoever opened no list, nor on one of another list', async () => {
    await openOne(0)
    expect(officer.$('.app-way')).toHaveLength(0)
    await officer.open('/queue?list=done')
    await openOne(0)
    expect(officer.$('.app-way')).toHaveLength(0)
  })

  it('costs two queries', async () => {
    await openOne(0)
    const without = await queriesDuring(staffConsole.knex, () => openOne(0))
    await officer.open('/queue')
    const queries = await queriesDuring(staffConsole.knex, () => openOne(0))
    expect(queries.length - without.length).toBe(2)
  })
})

describe('closing an application of the list', () => {
  it('leads to the next one, with what was done and how many are left', async () => {
    await officer.open('/queue')
    await openOne(0)
    await close()
    expect(officer.path).toBe(`/applications/${references[1]}`)
    expect(officer.$('.govuk-notification-banner').text()).toContain(
      `Answered and closed ${references[0]}. 2 left in My team.`,
    )
    await officer.follow(`See ${references[0]}`)
    expect(officer.path).toBe(`/applications/${references[0]}`)
    expect(officer.text).not.toContain('Answered and closed')
  })

  it('leads back to the list from its last one', async () => {
    await officer.open('/queue?list=unclaimed')
    await openOne(2)
    await close()
    expect(officer.path).toBe('/queue?list=unclaimed')
    expect(officer.text).toContain(`Answered and closed ${references[2]}. 2 left in Unclaimed.`)
  })

  it('stays where no list was gone through', async () => {
    await openOne(0)
    await close()
    expect(officer.path).toBe(`/applications/${references[0]}#top`)
  })
})

it('stays on the part of the page where a button was pressed', async () => {
  for (const part of ['messages', 'notes', 'facts']) {
    await officer.open(`/applications/${references[0]}/${part}`)
    await officer.press(part === 'notes' ? 'Return to team' : 'Claim it')
    expect(officer.path.split('#')[0]).toBe(`/applications/${references[0]}/${part}`)
  }
})
