import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer'
import { createApp } from '../../../server/portal'
import { follow, joinBrowser, newWindow, press, textOf } from '../../set-up/browser'
import { startTestConsole, type TestConsole } from '../../set-up/console'
import { sendApplication, testPassword } from '../../set-up/people'
import { Visitor } from '../../set-up/visitor'

jest.setTimeout(180_000)

let staffConsole: TestConsole
let browser: Browser
let folder: string
let portal: string

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('ada', 'officer')
  await staffConsole.hire('ben', 'officer')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('manager', 'manager')
  portal = await staffConsole.serve(createApp)
  browser = await joinBrowser()
  folder = await mkdtemp(join(tmpdir(), 'resettlement-service-working-day-'))
})

afterAll(async () => {
  await browser.disconnect()
  await rm(folder, { recursive: true })
  await staffConsole.stop()
})

/** The morning's file: two who came in on Friday and leave in ten weeks, and one on remand. */
const receptions = [
  'prison_number,last_name,first_name,date_of_birth,sex,prison,location,reception_date,custody_status,sentence_type,sentenced_on,sentence_months,release_date,risk_of_serious_harm,home_region,com_email,com_name',
  'A1001AA,Ashdown,Carl,01/02/1980,M,LEI,A-1-001,20/11/2026,sentenced,determinate,20/11/2026,10,01/02/2027,medium,yorkshire-and-the-humber,com@example.test,R Calloway',
  'A1002AA,Birkett,Omar,03/04/1990,M,LEI,A-1-002,20/11/2026,sentenced,determinate,20/11/2026,10,02/02/2027,low,yorkshire-and-the-humber,com@example.test,R Calloway',
  'A1003AA,Coulter,Lee,05/06/1995,M,LEI,A-1-003,20/11/2026,remand,,,,,,,,',
].join('\n')

/** Somebody at their own desk, signed in. */
async function atWork(name: string): Promise<Page> {
  const page = await newWindow(browser)
  await page.goto(`${staffConsole.address}/sign-in`)
  await page.type('#email', `${name}@example.test`)
  await page.type('#password', testPassword)
  await press(page, 'Sign in')
  return page
}

it('goes from the morning’s file to the evening’s report', async () => {
  // The administrator takes the receptions in, and gives out their assessments.
  const administrator = await atWork('administrator')
  await follow(administrator, 'Manage')
  await administrator.click('[value=receptions]')
  const file = join(folder, 'receptions.csv')
  await writeFile(file, receptions)
  await (await administrator.waitForSelector('input[type=file]'))?.uploadFile(file)
  await press(administrator, 'Import')
  expect(await textOf(administrator)).toContain('3 people added')
  await follow(administrator, 'People')
  await follow(administrator, 'Assessments')
  await follow(administrator, 'Allocate BCST2')
  await follow(administrator, 'Share evenly')
  await press(administrator, 'Allocate as in the rows')
  expect(await textOf(administrator)).toContain('3 assessments are allocated')
  await administrator.goto(`${staffConsole.address}/people/A1001AA`)
  await follow(administrator, 'Make a PIN slip')
  await press(administrator, 'Make the PIN slip')
  const pin = /\b\d{6}\b/.exec(await textOf(administrator))?.[0] ?? ''

  // A person signs in with the slip, and asks for help with housing.
  const person = await new Visitor(portal).open('/my/sign-in')
  await person.press('Sign in', { 'prison-number': 'A1001AA', pin })
  await person.press('Keep this PIN', { pin: '739206', again: '739206' })
  expect(person.heading).toBe('8 quick questions')
  const carl = (await staffConsole.dependencies.database.people.findByNumber('A1001AA'))!
  const { reference } = await sendApplication(staffConsole.dependencies, carl, 'somewhere-to-live', {
    'tell-council': 'yes',
    'which-council': { words: 'Leeds' },
    'share-contact': 'yes',
  })

  // Both officers open it. One claims it; the other, whose page is old, is told so and can go on from there.
  const ada = await atWork('ada')
  const ben = await atWork('ben')
  for (const officer of [ada, ben]) {
    await follow(officer, '1 unclaimed')
    await follow(officer, 'Somewhere to live when I leave')
  }
  await press(ada, 'Claim it')
  expect(await textOf(ada)).toMatch(/You have \S+ now/)
  await press(ben, 'Claim it')
  expect(await textOf(ben)).toContain('Claimed ada at work')
  await follow(ben, 'Go to the application as it is now')
  await ben.goto(`${staffConsole.address}/applications/${reference}/notes`)
  await ben.type('#note', 'He told me that his sister may take him.')
  await press(ben, 'Save staff note')
  await ada.goto(`${staffConsole.address}/applications/${reference}/notes`)
  expect(await textOf(ada)).toContain('He told me that his sister may take him.')

  // She writes down his first assessment and what he needs, and asks the council, as he agreed.
  await follow(ada, 'Carl Ashdown')
  await follow(ada, 'Record what was done')
  await ada.click('[name=kind][value=bcst1]')
  await press(ada, 'Record it')
  expect(await textOf(ada)).toContain('23 November 2026, recorded by ada at work')
  await ada.goto(`${staffConsole.address}/people/A1001AA/plan`)
  await follow(ada, 'Accommodation')
  await ada.type('#need', 'Somewhere to live in Leeds')
  await press(ada, 'Add the need')
  await ada.goto(`${staffConsole.address}/applications/${reference}`)
  await follow(ada, 'Begin a referral')
  await ada.click('[value=duty-to-refer]')
  await ada.type('#referral-whom', 'Leeds City Council')
  await ada.click('[value=sent]')
  await press(ada, 'Begin it')
  expect(await textOf(ada)).toContain('Sent, 23 November 2026 ada at work 7 December 2026')
  await ada.goto(`${staffConsole.address}/applications/${reference}`)
  await follow(ada, 'Answer and close')
  await ada.click('[name=outcome][value=agreed]')
  for (const done of await ada.$$('[name^=settle-][value=done]')) await done.click()
  await ada.type('#answer', 'We have asked Leeds council. They will call you on 4 December.')
  await press(ada, 'Check before you send')
  await press(ada, 'Send to Carl Ashdown and close')
  await person.open('/my/messages')
  await person.follow(`About: Housing ${reference}`)
  expect(person.text).toContain('They will call you on 4 December.')

  // The COM sees what the prison did, and asks for one thing more, which the other officer does.
  const com = await atWork('com')
  await follow(com, '1 application answered')
  expect(await textOf(com)).toContain(reference)
  await follow(com, 'Home')
  await follow(com, 'See your people')
  await follow(com, 'Ashdown, Carl')
  await follow(com, 'Ask the pre-release team to do something')
  await com.click('[value=council-contact]')
  await com.type('#task-due', '30/11/2026')
  await com.type('#task-why', 'His sister has a room, and the council must know.')
  await press(com, 'Ask the team')
  await follow(ben, 'Home')
  await follow(ben, '1 request to the team waits for somebody to take it')
  await follow(ben, 'Contact a council about housing, Ashdown, Carl')
  await press(ben, 'Take it')
  await ben.type('#task-note', 'Leeds council knows.')
  await press(ben, 'Say that it is done')
  await follow(com, 'Home')
  await follow(com, '1 request to the team done or not done for you to read')
  await follow(com, 'Contact a council about housing, Ashdown, Carl')
  expect(await textOf(com)).toContain('Leeds council knows.')

  // The manager looks at the day: in a report, in its file, and in who looked at whom.
  const manager = await atWork('manager')
  await follow(manager, 'Reports')
  await follow(manager, 'Replies in time')
  expect(await textOf(manager)).toContain('November 2026 1 to 4 0')
  const csv = await manager.$$eval('main a[href*="csv"]', ([link]) =>
    fetch((link as HTMLAnchorElement).href).then(answer => answer.text()),
  )
  expect(csv).toMatch(/Month,In time,Late/)
  await follow(manager, 'Reports')
  await follow(manager, 'Needs found and met')
  expect(await textOf(manager)).toContain('Accommodation 0 1 to 4')
  await manager.goto(`${staffConsole.address}/people/A1001AA`)
  await follow(manager, 'See who viewed this person')
  for (const name of ['ada', 'ben', 'administrator']) expect(await textOf(manager)).toContain(`${name} at work`)
})
