import { randomUUID } from 'node:crypto'
import { planContacts } from '../../server/content/words/leaving-plan-words'
import type { Person, PersonFacts } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { createApp } from '../../server/portal'
import { cardContacts } from '../../server/sites/in-cell/release-day/presenter'
import { readPdf } from '../set-up/pdf'
import { addPerson, addPrisons, addStaff, sendApplication, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
})

afterAll(() => site.stop())

let people = 0
async function arrive(facts: Partial<PersonFacts> = {}): Promise<{ person: Person; visitor: Visitor }> {
  people += 1
  const prisonNumber = `A${String(people).padStart(4, '0')}BC`
  const person = await addPerson(site.dependencies, prisonNumber, facts)
  const visitor = new Visitor(address)
  await visitor.open('/my/sign-in')
  await visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
  return { person, visitor }
}

function change(person: Person, facts: Partial<PersonFacts>): Promise<void> {
  return site.dependencies.database.people.change(person.id, facts, {
    source: 'receptions',
    at: '2026-11-23T09:00:00Z',
  })
}

const newsOf = (visitor: Visitor) => visitor.$('[aria-labelledby=changes]').text().replace(/\s+/g, ' ').trim()

describe('changes of the checklist', () => {
  it('are shown in plain words until the person has dismissed them', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toBe('')

    await change(person, { releaseDate: calendarDay('2027-01-04') })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('Your date to leave has changed. It is now 4 January 2027.')
    expect(newsOf(visitor)).toMatch(/\d+ tasks have moved to an earlier day:/)
    expect(newsOf(visitor)).toContain('Join a GP surgery. By 7 December 2026')
    expect(newsOf(visitor)).not.toContain('later day')

    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).not.toBe('')
    await visitor.press('OK, I have seen this')
    expect(visitor.path).toBe('/my/checklist')
    expect(newsOf(visitor)).toBe('')
  })

  it('leave out completed tasks, and say when nothing else has changed', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist')
    await visitor.follow('Join a GP surgery.')
    await visitor.press('I have done this')
    await change(person, { releaseDate: calendarDay('2027-01-04') })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).not.toContain('Join a GP surgery.')

    await visitor.press('OK, I have seen this')
    await change(person, { prisonId: 'HLI' })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('You are now in HMP Hull. Nothing on your list has moved.')
  })

  it('stay when they are newer than the page whose button was pressed', async () => {
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

  it('are shown in Welsh, with the Welsh name of the prison', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist?lang=cy')
    await change(person, { prisonId: 'BWI' })
    await visitor.open('/my/checklist')
    expect(newsOf(visitor)).toContain('Eich carchar nawr: CEF Berwyn.')
  })

  it('are not dismissed by a form that names no page', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/about-me')
    const token = String(visitor.$('[name=_csrf]').first().val())
    await visitor.post('/my/checklist/seen', new URLSearchParams({ _csrf: token }))
    expect(visitor.status).toBe(400)
  })
})

it('lists what comes next first, then groups, and folds what is done or not for the person', async () => {
  const { visitor } = await arrive()
  await visitor.open('/my/checklist')
  const titles = (selector: string) =>
    visitor
      .$(`${selector} a`)
      .toArray()
      .map(link => visitor.$(link).text())
  const next = titles('.app-row--box')
  expect(next).toHaveLength(3)
  expect(visitor.text).toMatch(/0 of \d+ done/)
  await visitor.follow(next[0]!)
  await visitor.press('I have done this')
  expect(visitor.text).toMatch(/1 of \d+ done/)
  expect(titles('.app-row--box')).toHaveLength(3)
  expect(titles('.app-row--box')).not.toContain(next[0])
  expect(visitor.$('h2').first().text()).toBe('Do next')
  expect(titles('details:contains("Done: 1")')).toEqual([next[0]])
  expect(titles('details:contains("Not for you")')).toContain('Tell us if you were in the Forces.')
  expect(visitor.text).not.toContain('Find out who your probation worker is')
  expect(visitor.html).not.toMatch(/govuk-tag--red|\d+%/)
})

it('shows a court day that staff entered on the start page, and puts the plan for it first', async () => {
  const { person, visitor } = await arrive()
  await change(person, { custodyStatus: 'remand', releaseDate: null })
  const by = await addStaff(site.dependencies, {
    email: 'court@example.test',
    name: 'C',
    role: 'officer',
    prisons: ['LEI'],
  })
  const heldOn = calendarDay('2026-11-27')
  const at = site.dependencies.now()
  await site.dependencies.database.courtHearings.add({ personId: person.id, heldOn, court: 'Leeds', by: by.id, at })
  await visitor.open('/my')
  expect(visitor.text).toMatch(/4 days to your court day Court Friday 27 November 2026/)
  expect(visitor.text).not.toContain('Date to leave')
  expect(visitor.$('.app-row--first').text()).toContain('Plan for what you do if court lets you go.')
  expect(visitor.$('.app-row--first').text()).toContain('Today')
})

it('gives a task in full where its title in the list is neutral', async () => {
  const { visitor } = await arrive()
  await visitor.open('/my/checklist')
  expect(visitor.text).not.toContain('naloxone')
  await visitor.open('/my/checklist/take-home-kit')
  expect(visitor.text).toContain('Get a naloxone kit and learn to use it.')
  expect(visitor.title).not.toContain('naloxone')
})

describe('acting on a task', () => {
  it('can be done on the page of every task, with one press to staff or a way to where it is done', async () => {
    const { visitor } = await arrive({ homeRegion: 'wales' })
    await visitor.open('/my/checklist')
    const addresses = visitor
      .$('main a[href^="/my/checklist/"]')
      .toArray()
      .map(each => visitor.$(each).attr('href') ?? '')
    expect(addresses.length).toBeGreaterThan(35)
    for (const address of addresses) {
      await visitor.open(address)
      const ways = visitor.$(
        'main form[action$="/ask"] button, main a[role=button][href^="/my/applications/new/"], main a[role=button][href="/my/about-me"]',
      )
      expect([address, ways.length]).toEqual([address, 1])
      expect(visitor.$('main .govuk-button:not(.govuk-button--secondary)').length).toBeLessThan(2)
    }
  })

  it('leads to About me, which does the two tasks that ask for it', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/checklist/language-and-format')
    await visitor.follow('Go to About me')
    expect(visitor.heading).toBe('About me')
    await visitor.press('Save', { hard: 'reading' })
    for (const task of ['language-and-format', 'support-you-need']) {
      await visitor.open(`/my/checklist/${task}`)
      expect(visitor.$('h1').nextAll('p').first().text().trim()).toBe('Done')
    }
  })

  it('sends a question that is ready with one press, and marks this task alone', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist/money-on-the-day')
    expect(visitor.$('#question').text()).toBe('How much money will I get on the day I leave?')
    await visitor.press('Ask staff this', { added: 'I have £40 in my account' })
    expect(visitor.path).toMatch(/\/sent$/)
    const [sent] = await site.dependencies.database.applications.ofPerson(person.id)
    expect(sent).toMatchObject({
      form: 'something-else',
      topic: 'something-else',
      task: 'money-on-the-day',
      answers: { ask: { words: 'I have £40 in my account' } },
      safetyConcern: false,
    })

    await visitor.open('/my/checklist/money-on-the-day')
    expect(visitor.text).toContain('You have asked staff')
    expect(visitor.text).not.toContain('Ask staff this')
    await visitor.open('/my/checklist/leaving-day-things')
    expect(visitor.text).not.toContain('You have asked staff')
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('Ask how much you will get on the day')
  })

  it('finds the question that was sent when it is sent again, and leads on to add what is new', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist/certificates')
    const other = visitor.anotherTab()
    await other.open('/my/checklist/certificates')
    await visitor.press('Ask staff this')
    await other.press('Ask staff this')
    expect(other.path).toBe(visitor.path)
    expect(await site.dependencies.database.applications.ofPerson(person.id)).toHaveLength(1)
  })

  it('does not stop a form on the same topic, nor does the form stop the question', async () => {
    const { person, visitor } = await arrive()
    await sendApplication(site.dependencies, person, 'drugs-and-alcohol')
    await visitor.open('/my/checklist/take-home-kit')
    await visitor.press('Ask staff this')
    expect(visitor.path).toMatch(/\/sent$/)
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('Get a kit to take home and learn to use it')
    expect(visitor.text).not.toContain('naloxone')
  })

  it('names the task on the draft and the application of a form, and fills in what it decides', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist/end-tenancy')
    await visitor.follow('I need help with this')
    await visitor.press('Start')
    const [draft] = await site.dependencies.database.drafts.of(person.id)
    expect(draft).toMatchObject({ task: 'end-tenancy', answers: { 'keep-or-end': 'end' } })
    await visitor.open('/my/checklist')
    const rowOf = (title: string) => visitor.$(`li:contains("${title}")`).last().text()
    expect(rowOf('End your tenancy the right way.')).toContain('Doing')
    expect(rowOf('Tell us if you have a home to keep.')).not.toContain('Doing')
  })

  it('keeps what was too long, and says by how much', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/checklist/certificates')
    await visitor.press('Ask staff this', { added: 'x'.repeat(302) })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('Your words are 2 letters too long. You can write up to 300')
    expect(visitor.$('#added').val()).toBe('x'.repeat(302))
  })

  it('says on the list what was marked, and how to undo it on the task', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/checklist/cv')
    await visitor.press('Not for me')
    expect(visitor.path).toBe('/my/checklist?saved=cv')
    expect(visitor.$('[role=status]').text()).toBe('Saved. Make or update your CV. Not for me.')
    await visitor.open('/my/checklist/cv')
    await visitor.press('I still have to do this')
    expect(visitor.$('[role=status]').text()).toBe('Saved. Make or update your CV. To do.')
  })

  it('shows an answer, which the person then marks', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/checklist/licence')
    await visitor.press('Ask staff this')
    await site.knex('application').where({ person_id: person.id }).update({
      status: 'closed',
      outcome: 'agreed',
      outcome_reason: 'On Friday.',
      closed_at: site.dependencies.now(),
    })
    await visitor.open('/my/checklist/licence')
    expect(visitor.text).toContain('Staff have answered')
    await visitor.press('I have done this')
    expect(visitor.$('[role=status]').text()).toContain('Done')
  })

  it('cannot ask for a task that has no question, or is not on the list', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/checklist/certificates')
    const { body } = visitor.formOf('Ask staff this')
    for (const task of ['find-id', 'if-court-lets-you-go', 'no-such-task']) {
      expect(await visitor.statusOf(`/my/checklist/${task}/ask`, body)).toBe(404)
    }
  })
})

describe('a personal note', () => {
  it('is saved, hidden until requested, and deleted by emptying the box', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/checklist/cv')
    expect(visitor.text).toContain('Only you can see this note. It is not sent to staff.')
    await visitor.press('Keep my note', { note: 'Ask Gemma for my old CV' })
    expect(visitor.text).toContain('You have a note here.')
    expect(visitor.html).not.toContain('Gemma')
    await visitor.follow('Show my note')
    expect(visitor.$('#note').val()).toBe('Ask Gemma for my old CV')
    await visitor.press('Keep my note', { note: ' ' })
    expect(visitor.text).not.toContain('You have a note here.')
    expect(visitor.$('#note').val()).toBe('')
  })

  it('counts letters as people see them', async () => {
    const { visitor } = await arrive()
    const family = '👨‍👩‍👧‍👦'
    await visitor.open('/my/checklist/cv')
    await visitor.press('Keep my note', { note: family.repeat(500) })
    await visitor.follow('Show my note')
    expect(visitor.$('#note').val()).toBe(family.repeat(500))
    await visitor.press('Keep my note', { note: family.repeat(502) })
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#note')
    expect(visitor.text).toContain('Your note is 2 letters too long. You can write up to 500')
    expect(visitor.$('#note').val()).toBe(family.repeat(502))
    await visitor.press('Keep my note', { note: 'turned\u202e about' })
    expect(visitor.status).toBe(200)
    await visitor.follow('Show my note')
    expect(visitor.$('#note').val()).toBe('turned about')
  })

  it('is visible only to its author', async () => {
    const one = await arrive()
    await one.visitor.open('/my/checklist/cv')
    await one.visitor.press('Keep my note', { note: 'Mine alone' })
    const other = await arrive()
    await other.visitor.open('/my/checklist/cv?note=show')
    expect(other.visitor.$('#note').val()).toBe('')
    await other.visitor.open('/my/plan?with=private')
    expect(other.visitor.html).not.toContain('Mine alone')
  })
})

describe('the leaving plan', () => {
  it('has completed tasks, next tasks, who helps and telephone numbers, and private parts when the person adds them', async () => {
    const { person, visitor } = await arrive()
    await sendApplication(site.dependencies, person, 'drugs-and-alcohol')
    await visitor.open('/my/checklist/cv')
    await visitor.press('Keep my note', { note: 'Ask Gemma <b>soon</b>' })
    await visitor.press('I have done this')
    await visitor.follow('See my plan, to take along')
    expect(visitor.heading).toBe('My plan')
    for (const words of [
      'Plan for Dean Marrick',
      'What you have done Make or update your CV.',
      'Your date to leave is 1 February 2027.',
      'By 4 January 2027',
      'Who can help: Healthcare staff.',
      'R Calloway',
      'Samaritans: 116 123',
      'Shelter (England) emergency helpline: 0808 800 4444',
    ]) {
      expect(visitor.text).toContain(words)
    }
    expect(visitor.text).not.toContain('Gemma')
    expect(visitor.text).not.toContain('Support for me')
    expect(visitor.text).not.toContain('Ask to talk to someone.')

    await visitor.follow('Put my notes and private topics on it')
    expect(visitor.text).toContain('Your note: Ask Gemma <b>soon</b>')
    expect(visitor.text).toContain('Support for me')
    expect(visitor.text).toContain('Ask to talk to someone.')
    expect(visitor.text).not.toMatch(/naloxone|recovery team|drugs/i)
    expect(visitor.headers.get('cache-control')).toBe('no-store, no-cache')
  })

  it.each([
    ['en', 'standard', 'My plan', 11.9],
    ['cy', 'large', 'Fy nghynllun', 17.9],
  ])('is a tagged PDF, in %s at %s size', async (language, size, title, smallest) => {
    const { visitor } = await arrive()
    await visitor.open(`/my/checklist/cv?lang=${language}`)
    await visitor.press(language === 'en' ? 'Keep my note' : 'Cadw fy nodyn', { note: `Gemma ${'x'.repeat(400)}` })
    for (const parts of ['', '&with=private']) {
      const answer = await fetch(`${address}/my/plan.pdf?size=${size}${parts}`, {
        headers: { cookie: `my=${visitor.cookie('my')}` },
      })
      expect(answer.headers.get('content-type')).toBe('application/pdf')
      expect(answer.headers.get('cache-control')).toBe('no-store, no-cache')
      const pdf = await readPdf(new Uint8Array(await answer.arrayBuffer()))
      const text = pdf.pages.map(page => page.text).join(' ')
      expect(pdf).toMatchObject({ title, language: language === 'en' ? 'en-GB' : 'cy-GB', claimsUniversalAccess: true })
      expect(pdf.pages.map(page => page.loose)).toEqual(pdf.pages.map(() => 0))
      expect(Math.min(...pdf.pages.map(page => page.smallest))).toBeGreaterThanOrEqual(smallest)
      expect(text.includes('Gemma')).toBe(parts !== '')
    }
  })

  it('has the known meetings with their days, and a court day when the person includes private parts', async () => {
    const { person, visitor } = await arrive({ riskOfSeriousHarm: 'low' })
    const { database } = site.dependencies
    const staff = await addStaff(site.dependencies, {
      email: 'o@example.test',
      name: 'O',
      role: 'officer',
      prisons: ['LEI'],
    })
    const by = { by: staff.id, at: site.dependencies.now() }
    const key = { personId: person.id, custodyBegan: person.custodyBegan }
    await database.assessments.recordDone({ ...key, kind: 'bcst1' }, { ...by, on: calendarDay('2026-11-20') })
    for (const heldOn of ['2026-11-20', '2026-12-01'].map(calendarDay)) {
      await database.courtHearings.add({ personId: person.id, heldOn, court: 'Leeds Crown Court', ...by })
    }
    await visitor.open('/my/plan')
    const boxes = () =>
      visitor
        .$('.app-plan-boxes__box')
        .toArray()
        .map(each => visitor.$(each).text().trim())
    expect(boxes()).toEqual(
      expect.arrayContaining([
        'Talk about what help you need. Staff aim to do it by 27 November 2026. Day, time and place:',
        // Its day has gone by, so nobody knows when it will be.
        'Look at your plan again, about 12 weeks before you leave. Day, time and place:',
        'Meeting about a month before you leave. Staff aim to do it by 1 January 2027. Day, time and place:',
      ]),
    )
    expect(boxes().at(-1)).toBe('Day, time and place:')
    expect(boxes().join()).not.toMatch(/court/i)
    await database.assessments.recordDone({ ...key, kind: 'bcst2' }, { ...by, on: calendarDay('2026-11-23') })
    await visitor.open('/my/plan?with=private')
    expect(boxes()[0]).toBe('Court on 1 December 2026. Time and place:')
    expect(boxes().join()).not.toMatch(/Leeds|20 November|what help you need/)
  })

  it('has appointments made by others, and their places and private ones only when the person includes private parts', async () => {
    const { person, visitor } = await arrive()
    const { database } = site.dependencies
    const staff = await addStaff(site.dependencies, {
      email: 'p@example.test',
      name: 'P',
      role: 'officer',
      prisons: ['LEI'],
    })
    const { dependencies } = site
    const step = { at: dependencies.now(), happenedOn: dependencies.today(), staffId: staff.id, note: null }
    for (const [kind, at] of [
      ['duty-to-refer', '2026-12-02T10:30:00Z'],
      ['crs-womens', '2026-12-03T09:00:00Z'],
      ['dwp-work-coach', '2026-11-20T09:00:00Z'],
    ] as const) {
      const id = await database.referrals.open(
        { personId: person.id, kind, whom: 'Women’s centre', applicationId: null, chaseOn: null },
        { ...step, status: 'sent', appointment: null, idempotencyKey: randomUUID() },
      )
      const appointment = { at: new Date(at), place: 'Merrion House' }
      await database.referrals.change(
        { id, version: 1 },
        { status: 'appointment', holderId: staff.id, endedAt: null },
        { ...step, kind: 'moved', status: 'appointment', appointment, idempotencyKey: randomUUID() },
      )
    }
    const boxes = () => visitor.$('.app-plan-boxes').text()
    await visitor.open('/my/plan')
    expect(boxes()).toContain('Meeting about a place to live. It is on 2 December 2026 at 10:30. Place:')
    expect(boxes()).not.toMatch(/Merrion|3 December|20 November|Women/)
    await visitor.open('/my/plan?with=private')
    expect(boxes()).toContain('Meeting about a place to live. It is on 2 December 2026 at 10:30. Place: Merrion House.')
    expect(boxes()).toContain('Meeting with someone who helps you. It is on 3 December 2026 at 09:00.')
    expect(boxes()).not.toMatch(/Women|20 November/)
    await visitor.open('/my/plan?lang=cy')
    expect(boxes()).toContain('Cyfarfod am le i fyw. Mae’r cyfarfod ar 2 Rhagfyr 2026 am 10:30. Lle:')
  })

  it('names the chapter of the booklet, as the task does, unless the name would reveal what a neutral title hides', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/plan?with=private')
    expect(visitor.text).toContain('In the booklet: Money and benefits')
    expect(visitor.text).not.toContain('In the booklet: Drugs and alcohol')
    await visitor.open('/my/checklist/bank-account')
    const link = (chapter: string) => visitor.$(`main a[href="/my/booklet/${chapter}"]`).text()
    expect(link('money-and-benefits')).toBe('Read about this in the booklet: Money and benefits')
    await visitor.open('/my/checklist/support-team')
    expect(link('drugs-and-alcohol')).toBe('Read about this in the booklet')
  })

  it('says which note cannot be printed in the PDF', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/checklist/cv')
    await visitor.press('Keep my note', { note: 'ضاع جواز سفري' })
    const answer = await fetch(`${address}/my/plan.pdf?with=private`, {
      headers: { cookie: `my=${visitor.cookie('my')}` },
    })
    const pdf = await readPdf(new Uint8Array(await answer.arrayBuffer()))
    expect(pdf.pages.map(page => page.text).join(' ')).toContain('You have a note here that this PDF cannot show.')
  })

  it('is available only to people who are signed in', async () => {
    for (const path of ['/my/plan', '/my/plan.pdf', '/my/plan?with=private']) {
      const visitor = new Visitor(address)
      await visitor.open(path)
      expect(visitor.path).toBe('/my/sign-in')
    }
  })

  it('names only existing, public contacts with a telephone number', () => {
    const { contacts } = site.dependencies.published.content
    expect(
      planContacts.filter(id => contacts.get(id)?.shown !== true || contacts.get(id)?.phones.length === 0),
    ).toEqual([])
  })
})

describe('the release day', () => {
  const rows = (visitor: Visitor) => visitor.$('.app-pocket').text().replace(/\s+/g, ' ')

  it('says what the service knows, and where to ask for what it does not', async () => {
    const { person, visitor } = await arrive({
      releaseDate: calendarDay('2027-02-05'),
      comName: 'R Calloway',
      homeRegion: 'north-west',
    })
    await visitor.open('/my/release-day')
    expect(visitor.heading).toBe('My release day')
    expect(visitor.text).toContain('Friday 5 February 2027')
    expect(visitor.text).toContain('Your probation worker is R Calloway.')
    expect(visitor.text).toContain('Not known yet.')
    expect(visitor.$('main a[href="/my/applications/new/somewhere-to-live"]')).toHaveLength(1)

    const { database, now } = site.dependencies
    const staff = await addStaff(site.dependencies, {
      email: 'day@example.test',
      name: 'D',
      role: 'officer',
      prisons: ['LEI'],
    })
    await database.leaving.record(
      { housing: 'family' },
      {
        personId: person.id,
        custodyBegan: person.custodyBegan,
        staffId: staff.id,
        at: now(),
        idempotencyKey: randomUUID(),
      },
    )
    await visitor.open('/my/release-day')
    expect(visitor.text).toContain('Staff have written: with family or friends.')
    expect(visitor.$('main a[href="/my/applications/new/somewhere-to-live"]')).toHaveLength(0)
  })

  it('is the tag day for whoever may go on a tag, and no day that has passed', async () => {
    const { visitor } = await arrive({
      releaseDate: calendarDay('2027-02-05'),
      tagDate: calendarDay('2026-12-09'),
    })
    await visitor.open('/my/release-day')
    expect(visitor.text).toContain('Wednesday 9 December 2026')
    expect(visitor.text).toContain('You may go home on a tag on this day.')

    const { visitor: late } = await arrive({ releaseDate: calendarDay('2026-11-20') })
    await late.open('/my/release-day')
    expect(late.text).toContain('Not known yet. Ask staff for your date.')
    expect(late.text).not.toContain('20 November')
  })

  it('has a card with the numbers of the country that the person goes to, and neither name nor prison', async () => {
    const { visitor: english } = await arrive({ homeRegion: 'north-west', lastName: 'Nameless' })
    await english.open('/my/release-day')
    await english.follow('See the card and print it')
    expect(rows(english)).toContain('0808 800 4444 Shelter (England)')
    expect(rows(english)).not.toMatch(/Nameless|Leeds/)

    const { visitor: welsh } = await arrive({ homeRegion: 'wales' })
    await welsh.open('/my/release-day/card')
    expect(rows(welsh)).not.toContain('England')
    await welsh.open('/my/plan')
    expect(welsh.text).not.toContain('Citizens Advice (England)')
  })

  it('names only public contacts with a telephone number', () => {
    const { contacts } = site.dependencies.published.content
    expect(cardContacts.filter(id => contacts.get(id)?.shown !== true)).toEqual([])
  })
})

describe('own goals', () => {
  const goals = (visitor: Visitor) => visitor.$('form.app-card').text().replace(/\s+/g, ' ')

  it('are kept in the person’s own words, once each, and can be done and taken away', async () => {
    const { visitor } = await arrive()
    await visitor.open('/my/goals')
    await visitor.press('Add my goal', { goal: '' })
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#goal')
    for (let times = 0; times < 2; times += 1) await visitor.press('Add my goal', { goal: 'See my brother' })
    expect(visitor.$('form.app-card')).toHaveLength(1)
    expect(goals(visitor)).toContain('See my brother You wrote this on 23 November 2026. Only you can see it.')
    await visitor.press('Done: See my brother')
    expect(goals(visitor)).toContain('You marked this as done on 23 November 2026.')
    await visitor.press('Take it away: See my brother')
    expect(visitor.$('form.app-card')).toHaveLength(0)
  })

  it('are seen by staff when the person shares them, and only then', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/goals')
    await visitor.press('Add my goal', { goal: 'Mine alone', who: 'me' })
    await visitor.press('Add my goal', { goal: 'Learn to weld', who: 'staff' })
    const seen = async () => (await site.dependencies.database.ownGoals.shared(person.id)).map(({ goal }) => goal)
    expect(await seen()).toEqual(['Learn to weld'])
    await visitor.press('Only for me: Learn to weld')
    expect(await seen()).toEqual([])
    await visitor.press('Show it to staff: Mine alone')
    expect(await seen()).toEqual(['Mine alone'])
    const given = await site.dependencies.database.personRecords.everything(person.id, [])
    expect(JSON.stringify(given.find(({ table }) => table === 'own_goal'))).toMatch(/Mine alone/)
    expect(JSON.stringify(given)).not.toContain('weld')
  })

  it('of somebody else cannot be changed', async () => {
    const { person, visitor } = await arrive()
    await visitor.open('/my/goals')
    await visitor.press('Add my goal', { goal: 'See the sea' })
    const [goal] = await site.dependencies.database.ownGoals.ofPerson(person.id)
    const { visitor: other } = await arrive()
    await other.open('/my/goals')
    const token = String(other.$('[name=_csrf]').first().val())
    const remove = new URLSearchParams({ _csrf: token, change: 'remove' })
    await other.post(`/my/goals/${goal!.id}`, remove)
    expect(await site.dependencies.database.ownGoals.ofPerson(person.id)).toEqual([goal])
    await other.post('/my/goals/constructor', remove)
    expect(other.status).toBe(400)
  })
})

it('shows nothing of the plan or the note to the next person', async () => {
  const { visitor } = await arrive()
  await visitor.open('/my/checklist/cv')
  await visitor.press('Keep my note', { note: 'Mine alone' })
  await visitor.open('/my/plan?with=private')
  expect(visitor.text).toContain('Mine alone')
  await visitor.press('I have finished')
  for (const path of ['/my/plan?with=private', '/my/checklist/cv?note=show', '/my/plan.pdf?with=private']) {
    await visitor.open(path)
    expect([visitor.path, visitor.html.includes('Mine alone')]).toEqual(['/my/sign-in', false])
  }
})
