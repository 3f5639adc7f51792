import { createConsole } from '../../admin/console'
import type { StaffMember } from '../../server/database'
import type { ServiceEntry, ServicePlace } from '../../server/domain/content/local-services'
import { serveLocalPages } from '../../server/sites/public/local/serve-local-pages'
import { addService, withdrawService } from '../../server/use-cases/content/local-services'
import { addPerson, addPrisons, addStaff, testPassword, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(60_000)

let site: TestSite
let address: string
let staffConsole: string
let manager: StaffMember
let added = 0

const housing: ServiceEntry = {
  chapter: 'a-place-to-live',
  openTo: 'in-prison',
  english: {
    name: 'Housing advice',
    what: 'An adviser helps you <keep> your home.\nThey come on Tuesdays.',
    whoFor: 'Anybody',
    howToGet: null,
    contact: '01632 960123',
  },
  welsh: null,
}
const bus: ServiceEntry = {
  chapter: 'everyday-life',
  openTo: 'both',
  english: { name: 'The bus', what: 'It goes from the gate.', whoFor: null, howToGet: null, contact: null },
  welsh: { name: 'Y bws', what: 'Mae’n mynd o’r giât.', whoFor: null, howToGet: null, contact: null },
}

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
  manager = await addStaff(site.dependencies, {
    email: 'manager@example.test',
    name: 'A manager',
    role: 'manager',
    prisons: ['LEI'],
  })
  await add('LEI', housing)
  await add('BWI', bus)
  address = await site.serve(openPortal)
  staffConsole = await site.serve(createConsole)
})

afterAll(() => site.stop())

async function add(prison: string | ServicePlace, entry: ServiceEntry): Promise<number> {
  added += 1
  const idempotencyKey = `00000000-0000-4000-8000-${String(added).padStart(12, '0')}`
  const place = typeof prison === 'string' ? ({ kind: 'prison', id: prison } as const) : prison
  const command = { staff: manager, place, entry, idempotencyKey, fromAddress: undefined }
  const result = await addService(site.dependencies.database, site.dependencies.context(), command)
  if (result.kind !== 'done') throw new Error(result.kind)
  return result.id
}

const open = (path: string) => new Visitor(address).open(path)

/** The page does not look for changes more than every two seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not come to hold')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

it('leads from a chapter to the prisons with local services, to one prison, and to the chapter with its part', async () => {
  const visitor = await open('/booklet/a-place-to-live')
  const national = visitor.$('h2.govuk-heading-l').toArray().length
  await visitor.follow('See what help your prison adds')
  expect(
    visitor
      .$('main .app-large-links a')
      .toArray()
      .map(link => visitor.$(link).text()),
  ).toEqual(expect.arrayContaining(['HMP Leeds', 'HMP Berwyn']))
  expect(visitor.text).not.toContain('Styal')
  await visitor.follow('HMP Leeds')
  expect([visitor.path, visitor.heading]).toEqual(['/local/lei', 'Help at HMP Leeds'])
  expect(visitor.text).toContain('An adviser helps you <keep> your home.')
  expect(visitor.text).not.toContain('The bus')
  await visitor.follow('Read the booklet, and this help: A place to live')
  expect([visitor.path, visitor.heading]).toEqual(['/local/lei/a-place-to-live', 'A place to live'])
  expect(visitor.title).toContain('A place to live, at HMP Leeds')
  const headings = visitor.$('h2.govuk-heading-l').toArray()
  expect(headings).toHaveLength(national + 1)
  expect(visitor.$(headings.at(-1)).text()).toBe('At HMP Leeds')
  expect(visitor.text).toMatch(
    /Who it is for: Anybody Contact: 01632 960123 Open to: people in this prison Last checked: 23 November 2026/,
  )
  expect(visitor.headers.get('cache-control')).toBe('public, max-age=60')
  expect(visitor.headers.getSetCookie()).toEqual([])
})

it('has Welsh on Welsh pages, and says where there is none', async () => {
  const written = await open('/cy/local/bwi')
  expect(written.heading).toBe('Help yn y carchar hwn: CEF Berwyn')
  expect(written.text).toContain('Y bws')
  expect(written.$('main [lang=en]:contains("bus")')).toHaveLength(0)
  const missing = await open('/cy/local/lei/a-place-to-live')
  expect(missing.text).toContain('Dydy e ddim ar gael yn Gymraeg eto')
  expect(missing.$('h3[lang=en]').text()).toContain('Housing advice')
})

it('is available in large print, and links within it', async () => {
  const visitor = await open('/large-print/local/lei')
  expect(visitor.$('html').attr('class')).toContain('app-large-print')
  await visitor.follow('Read the booklet, and this help: A place to live')
  expect(visitor.path).toBe('/large-print/local/lei/a-place-to-live')
  expect((await open('/large-print/booklet/health')).html).toContain('href="/large-print/local"')
})

it('shows the national chapter, or nothing, where a prison adds nothing', async () => {
  expect((await open('/local/lei/health')).path).toBe('/booklet/health')
  expect((await open('/cy/large-print/local/lei/health')).path).toBe('/cy/large-print/booklet/health')
  expect((await open('/local/hli')).path).toBe('/local')
  expect((await open('/local/')).path).toBe('/local')
  for (const path of ['/local/zzz', '/local/lei/nothing', '/local/lei/health/more', '/local/__proto__']) {
    expect([path, (await open(path)).status]).toEqual([path, 404])
  }
  expect((await fetch(`${address}/local`, { method: 'POST' })).status).toBe(405)
})

it('answers 304 to a valid cached copy', async () => {
  const first = await fetch(`${address}/local/lei`)
  const etag = first.headers.get('etag') ?? ''
  expect((await fetch(`${address}/local/lei`, { headers: { 'if-none-match': etag } })).status).toBe(304)
})

it('changes without a restart when staff correct it on the console', async () => {
  const id = await add('LEI', { ...housing, chapter: 'women', english: { ...housing.english, name: 'A group' } })
  await until(async () => (await open('/local/lei')).text.includes('A group'))
  const editor = new Visitor(staffConsole)
  await editor.open('/sign-in')
  await editor.press('Sign in', { email: 'manager@example.test', password: testPassword })
  await editor.open(`/services/LEI/${id}`)
  await editor.follow('Correct it')
  await editor.press('Save it', { 'service-name': 'A women’s group' })
  await until(async () => (await open('/local/lei/women')).text.includes('A women’s group'))

  const withdrawal = {
    staff: manager,
    place: { kind: 'prison', id: 'LEI' } as const,
    id,
    version: 2,
    fromAddress: undefined,
  }
  const idempotencyKey = '00000000-0000-4000-9000-000000000001'
  await withdrawService(site.dependencies.database, site.dependencies.context(), { ...withdrawal, idempotencyKey })
  await until(async () => (await open('/local/lei/women')).path === '/booklet/women')
})

it('takes people who are signed in to their own prison’s part, where there is one', async () => {
  await addPerson(site.dependencies, 'A1234AA')
  await addPerson(site.dependencies, 'A2345BB', { prisonId: 'HLI' })
  const signIn = async (prisonNumber: string) => {
    const visitor = await open('/my/sign-in')
    return visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
  }
  const inLeeds = await signIn('A1234AA')
  await inLeeds.open('/my?lang=cy')
  expect(inLeeds.$('a[href="/my/local/lei"]').text()).toBe('Gweld yr help yn y carchar hwn')
  await inLeeds.open('/my/checklist/where-to-live?lang=en')
  expect([inLeeds.status, inLeeds.$('a[href="/my/local/lei/a-place-to-live"]').text()]).toEqual([
    200,
    'Read about this in the booklet: A place to live',
  ])
  const inHull = await signIn('A2345BB')
  await inHull.open('/my')
  expect(inHull.html).not.toContain('/local/')
})

it('shows what an area shares in each of its prisons, after the prison’s own', async () => {
  await add({ kind: 'area', id: 'yorkshire-and-the-humber' }, { ...bus, english: { ...bus.english, name: 'Our bus' } })
  await add('LEI', { ...housing, chapter: 'everyday-life', english: { ...housing.english, name: 'Post' } })
  await until(async () => (await open('/local/hli')).text.includes('Our bus'))
  const hull = await open('/local/hli/everyday-life')
  const headings = (visitor: Visitor) =>
    visitor
      .$('main h2.govuk-heading-l, main h3.app-contact__name')
      .toArray()
      .map(each => visitor.$(each).text())
  expect(headings(hull).slice(-2)).toEqual(['In your area', 'Our bus'])
  expect(hull.text).not.toContain('At HMP Hull')
  const leeds = await open('/local/lei/everyday-life')
  expect(headings(leeds).slice(-4)).toEqual(['At HMP Leeds', 'Post', 'In your area', 'Our bus'])
  expect((await open('/local/bwi')).text).not.toContain('Our bus')
  await leeds.open('/cy/local/lei')
  expect(leeds.$('h3:contains("Yn eich ardal")').nextAll('ul').first().find('h4').text()).toBe('Y bws')
  const person = await open('/my/sign-in')
  await person.press('Sign in', { 'prison-number': 'A2345BB', pin: testPin })
  await person.open('/my')
  expect(person.$('a[href="/my/local/hli"]')).toHaveLength(1)
})

it('keeps what it last read while the database is down, and apologises if it never read it', async () => {
  await site.knex.raw('alter table local_service_event rename to local_service_event_away')
  await new Promise(resolve => setTimeout(resolve, 2_100))
  expect((await open('/local/lei/a-place-to-live')).text).toContain('Housing advice')
  // Never asked for in this language before: made from what is in memory.
  expect((await open('/cy/local/bwi/everyday-life')).text).toContain('Y bws')

  const startedLater = await site.serve(dependencies => {
    const answer = serveLocalPages({ dependencies, isKiosk: () => false })
    return (req, res) => answer(req, res, () => res.writeHead(418).end())
  })
  const visitor = await new Visitor(startedLater).open('/cy/local/lei')
  expect([visitor.status, visitor.heading]).toEqual([503, 'Allwn ni ddim dangos y dudalen hon nawr'])
  await visitor.open('/local/lei/health')
  expect([visitor.status, visitor.path]).toEqual([418, '/booklet/health'])
  await site.knex.raw('alter table local_service_event_away rename to local_service_event')
  await until(async () => (await new Visitor(startedLater).open('/local/lei')).status === 200)
})
