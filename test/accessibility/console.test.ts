import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'puppeteer'
import { calendarDay } from '../../server/domain/calendar'
import { hasOwnPrisons, roles, type Role } from '../../server/domain/staff/roles'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { makeComRequest } from '../../server/use-cases/work/com-requests'
import { makeEnquiry } from '../../server/use-cases/work/enquiries'
import { logOutsideRequest } from '../../server/use-cases/work/outside-requests'
import { findBarriersWithScripts } from '../set-up/barriers'
import { follow, joinBrowser, newWindow, press, settleActions } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { templatesLeft } from '../set-up/templates'

let staffConsole: TestConsole
let browser: Browser
let page: Page
let left: () => string[]
const references = { OPEN: '', TAKEN: '', APPEALED: '', CLOSED: '', OFFICER: '', TOLD: '', JOB: '', COM: '' }

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const role of roles) await staffConsole.hire(role, role, hasOwnPrisons(role) ? ['LEI'] : [])
  await staffConsole.hire('second-com', 'com', [])
  await addWork(staffConsole)
  left = templatesLeft(staffConsole.dependencies.views, 'console')
  browser = await joinBrowser()
  page = await newWindow(browser)
})

afterAll(async () => {
  await page.browserContext().close()
  await browser.disconnect()
  await staffConsole.stop()
})

/** One of everything that has a page of its own. */
async function addWork({ dependencies, knex }: TestConsole): Promise<void> {
  const { database } = dependencies
  const person = await addPerson(dependencies, 'A1234AA')
  const open = await sendApplication(dependencies, person, 'somewhere-to-live', { 'feel-safe': 'not-safe' })
  const taken = await sendApplication(dependencies, person, 'bank-account')
  const appealed = await sendApplication(dependencies, person, 'universal-credit')
  await addPerson(dependencies, 'A2345BB', { lastName: 'Llwyd', releaseDate: calendarDay('2026-11-20') })
  const answered = await sendApplication(dependencies, person, 'identity-documents')
  const at = dependencies.now()
  const officer = (await database.staff.findByEmail('officer@example.test'))!
  const com = (await database.staff.findByEmail('com@example.test'))!
  await knex('application').where({ id: taken.id }).update({ claimed_by: officer.id })
  const closed = { status: 'closed', outcome: 'not-agreed', outcome_reason: 'Not yet', closed_at: at }
  await knex('application').whereIn('id', [appealed.id, answered.id]).update(closed)
  const asked = { words: 'I have my ID now', askedAt: at, respondBy: calendarDay('2026-11-30') }
  await database.reviewRequests.add(appealed.id, asked)
  await database.messages.add(open.id, { sender: 'staff', staffId: officer.id, body: 'Yes.', sentAt: at })
  await database.pins.ask('A1234AA', at)
  await database.courtHearings.add({
    personId: person.id,
    heldOn: calendarDay('2026-11-24'),
    court: 'Leeds',
    by: officer.id,
    at,
  })

  const due = calendarDay('2026-11-30')
  const command = { staff: com, person, scope: scopeFor(com), fromAddress: undefined }
  const request = { kind: 'gp', words: null, pathway: 'personal-social-health', why: 'Ill', due } as const
  await makeComRequest(database, dependencies.context(), { ...command, request, idempotencyKey: randomUUID() })
  const enquiry = { body: 'healthcare', words: 'Can he travel alone?', due, application: null } as const
  await makeEnquiry(database, dependencies.context(), { ...command, request: enquiry, idempotencyKey: randomUUID() })
  const outside = { asker: 'council', whom: 'Marrick Council', way: 'phone', words: 'Has he a flat?', due } as const
  const asking = { ...command, staff: officer, scope: scopeFor(officer), idempotencyKey: randomUUID() }
  await logOutsideRequest(database, dependencies.context(), { ...asking, asked: outside })
  const rows = `prison_number,last_name,first_name,prison,reception_date,custody_status,booking,date_of_birth
A7001EE,New,Nia,LEI,23/11/2026,sentenced,1,02/03/1990
A7002EE,Wrong,Will,LEI,31/11/2026,sentenced,2,03/04/1991
A7003EE,New,Nia,LEI,23/11/2026,sentenced,3,02/03/1990
`
  const importer = { staff: officer, fromAddress: undefined }
  await importReceptions(database, dependencies.context(), { name: 'people.csv', content: Buffer.from(rows) }, importer)
  await knex.raw(`
    insert into local_service (prison_id, chapter, open_to, english, checked_on, checked_by)
      values ('LEI', 'health', 'both', '{"name": "Clinic", "what": "A clinic"}', '2026-11-23', ${officer.id});
    insert into scan_object (id, storage, content, recorded_at)
      values ('00000000-0000-4000-8000-000000000001', 'database', 'x', now());
    insert into scan (person_id, application_id, kind, title, file_name, type, bytes, sha256, object_id, added_by, added_at,
        idempotency_key)
      values (${person.id}, ${open.id}, 'letter', 'From the council', 'letter.pdf', 'application/pdf', 1, 'x',
        '00000000-0000-4000-8000-000000000001', ${officer.id}, now(), gen_random_uuid());
    insert into referral (person_id, kind, whom, state, opened_at)
      values (${person.id}, 'gp-registration', 'Surgery', 'sent', now());
    insert into pdu (name, region, imported_at) values ('Marrick PDU', 'north-west', now());
    update staff set pdu_id = (select id from pdu) where role in ('com', 'spo')`)
  const [notification] = await knex('notification').where({ recipient: 'prison-safety' }).select<{ id: number }[]>('id')
  await database.jobs.add({ kind: 'delete-expired-sessions', payload: {} })
  await knex.raw(`update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'RangeError'`)
  const [job] = await knex('graphile_worker.jobs').select<{ id: string }[]>('id')
  Object.assign(references, {
    CLOSED: answered.reference,
    JOB: String(job!.id),
    TOLD: String(notification!.id),
    OPEN: open.reference,
    TAKEN: taken.reference,
    APPEALED: appealed.reference,
    OFFICER: String(officer.id),
    COM: String(com.id),
  })
}

type Look = readonly [path: string, button?: string]

/** The pages of a role, each with the button that shows errors when it is pressed with nothing filled in. */
const looks: Readonly<Partial<Record<Role | 'nobody', readonly Look[]>>> = {
  nobody: [
    ['/sign-in', 'Sign in'],
    ['/set-password', 'Set the password'],
  ],
  officer: [
    ['/'],
    ['/own-work'],
    ['/no-such-page'],
    ['/account/password', 'Change it'],
    ['/roles'],
    ['/policy/PF-3.8'],
    ['/people/A1234AA/papers', 'Add the scan'],
    ['/people/A1234AA/papers/1/remove', 'Remove the scan'],
    ['/queue', 'Save the list'],
    ['/applications/OPEN'],
    ['/applications/OPEN/messages', 'Send to Dean Marrick'],
    ['/applications/OPEN/notes', 'Save staff note'],
    ['/applications/OPEN/facts'],
    ['/applications/OPEN/print'],
    ['/applications/OPEN/assign', 'Assign'],
    ['/applications/OPEN/consents/new', 'Save this consent'],
    ['/applications/OPEN/override', 'Pass it on'],
    ['/applications/OPEN/consulted', 'Record it'],
    ['/applications/TAKEN/outcome', 'Check before you send'],
    ['/people', 'Search'],
    ['/search', 'Search'],
    ['/people/A1234AA'],
    ['/people/A1234AA/closed'],
    ['/people/A1234AA/notes', 'Save'],
    ['/people/A1234AA/facts'],
    ['/people/A1234AA/history'],
    ['/people/A1234AA/summary'],
    ['/people/A1234AA/pin-request', 'Put the request away'],
    ['/people/A1234AA/pin-slip'],
    ['/people/A1234AA/paper'],
    ['/people/A1234AA/paper/A02', 'Send it for Dean Marrick'],
    ['/people/A1234AA/facts/releaseDate', 'Correct it'],
    ['/people/A1234AA/consents/new', 'Save this consent'],
    ['/people/A1234AA/assessments', 'Record it'],
    ['/people/A1234AA/plan'],
    ['/people/A1234AA/plan/accommodation', 'Add the need'],
    ['/people/A1234AA/leaving'],
    ['/people/A1234AA/hearings', 'Enter the hearing'],
    ['/people/A1234AA/referrals', 'Begin it'],
    ['/people/A1234AA/referrals/1', 'Record it'],
    ['/people/A1234AA/questions', 'Ask'],
    ['/people/A1234AA/tasks/note'],
    ['/people/A1234AA/outside-requests', 'Log the request'],
    ['/outside-requests'],
    ['/outside-requests/1', 'Record the answer'],
    ['/account/daily-email'],
    ['/tasks'],
    ['/tasks/1', 'Say that it is done'],
    ['/questions'],
    ['/safety'],
    ['/safety/1', 'Acknowledge the concern'],
    ['/safety/raise?person=A1234AA', 'Raise the concern'],
    ['/referrals'],
    ['/actions'],
    ['/assessments?state=all'],
    ['/leaving'],
    ['/left'],
    ['/people/A1234AA/whereabouts', 'Record it'],
    ['/people/A2345BB/left'],
    ['/court-list'],
    ['/court-list/packs'],
    ['/plans'],
    ['/plans/print?prison=LEI&location=B&large=yes'],
    ['/imports', 'Import'],
    ['/imports/1'],
    ['/imports/refused'],
    ['/receptions'],
    ['/receptions/same-people'],
  ],
  manager: [
    ['/unreachable-coms'],
    ['/reports'],
    ['/reports/replies'],
    ['/caseload', 'Go on'],
    ['/caseload/move?from=OFFICER&move-to=team'],
    ['/assessments/allocate?way=evenly'],
    ['/applications/APPEALED/another-look', 'Check before you send'],
    ['/applications/CLOSED/reopen', 'Reopen'],
    ['/duty-poms', 'Set the duty POM'],
    ['/people/A1234AA/data'],
    ['/people/A1234AA/merge', 'Look at both'],
    ['/people/A1234AA/who-looked'],
    ['/accounts'],
    ['/accounts/invite', 'Invite them'],
    ['/accounts/OFFICER'],
    ['/accounts/OFFICER/leave', 'End the account'],
    ['/accounts/OFFICER/code'],
    ['/audit'],
    ['/audit/unusual'],
    ['/services/LEI'],
    ['/services/LEI/add', 'Save it'],
    ['/services/LEI/1'],
    ['/services/LEI/1/withdraw'],
  ],
  editor: [['/page-feedback'], ['/services']],
  'service-owner': [
    ['/service-notices'],
    ['/service-notices/add', 'Add the notice'],
    ['/facts'],
    ['/facts/contact/nhs-111/correct'],
    ['/facts/fact/uc-advance-months'],
    ['/facts/fact/uc-advance-months/withdraw', 'Withdraw it'],
  ],
  com: [['/people/A1234AA/tasks', 'Ask the team'], ['/your-people'], ['/your-people/done']],
  healthcare: [['/questions/1', 'Send the answer']],
  spo: [['/pdu'], ['/pdu/coms/COM', 'Give them'], ['/cover', 'Set it']],
  sysadmin: [['/jobs'], ['/jobs/JOB/remove'], ['/pdus', 'Import']],
  safety: [['/told-and-asked'], ['/told-and-asked/TOLD']],
}

const inAddress = (path: string) =>
  Object.entries(references).reduce((all, [name, value]) => all.replace(name, value), path)

async function open(path: string): Promise<void> {
  await page.goto(staffConsole.address + inAddress(path))
}

async function signIn(name: string): Promise<void> {
  const visitor = await staffConsole.signIn(name)
  const cookie = { name: 'console', value: visitor.cookie('console') ?? '', domain: '127.0.0.1', path: '/' }
  await page.browserContext().setCookie({ ...cookie, secure: false, sameSite: 'Strict', httpOnly: true })
}

async function expectNoBarriers(): Promise<void> {
  expect(await findBarriersWithScripts(page)).toEqual([])
}

describe.each(Object.entries(looks).map(([role, pages]) => ({ role, pages })))('to a $role', ({ role, pages }) => {
  if (role !== 'nobody') beforeAll(() => signIn(role))

  it.each(pages.map(([path, button]) => ({ path, button })))('$path has no barrier', async ({ path, button }) => {
    await open(path)
    await expectNoBarriers()
    if (button === undefined) return
    await press(page, button)
    expect(await page.$('.govuk-error-summary')).not.toBeNull()
    await expectNoBarriers()
  })
})

it('what an officer makes has no barrier: a reply to check, a message to several, PIN slips, replies on paper', async () => {
  await signIn('officer')
  await open('/applications/TAKEN/outcome')
  await page.click('#outcome')
  await page.type('#answer', 'Yes, from Monday.')
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await settleActions(page)
  await press(page, 'Check before you send')
  expect(await page.$('.govuk-error-summary')).toBeNull()
  await expectNoBarriers()
  await open('/queue?list=mine')
  await page.click('[name=chosen]')
  await press(page, 'Message selected')
  await expectNoBarriers()
  await press(page, 'Check it first')
  expect(await page.$('.govuk-error-summary')).not.toBeNull()
  await expectNoBarriers()
  await page.type('#bulk-en', 'The office is closed on Monday.')
  await press(page, 'Check it first')
  expect(await page.$('.govuk-error-summary')).toBeNull()
  await expectNoBarriers()
  await open('/people/A1234AA/pin-slip')
  await press(page, 'Make the PIN slip')
  await expectNoBarriers()
  await open('/receptions')
  await press(page, 'Print PIN slips')
  await expectNoBarriers()
  await open('/replies/print?prison=LEI&location=')
  await expectNoBarriers()
  await press(page, 'Make 1 sheet to print')
  await expectNoBarriers()
})

it('what a manager and a service owner make has no barrier: a code, and a notice', async () => {
  await signIn('manager')
  await open('/accounts/OFFICER/code')
  await press(page, 'Make the code')
  await expectNoBarriers()
  await signIn('service-owner')
  await open('/service-notices/add')
  await page.type('#notice-english', 'The phones are down.')
  await page.click('[value=staff]')
  await page.type('#until-day', '24/11/2026')
  await page.type('#until-time', '9am')
  await press(page, 'Add the notice')
  await expectNoBarriers()
  await follow(page, 'End it now: The phones are down.')
  await expectNoBarriers()
})

it('has met every page template, but for those that two at once or a sign-in in production bring', () => {
  expect(left()).toEqual([
    'console/application/conflict.njk',
    'console/assessments/changed.njk',
    'console/content-overrides/conflict.njk',
    'console/local-services/conflict.njk',
    'console/sign-in/code.njk',
    'console/sign-in/link.njk',
  ])
})
