import { follow, press } from '../../set-up/browser'
import { expectNoBarriers, staffConsole, open, page, signIn, walkConsole } from './console'

walkConsole()

it('referrals: the list, a person’s with an error, and one with its steps', async () => {
  await signIn('officer')
  await open('/people/A1234AA/referrals')
  await press(page, 'Begin it')
  await expectNoBarriers()
  await page.click('[value=crs-mentoring]')
  await page.type('#referral-whom', 'Mentors')
  await page.click('[value=asked-com]')
  await press(page, 'Begin it')
  await expectNoBarriers()
  await follow(page, 'CRS, mentoring')
  await expectNoBarriers()
  await page.click('[value=appointment]')
  await page.type('#appointment-time', '9')
  await press(page, 'Record it')
  await expectNoBarriers()
  await open('/referrals')
})

it('assessments: the list, a person’s with an error, and giving them out', async () => {
  await signIn('officer')
  await open('/assessments?state=all')
  await open('/people/A1234AA/plan')
  await open('/people/A1234AA/plan/accommodation')
  await page.type('#need', 'Nowhere to live')
  await press(page, 'Add the need')
  await expectNoBarriers()
  await press(page, 'Add the action')
  await expectNoBarriers()
  await page.type('#action', 'Ask the council')
  await page.click('#responsible')
  await page.type('#due', '1/11/2026')
  await press(page, 'Add the action')
  await open('/actions')
  await open('/people/A1234AA')
  await open('/people/A1234AA/consents/new')
  await press(page, 'Save this consent')
  await expectNoBarriers()
  await open('/people/A1234AA/assessments')
  await press(page, 'Record it')
  await expectNoBarriers()
  await page.click('#kind')
  await press(page, 'Record it')
  await expectNoBarriers()
  await signIn('administrator')
  await open('/assessments/allocate?way=evenly')
  const other = await page.browserContext().newPage()
  await other.goto(page.url())
  await press(other, 'Allocate as in the rows')
  await other.close()
  await press(page, 'Allocate as in the rows')
  await expectNoBarriers()
})

it('who leaves: the list, and what is settled for one of them', async () => {
  await signIn('officer')
  await open('/leaving')
  await staffConsole.inDatabase(`
    insert into referral (person_id, kind, whom, state, opened_at, ended_at)
      select id, 'gp-registration', 'Surgery', 'done', now(), now() from person where prison_number = 'A2345BB'`)
  await open('/people/A2345BB/leaving')
  await press(page, 'Record GP: Known or arranged')
  await page.click('#housing')
  await press(page, 'Record it')
  await expectNoBarriers()
})

it('the court list, its packs, and the hearings of one person with an error', async () => {
  await signIn('officer')
  await open('/people/A4001DD/hearings')
  await press(page, 'Enter the hearing')
  await expectNoBarriers()
  await page.type('#hearing-day', '24/11/2026')
  await page.type('#court', 'Leeds')
  await press(page, 'Enter the hearing')
  await expectNoBarriers()
  await open('/court-list')
  await open('/court-list/packs')
})

it('correcting a fact: written, chosen, with errors', async () => {
  await signIn('officer')
  for (const fact of ['releaseDate', 'custodyStatus']) {
    await open(`/people/A4001DD/facts/${fact}`)
    await press(page, 'Correct it')
    await expectNoBarriers()
  }
})

it('a whole record: given out, and beside another', async () => {
  await signIn('manager')
  await open('/people/A2345BB/data')
  await open('/people/A2345BB/merge')
  await press(page, 'Look at both')
  await expectNoBarriers()
  await open('/people/A2345BB/merge?with=A4001DD')
})

it('the plans of a wing: asked for, found, nobody, and to print in both languages', async () => {
  await signIn('officer')
  for (const path of [
    '/plans',
    '/plans?prison=LEI&location=&weeks=',
    '/plans?prison=LEI&location=Z&weeks=4',
    '/plans/print?prison=LEI&location=B&large=yes',
  ]) {
    await open(path)
  }
})

it('entering a paper form: which, empty, wrong', async () => {
  await signIn('officer')
  await open('/people/A1234AA/paper')
  await open('/people/A1234AA/paper/A01')
  await press(page, 'Send it for Dean Marrick')
  await expectNoBarriers()
})

it('a person, and a PIN slip', async () => {
  await signIn('officer')
  await page.goto(`${staffConsole.address}/people/A1234AA`)
  await page.click('main details summary')
  await expectNoBarriers()
  await follow(page, 'Make a PIN slip')
  await expectNoBarriers()
  await press(page, 'Make the PIN slip')
  await expectNoBarriers()
})

it('the page for printing a PIN slip prints the slip and nothing else', async () => {
  await signIn('officer')
  await staffConsole.dependencies.database.pins.ask('A2345BB', staffConsole.dependencies.now())
  await open('/people')
  await open('/people/A2345BB/pin-request')
  await page.$eval('main form', element => element.requestSubmit())
  await page.waitForSelector('.govuk-error-summary')
  await expectNoBarriers()
  await page.goto(`${staffConsole.address}/people/A2345BB/pin-slip`)
  await press(page, 'Make the PIN slip')
  await page.emulateMediaType('print')
  const printed = (await page.evaluate('document.body.innerText')) as string
  expect(printed.replace(/\s+/g, ' ').trim()).toMatch(
    /^Eich PIN ar gyfer Gadael y carchar .* Staff never ask for your PIN\.$/,
  )
})

/** A person who is new, one with a day that there is not, and a column that nobody asked for. */
const receptions = `prison_number,last_name,first_name,prison,reception_date,custody_status,booking
A7001EE,New,Nia,LEI,23/11/2026,sentenced,1
A7002EE,Wrong,Will,LEI,31/11/2026,sentenced,2
`

it('imports: none, with errors, and what became of each row', async () => {
  await signIn('officer')
  await open('/imports')
  await press(page, 'Import')
  await expectNoBarriers()
  await page.click('[value=receptions]')
  await page.$eval(
    '#file',
    (field, rows) => {
      const files = new DataTransfer()
      files.items.add(new File([rows], 'people.csv'))
      ;(field as HTMLInputElement).files = files.files
    },
    receptions,
  )
  await press(page, 'Import')
  await expectNoBarriers()
  expect(await page.$('#refused')).not.toBeNull()
  await open('/imports')
})

it('requests from outside: none, one that is logged and answered, each with an error', async () => {
  await signIn('officer')
  await open('/outside-requests')
  await open('/people/A1234AA/outside-requests')
  await press(page, 'Log the request')
  await expectNoBarriers()
  await page.click('#request-asker')
  await page.type('#request-whom', 'Marrick Council')
  await page.click('#request-way')
  await page.type('#request-words', 'Has he a flat?')
  await press(page, 'Log the request')
  await expectNoBarriers()
  await open('/outside-requests')
  await page.click('main td a, main tbody th a')
  await page.waitForSelector('form textarea')
  await press(page, 'Record the answer')
  await expectNoBarriers()
})

it('scans of paper: none, with errors, one that is added, and its removal with an error', async () => {
  await signIn('officer')
  await open('/people/A1234AA/papers')
  await press(page, 'Add the scan')
  await expectNoBarriers()
  await page.click('[value=letter]')
  await page.$eval('#file', field => {
    const files = new DataTransfer()
    files.items.add(new File(['%PDF-1.4\n%%EOF'], 'letter.pdf'))
    ;(field as HTMLInputElement).files = files.files
  })
  await press(page, 'Add the scan')
  await expectNoBarriers()
  await page.click('#scans td a[href$="/remove"]')
  await page.waitForSelector('form textarea')
  await press(page, 'Remove the scan')
  await expectNoBarriers()
  await page.type('#scan-because', 'Twice')
  await press(page, 'Remove the scan')
  await expectNoBarriers()
})
