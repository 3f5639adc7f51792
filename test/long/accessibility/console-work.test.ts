import { calendarDay } from '../../../server/domain/calendar'
import { follow, newWindow, press, settleActions } from '../../set-up/browser'
import { readPdf } from '../../set-up/pdf'
import { addPerson, sendApplication } from '../../set-up/people'
import {
  bank,
  browser,
  concern,
  expectNoBarriers,
  staffConsole,
  open,
  page,
  secret,
  signIn,
  useWindow,
  walkConsole,
} from './console'

walkConsole()

it('COM requests, and a COM’s people: each page with an error, and what two do at once', async () => {
  await signIn('com')
  await expectNoBarriers()
  await open('/people/A2345BB/tasks')
  await press(page, 'Ask the team')
  await expectNoBarriers()
  await page.click('[value=gp]')
  await page.type('#task-due', '30/11/2026')
  await page.type('#task-why', 'He is ill')
  await press(page, 'Ask the team')
  await expectNoBarriers()
  const address = new URL(page.url()).pathname
  await signIn('officer')
  await open('/tasks')
  await page.goto(`${staffConsole.address}${address}`)
  await press(page, 'Say that it is done')
  await expectNoBarriers()
  await staffConsole.knex('com_request').update({ version: 9 })
  await press(page, 'Take it')
  await expectNoBarriers()
  await page.type('#task-note', 'Rang them')
  await press(page, 'Say that it is done')
  await open('/people/A2345BB/tasks/note?to=soon')
  await open('/people/A2345BB/tasks/note')
  await signIn('com')
  await open(address)
  await open('/your-people?since=soon')
  await open('/your-people?page=2')
  await open('/your-people/done')
})

it('questions to healthcare: asked, answered when withdrawn meanwhile, corrected; what healthcare sees', async () => {
  await signIn('officer')
  await open('/people/A2345BB/questions')
  await press(page, 'Ask')
  await expectNoBarriers()
  await page.click('[value=healthcare]')
  await page.type('#question-words', 'Can he travel alone?')
  await page.select('#application', secret.reference)
  await press(page, 'Ask')
  await expectNoBarriers()
  const address = new URL(page.url()).pathname
  await press(page, 'Withdraw the enquiry')
  await expectNoBarriers()
  await open('/questions')
  await signIn('nurse')
  await expectNoBarriers()
  await open('/questions')
  await open('/roles')
  await open('/policy/PF-3.8')
  await open('/policy/OMiC-Discretionary-release')
  await open(address)
  await press(page, 'Send the answer')
  await expectNoBarriers()
  await staffConsole.knex('enquiry').update({ status: 'withdrawn', ended_at: staffConsole.dependencies.now() })
  await page.type('#question-answer', 'Yes')
  await press(page, 'Send the answer')
  await expectNoBarriers()
  await staffConsole.knex('enquiry').update({ status: 'answered' })
  await open(address)
  await signIn('officer')
  await open(`/applications/${secret.reference}`)
})

it('an application on paper: what was asked, decided and done, and nothing to press', async () => {
  await signIn('officer')
  await page.goto(`${staffConsole.address}/applications/${concern.reference}/print`)
  const { pages } = await readPdf(await page.pdf())
  const text = pages.map(sheet => sheet.text.replace(/\s+/g, ' ')).join(' ')
  for (const heading of ['What Dean Marrick wrote', 'What to do', 'With you because', 'Notes and history'])
    expect(text).toContain(heading)
  for (const words of ['Queue', 'Sign out', 'Claim it', 'Send the message', 'print this page', 'is recorded']) {
    expect(text).not.toContain(words)
  }
})

it('the queue and the people: full, filtered, empty, second page', async () => {
  await signIn('officer')
  for (const path of [
    '/queue',
    '/queue?sort=release&due=soon',
    '/queue?list=mine',
    '/queue?list=done',
    '/queue?list=all&search=0123456789abcdef',
    '/people',
    '/people?search=0123456789abcdef',
  ]) {
    await open(path)
  }
  await press(page, 'Search')
  await expectNoBarriers()
  await open('/queue')
  await press(page, 'Seen notice about Owain Llwyd')
  await expectNoBarriers()
})

it('replies on paper: nothing, found, sheets in both languages, printed before', async () => {
  const { dependencies } = staffConsole
  for (const { id } of [bank, secret])
    await dependencies.database.messages.add(id, {
      sender: 'staff',
      staffId: null,
      body: 'Yes.',
      sentAt: dependencies.now(),
    })
  const owain = await dependencies.database.people.findByNumber('A2345BB')
  const welsh = await sendApplication(dependencies, owain!, 'bank-account')
  const answer = { sender: 'staff', staffId: null, body: 'Iawn.', sentAt: dependencies.now() } as const
  await dependencies.database.messages.add(welsh.id, answer)
  await signIn('officer')
  await open('/replies/print?prison=LEI&location=none')
  await page.goto(`${staffConsole.address}/replies/print?prison=LEI&location=`)
  await expectNoBarriers()
  await press(page, 'Make 3 sheets to print')
  await expectNoBarriers()
  const { pages } = await readPdf(await page.pdf())
  expect(pages).toHaveLength(3)
  expect(pages.every(sheet => /^Dean Marrick|^Owain Llwyd/.test(sheet.text.trim()))).toBe(true)
  await open('/replies/print')
})

it('the list of work: next page, search and its errors, saved filters, many at once, short cuts', async () => {
  await signIn('officer')
  await page.goto(`${staffConsole.address}/queue`)
  await page.click('.app-pages [rel=next]')
  await page.waitForSelector('.app-pages [rel=prev]')
  await expectNoBarriers()
  await open('/queue')
  await page.type('#find', 'Marick')
  await press(page, 'Search')
  await expectNoBarriers()
  await open('/queue?priority=standard')
  await page.click('.app-filters details:last-of-type summary')
  await press(page, 'Save the list')
  await expectNoBarriers()
  await page.type('#filter-name', 'Not urgent')
  await press(page, 'Save the list')
  await expectNoBarriers()
  await press(page, 'Claim selected')
  await expectNoBarriers()
  await press(page, 'Assign')
  await expectNoBarriers()
  await page.goto(`${staffConsole.address}/queue?priority=standard`)
  await page.waitForSelector('#choose-all')
  await page.click('#choose-all')
  expect(await page.$$eval('[name=chosen]:checked', ticked => ticked.length)).toBe(25)
  await page.keyboard.press('?')
  await page.waitForSelector('#keys[open]')
  await expectNoBarriers()
  await page.keyboard.press('Escape')
  await expectNoBarriers()
  await press(page, 'Claim selected')
  await expectNoBarriers()
  await press(page, 'Return selected to team')
  await expectNoBarriers()
})

it('an application: open, wrong, claimed, done, out of date, answered', async () => {
  await signIn('officer')
  const address = `/applications/${concern.reference}`
  await open(address)
  for (const [part, button] of [
    ['messages', 'Send to Dean Marrick'],
    ['notes', 'Save staff note'],
  ] as const) {
    await open(`${address}/${part}`)
    await press(page, button)
    await expectNoBarriers()
  }
  await open(`${address}/facts`)
  await open(`${address}/print`)
  await open(`${address}/consents/new`)
  await press(page, 'Save this consent')
  await expectNoBarriers()
  await page.goto(`${staffConsole.address}${address}`)
  await press(page, 'Claim it')
  await press(page, 'Mark as done: Consider opening an ACCT')
  await page.goto(`${staffConsole.address}${address}/notes`)
  await page.type('#note', 'Rang the wing')
  await press(page, 'Save staff note')
  await page.goto(`${staffConsole.address}${address}/messages`)
  await page.type('#message', 'We are on it')
  await press(page, 'Send to Dean Marrick')
  await follow(page, 'Acknowledge and record')
  await expectNoBarriers()
  await press(page, 'Acknowledge the concern')
  await expectNoBarriers()
  await page.type('#what-was-done', 'Opened an ACCT')
  await page.click('[name=acct][value=opened]')
  await page.type('#acct-number', 'LEI-1')
  await page.type('#acct-by', 'P Kettlewell')
  await press(page, 'Acknowledge the concern')
  await expectNoBarriers()
  await open('/safety')
  await expectNoBarriers()
  await open('/safety/raise?person=A1234AA')
  await press(page, 'Raise the concern')
  await expectNoBarriers()
  await page.goto(`${staffConsole.address}${address}`)

  const stale = page
  await follow(stale, 'Answer and close')
  await expectNoBarriers()
  useWindow(await newWindow(browser))
  await signIn('second')
  await page.goto(`${staffConsole.address}${address}`)
  await press(page, 'Take it over from officer at work')
  await expectNoBarriers()
  await page.browserContext().close()
  useWindow(stale)
  await page.click('#outcome')
  await page.click('[data-puts-in][value=agreed]')
  await expectNoBarriers()
  await page.$eval('textarea#answer', box => {
    box.value = `Accommodation ${'and so on '.repeat(10)}.`
  })
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await settleActions(page)
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await press(page, 'Send to Dean Marrick and close')
  await expectNoBarriers()
  await follow(page, 'Go to the application as it is now')
  await follow(page, 'Answer and close')
  await page.click('#outcome')
  await page.type('#answer', 'Yes, from Monday.')
  await settleActions(page)
  await press(page, 'Check before you send')
  await press(page, 'Send to Dean Marrick and close')
  await expectNoBarriers()
  await open(`${address}/outcome`)
})

it('another look: waiting, on the list, wrong, answered', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A4567DD')
  const { id, reference } = await sendApplication(dependencies, person, 'bank-account')
  await staffConsole
    .knex('application')
    .where({ id })
    .update({ status: 'closed', outcome: 'not-agreed', outcome_reason: 'Not yet', closed_at: dependencies.now() })
  const asked = { words: 'I have my ID now', askedAt: dependencies.now(), respondBy: calendarDay('2026-11-30') }
  await dependencies.database.reviewRequests.add(id, asked)
  // Asked about again, so that the page names what is open too.
  await sendApplication(dependencies, person, 'bank-account')
  await signIn('manager')
  await expectNoBarriers()
  await open('/queue?list=another-look')
  await open(`/applications/${reference}`)
  await follow(page, 'Look again and answer')
  await expectNoBarriers()
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await page.click('#look-outcome-2')
  await page.type('#look-answer', 'You are right')
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await press(page, 'Send to Dean Marrick')
  await expectNoBarriers()
})

it('a restricted application that is sent elsewhere', async () => {
  await signIn('officer')
  await open(`/applications/${secret.reference}`)
  await open(`/applications/${secret.reference}/override`)
  await press(page, 'Pass it on')
  await expectNoBarriers()
  await page.click('#destination')
  await page.type('#reason', 'She asked for her COM')
  await press(page, 'Pass it on')
  await expectNoBarriers()
})

it('what others are told: the list, and one that is done', async () => {
  const notifications = await staffConsole.inDatabase<{ id: number }>(
    "select id from notification where recipient = 'prison-safety' order by id",
  )
  await staffConsole.hire('safety', 'safety')
  for (const name of ['safety', 'officer']) {
    await signIn(name)
    await open('/told-and-asked')
  }
  await signIn('safety')
  await open(`/told-and-asked/${notifications[0]!.id}`)
  await press(page, 'Mark as done')
  await expectNoBarriers()
})

it('reopening an application, with an error', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A4669LL')
  const { id, reference } = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  const closed = { status: 'closed', outcome: 'agreed', closed_at: staffConsole.dependencies.now() }
  await staffConsole.knex('application').where({ id }).update(closed)
  await signIn('manager')
  await open(`/applications/${reference}`)
  await open(`/applications/${reference}/reopen`)
  await press(page, 'Reopen')
  await expectNoBarriers()
})

it('how the COM was consulted outside the service, with an error', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A4670MM')
  const { reference } = await sendApplication(staffConsole.dependencies, person, 'somewhere-to-live')
  await signIn('officer')
  await open(`/applications/${reference}/consulted`)
  await press(page, 'Record it')
  await expectNoBarriers()
})

it('who has left: the list, where somebody is with an error, and leaving with an error', async () => {
  await addPerson(staffConsole.dependencies, 'A4668KK', { releaseDate: calendarDay('2026-11-20') })
  await signIn('officer')
  await open('/left')
  await open('/people/A4668KK/whereabouts')
  await press(page, 'Record it')
  await expectNoBarriers()
  await open('/people/A4668KK/left')
  await page.$eval('#left-on', field => ((field as unknown as { value: string }).value = ''))
  await press(page, 'Record that they have left')
  await expectNoBarriers()
})
