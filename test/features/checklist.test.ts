import { calendarDay } from '../../server/domain/calendar'
import { createPortal } from '../../server/portal'
import type { Person, PersonFacts } from '../../server/database'
import { addPerson, addPrisons, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.services)
  address = await site.serve(createPortal)
})

afterAll(() => site.stop())

let people = 0
async function arrive(facts: Partial<PersonFacts> = {}): Promise<{ person: Person; visitor: Visitor }> {
  people += 1
  const prisonNumber = `A${String(people).padStart(4, '0')}BC`
  const person = await addPerson(site.services, prisonNumber, facts)
  const visitor = new Visitor(address)
  await visitor.open('/my/sign-in')
  await visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
  return { person, visitor }
}

function change(person: Person, facts: Partial<PersonFacts>): Promise<void> {
  return site.services.database.people.change(person.id, facts, { source: 'receptions', at: '2026-11-23T09:00:00Z' })
}

const newsOf = (visitor: Visitor) => visitor.$('[aria-labelledby=changes]').text().replace(/\s+/g, ' ').trim()

describe('what moved on the checklist', () => {
  it('is said in plain words until the person has seen it', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toBe('')

    await change(person, { releaseDate: calendarDay('2027-01-04') })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('Your date to leave has changed. It is now 4 January 2027.')
    expect(newsOf(visitor)).toMatch(/\d+ tasks have moved to an earlier day:/)
    expect(newsOf(visitor)).toContain('Join a GP surgery. By 7 December 2026')
    expect(newsOf(visitor)).not.toContain('later day')
    expect(visitor.text).toContain('It may be too late for this. See what to do instead.')

    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).not.toBe('')
    await visitor.press('OK, I have seen this')
    expect(visitor.path).toBe('/my/checklist')
    expect(newsOf(visitor)).toBe('')
  })

  it('leaves out what is done, and says so when nothing else moved', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist')
    await visitor.follow('Join a GP surgery.')
    await visitor.press('Save', { status: 'done' })
    await change(person, { releaseDate: calendarDay('2027-01-04') })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).not.toContain('Join a GP surgery.')

    await visitor.press('OK, I have seen this')
    await change(person, { prisonId: 'HLI' })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('You are now in HMP Hull. Nothing on your list has moved.')
  })

  it('stays when it came after the page whose button was pressed', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist')
    await change(person, { custodyStatus: 'recalled' })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('You are now on recall.')
    await change(person, { releaseDate: null })
    await visitor.press('OK, I have seen this')
    expect(newsOf(visitor)).toContain('You are now on recall.')
    expect(newsOf(visitor)).toContain('We do not know your date to leave any more.')
  })

  it('is said in Welsh, with the name of the prison there', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist?lang=cy')
    await change(person, { prisonId: 'BWI' })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('Rydych chi nawr yn CEF Berwyn.')
  })

  it('is not noted by a form that names no page', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/about-me')
    const token = String(visitor.$('[name=_csrf]').first().val())
    await visitor.post('/my/checklist/seen', new URLSearchParams({ _csrf: token }))
    expect(visitor.status).toBe(400)
  })
})

it('the list is kind: what is next first, what is done at the end in black, no score and no red', async () => {
  const { visitor } = await arrive()
  await visitor.open('/my/checklist')
  const next = visitor.$('.govuk-task-list__link').first().text().trim()
  await visitor.follow(next)
  await visitor.press('Save', { status: 'done' })
  const headings = visitor
    .$('h2')
    .toArray()
    .map(each => visitor.$(each).text().trim())
  expect(headings[0]).toBe('To do now')
  expect(headings).toContain('What you have done')
  const done = visitor.$('h2:contains("What you have done")').next('ul').find('li')
  expect(done.text()).toContain(next)
  expect(done.find('.govuk-tag')).toHaveLength(0)
  expect(visitor.html).not.toMatch(/govuk-tag--red|\d+ of \d+|\d+%/)
})

it('a task says in full what its title in the list leaves out', async () => {
  const { visitor } = await arrive()
  await visitor.open('/my/checklist')
  expect(visitor.text).not.toContain('naloxone')
  await visitor.open('/my/checklist/take-home-kit')
  expect(visitor.text).toContain('Get a naloxone kit and learn to use it.')
  expect(visitor.title).not.toContain('naloxone')
})
