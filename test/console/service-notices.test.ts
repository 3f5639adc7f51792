import type { Dependencies } from '../../server/dependencies'
import { anotherProcess, whileFollowing } from '../set-up/another-process'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { Visitor, type Fields } from '../set-up/visitor'

let staffConsole: TestConsole
let portal: string
/** Another process on the same database. */
let other: Dependencies
let otherPortal: string

const banner = '.app-service-notices'

beforeAll(async () => {
  staffConsole = await startTestConsole({ PRIVATE_HOSTS: 'private.test' })
  await staffConsole.hire('owner', 'service-owner', [])
  await staffConsole.hire('officer', 'officer')
  await addPerson(staffConsole.dependencies, 'A1234AA', { firstLanguage: 'Welsh' })
  portal = await staffConsole.serve(openPortal)
  other = anotherProcess(staffConsole)
  otherPortal = await staffConsole.serve(() => openPortal(other))
})

afterAll(async () => {
  await other.close()
  await staffConsole.stop()
})

const cold = {
  'notice-english': 'The phones are down today.\nWrite to us instead.',
  'notice-welsh': 'Nid yw’r ffonau’n gweithio heddiw.\nYsgrifennwch atom yn lle hynny.',
  'until-day': '24/11/2026',
  'until-time': '6pm',
}

async function addNotice(fields: Fields): Promise<Visitor> {
  const owner = await staffConsole.signIn('owner')
  await owner.open('/service-notices/add')
  return owner.press('Add the notice', { ...cold, sites: ['public'], ...fields })
}

async function withdrawAll(): Promise<void> {
  await staffConsole.inDatabase(
    'update service_notice set withdrawn_at = now(), withdrawn_by = added_by where withdrawn_at is null',
  )
  await Promise.all([staffConsole.dependencies.published.poll(), other.published.poll()])
}

function wordsOf(visitor: Visitor): string {
  const parts = visitor.$(`${banner} h2, ${banner} p`).toArray()
  return parts.map(part => visitor.$(part).text().trim()).join(' ')
}

async function bannerAt(address: string, path: string): Promise<string> {
  const visitor = new Visitor(address)
  await visitor.open(path)
  expect(visitor.status).toBe(200)
  return wordsOf(visitor)
}

it('appears on every public page, in the language of the page and in every process, and goes when it ends', async () => {
  expect(await bannerAt(portal, '/leaflet')).toBe('')
  let owner!: Visitor
  await whileFollowing(other, 10, async () => {
    owner = await addNotice({})
    expect(await bannerAt(otherPortal, '/leaflet')).toBe('')
  })
  expect(await bannerAt(otherPortal, '/leaflet')).toContain('The phones are down')
  expect([owner.path, owner.status]).toEqual(['/service-notices', 200])
  expect(owner.$('tbody').text()).toContain('Shows now')
  expect(owner.$('tbody').text()).toContain('Added by owner at work, 23 November 2026 at 10:00')
  for (const path of [
    '/',
    '/leaflet',
    '/large-print/booklet/health',
    '/search?q=rent',
    '/local',
    '/feedback?page=/leaflet',
  ])
    expect([path, await bannerAt(portal, path)]).toEqual([
      path,
      'Important The phones are down today. Write to us instead.',
    ])
  expect(await bannerAt(portal, '/cy/booklet')).toBe(
    'Pwysig Nid yw’r ffonau’n gweithio heddiw. Ysgrifennwch atom yn lle hynny.',
  )
  // Only the public pages showed it.
  expect(owner.$(banner)).toHaveLength(0)
  expect(await bannerAt(portal, '/my/sign-in')).toBe('')

  const { now } = staffConsole.clock
  staffConsole.clock.now = new Date('2026-11-24T18:00:00Z')
  expect(await bannerAt(otherPortal, '/leaflet')).toBe('')
  staffConsole.clock.now = now
  expect(await bannerAt(otherPortal, '/leaflet')).toContain('The phones are down')
  await withdrawAll()
})

it('begins at its start time without a query', async () => {
  await addNotice({ 'from-day': '23/11/2026', 'from-time': '11.30am' })
  expect(await bannerAt(portal, '/booklet')).toBe('')
  const { now } = staffConsole.clock
  staffConsole.clock.now = new Date('2026-11-23T11:30:00Z')
  const queries: string[] = []
  staffConsole.knex.on('query', ({ sql }: { sql: string }) => queries.push(sql))
  expect(await bannerAt(portal, '/booklet')).toContain('The phones are down')
  expect(queries).toEqual([])
  staffConsole.knex.removeAllListeners('query')
  staffConsole.clock.now = now
  await withdrawAll()
})

it('stays as last read when the database cannot be read', async () => {
  await addNotice({})
  const failing = jest
    .spyOn(staffConsole.dependencies.database.serviceNotices, 'standing')
    .mockRejectedValue(new Error('lost'))
  await staffConsole.dependencies.published.poll()
  expect(await bannerAt(portal, '/contacts')).toContain('The phones are down')
  failing.mockRestore()
  await withdrawAll()
})

it('appears on the in-cell site and the console when chosen, and says in Welsh that there is no Welsh', async () => {
  await addNotice({ sites: ['in-cell', 'staff'], 'notice-welsh': '' })
  expect((await staffConsole.signIn('officer')).$(banner).text()).toContain('Write to us instead')
  expect(await bannerAt(portal, '/leaflet')).toBe('')
  const person = new Visitor(portal)
  await person.open('/my/sign-in')
  expect(person.$(banner).text()).toContain('Write to us instead')
  await person.open('/my/sign-in?lang=cy')
  expect(person.$(banner).text()).toContain('Dydy e ddim ar gael yn Gymraeg eto')
  expect(person.$(`${banner} [lang=en]`).text()).toContain('Write to us instead')
  await withdrawAll()
})

it('does not appear on the page that hides details from onlookers', async () => {
  await addNotice({ sites: ['in-cell'] })
  const person = new Visitor(portal)
  await person.open('/my/sign-in')
  await person.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
  expect(person.$(banner)).toHaveLength(1)
  await person.open('/my/messages')
  expect(person.$('[action="/my/details"]')).toHaveLength(1)
  expect(person.$(banner)).toHaveLength(0)
  await withdrawAll()
})

it('announces planned maintenance on all three sites, in both languages, until it is over', async () => {
  const owner = await staffConsole.signIn('owner')
  await owner.open('/service-notices/maintenance')
  expect(owner.$('#shown-day').val()).toBe('23/11/2026')
  await owner.press('Add the planned maintenance', {
    'from-day': '24/11/2026',
    'from-time': '10pm',
    'until-day': '25/11/2026',
    'until-time': '06:00',
  })
  const words = 'This service will be closed from 22:00 on 24 November 2026 to 06:00 on 25 November 2026.'
  expect(wordsOf(owner)).toContain(words)
  expect(await bannerAt(portal, '/leaflet')).toBe(`Important ${words}`)
  expect(await bannerAt(portal, '/my/sign-in')).toContain(words)
  expect(await bannerAt(portal, '/cy/leaflet')).toContain(
    'Bydd y gwasanaeth hwn ar gau o 22:00 ar 24 Tachwedd 2026 tan 06:00 ar 25 Tachwedd 2026.',
  )
  const { now } = staffConsole.clock
  staffConsole.clock.now = new Date('2026-11-25T06:00:00Z')
  expect(await bannerAt(portal, '/leaflet')).toBe('')
  staffConsole.clock.now = now
  await withdrawAll()
})

it('can be ended early once, and stays in the list and the audit with who ended it', async () => {
  const owner = await addNotice({ 'notice-english': 'Ended soon.', 'notice-welsh': '' })
  await owner.follow('End it now: Ended soon.')
  const { action, body } = owner.formOf('End it now')
  await owner.press('End it now')
  expect(owner.text).toContain('The notice is ended')
  expect(owner.$('tbody tr:contains("Ended soon")').text()).toContain('Ended early')
  expect(owner.$('tbody tr:contains("Ended soon")').text()).toContain('Ended by owner at work')
  expect(await bannerAt(portal, '/leaflet')).toBe('')
  await owner.post(action, body)
  expect(owner.text).toContain('The notice was over already')
  const acts = await staffConsole.inDatabase<{ action: string }>(
    `select action from audit_entry where action like 'service-notice%' order by id desc limit 2`,
  )
  expect(acts.map(({ action }) => action)).toEqual(['service-notice-withdrawn', 'service-notice-added'])
})

it('is added once when the form is sent twice', async () => {
  const owner = await staffConsole.signIn('owner')
  await owner.open('/service-notices/add')
  const { action, body } = owner.formOf('Add the notice', { ...cold, 'notice-english': 'Twice', sites: 'staff' })
  await Promise.all([owner.anotherTab().post(action, body), owner.anotherTab().post(action, body)])
  expect(await staffConsole.inDatabase(`select 1 from service_notice where english = 'Twice'`)).toHaveLength(1)
  await withdrawAll()
})

it('shows an error at each invalid field and keeps what was typed', async () => {
  const owner = await staffConsole.signIn('owner')
  await owner.open('/service-notices/add')
  await owner.press('Add the notice', {
    'notice-english': '',
    'notice-welsh': 'x'.repeat(301),
    'from-time': '9',
    'until-day': '31/02/2027',
    'until-time': '25:00',
  })
  expect(owner.status).toBe(422)
  expectErrorsToLand(owner)
  expect(owner.$('.govuk-error-summary li')).toHaveLength(6)
  expect(owner.$('#until-day').val()).toBe('31/02/2027')
  await owner.press('Add the notice', { ...cold, sites: 'public', 'from-time': '9am', 'until-day': '22/11/2026' })
  expect(owner.$('.govuk-error-summary').text()).toContain('It must end after it begins')
  await owner.open('/service-notices/maintenance')
  await owner.press('Add the planned maintenance', {
    'from-day': '23/11/2026',
    'from-time': '9am',
    'until-day': '23/11/2026',
    'until-time': '8am',
    'shown-day': '24/11/2026',
  })
  expect(
    owner
      .$('.govuk-error-summary a')
      .toArray()
      .map(link => owner.$(link).attr('href')),
  ).toEqual(['#from-day', '#until-day', '#shown-day'])
  expectErrorsToLand(owner)
})

it('uses London time, in summer too', async () => {
  await addNotice({
    'notice-english': 'In summer',
    'from-day': '01/07/2027',
    'from-time': '10:00',
    'until-day': '02/07/2027',
  })
  const [notice] = await staffConsole.inDatabase<{ shown_from: Date }>(
    `select shown_from from service_notice where english = 'In summer'`,
  )
  expect(notice?.shown_from.toISOString()).toBe('2027-07-01T09:00:00.000Z')
  await withdrawAll()
})

it('can be added by a role that sees nobody', async () => {
  const owner = await staffConsole.signIn('owner')
  expect(owner.status).toBe(200)
  expect((await owner.open('/people/A1234AA')).status).toBe(403)
})
