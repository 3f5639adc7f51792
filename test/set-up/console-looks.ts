import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'puppeteer'
import { calendarDay } from '../../server/domain/calendar'
import { hasOwnPrisons, roles, type Role } from '../../server/domain/staff/roles'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { makeComRequest } from '../../server/use-cases/work/com-requests'
import { makeEnquiry } from '../../server/use-cases/work/enquiries'
import { logOutsideRequest } from '../../server/use-cases/work/outside-requests'
import { findBarriersWithScripts } from './barriers'
import { joinBrowser, newWindow, press } from './browser'
import { startTestConsole, type TestConsole } from './console'
import { addPerson, sendApplication } from './people'
import { templatesLeft } from './templates'

export let staffConsole: TestConsole
export let browser: Browser
export let page: Page
let left: () => string[]
const references = { OPEN: '', TAKEN: '', APPEALED: '', CLOSED: '', OFFICER: '', TOLD: '', JOB: '', COM: '' }

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

/** A page, with the button that shows errors when it is pressed with nothing filled in. */
export type Look = readonly [path: string, button?: string]

/** What is looked at as each role. */
export type Looks = Readonly<Partial<Record<Role | 'nobody', readonly Look[]>>>

/** The page templates that nobody has met so far. */
export const templatesNotMet = () => left()

const inAddress = (path: string) =>
  Object.entries(references).reduce((all, [name, value]) => all.replace(name, value), path)

export async function open(path: string): Promise<void> {
  await page.goto(staffConsole.address + inAddress(path))
}

export async function signIn(name: string): Promise<void> {
  const visitor = await staffConsole.signIn(name)
  const cookie = { name: 'console', value: visitor.cookie('console') ?? '', domain: '127.0.0.1', path: '/' }
  await page.browserContext().setCookie({ ...cookie, secure: false, sameSite: 'Strict', httpOnly: true })
}

export async function expectNoBarriers(): Promise<void> {
  expect(await findBarriersWithScripts(page)).toEqual([])
}

/** Starts a console with one of everything in it, and looks at these pages for what keeps people from using them. */
export function lookAtConsole(looks: Looks): void {
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
}
