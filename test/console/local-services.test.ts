import type { StaffMember } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { doDailyWork } from '../set-up/jobs'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole
let administrator: StaffMember

const jobClub = {
  chapter: 'work-and-learning',
  'open-to': 'both',
  'service-name': 'Job club',
  'service-what': 'Help to write a CV.',
  'service-who-for': 'Anybody',
}

beforeAll(async () => {
  staffConsole = await startTestConsole()
  administrator = await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('manager', 'manager', ['LEI', 'BWI'])
  await staffConsole.hire('elsewhere', 'manager', ['HLI'])
  await staffConsole.hire('editor', 'editor', [])
})

afterAll(() => staffConsole.stop())

/** A service of Leeds that an administrator added by the form. */
async function addJobClub(fields: Record<string, string> = {}) {
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/services/LEI/add')
  return visitor.press('Save it', { ...jobClub, ...fields })
}

it('adds a service, shows who checked it and when, and records it in the history and the audit', async () => {
  const visitor = await addJobClub()
  expect(visitor.path).toMatch(/^\/services\/LEI\/\d+$/)
  expect(visitor.text).toContain('Readers can see it now')
  expect(visitor.text).toContain('23 November 2026, by administrator at work')
  expect(visitor.$('.app-timeline').text()).toContain('Added')
  const id = Number(visitor.path.split('/').at(-1))
  const audited = await staffConsole.inDatabase(
    `select staff_id, detail from audit_entry where action = 'service-added' order by id desc limit 1`,
  )
  expect(audited).toEqual([{ staff_id: administrator.id, detail: { prison: 'LEI', service: id } }])
  await visitor.open('/services')
  expect([visitor.path, visitor.heading]).toEqual(['/services/LEI', 'Local services of HMP Leeds'])
  expect(visitor.$('tbody').text()).toContain('Work and learning')
})

it('adds one service when the form is sent twice', async () => {
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/services/LEI/add')
  const { action, body } = visitor.formOf('Save it', { ...jobClub, 'service-name': 'Sent twice' })
  const [first, second] = await Promise.all([
    visitor.anotherTab().post(action, body),
    visitor.anotherTab().post(action, body),
  ])
  expect([first.status, second.status, first.path]).toEqual([200, 200, second.path])
  expect(
    await staffConsole.inDatabase(`select 1 from local_service where english->>'name' = 'Sent twice'`),
  ).toHaveLength(1)
})

it('shows an error at each invalid field and keeps what was typed', async () => {
  const visitor = await addJobClub({
    chapter: '',
    'service-name': '',
    'service-what': 'x'.repeat(601),
    'service-what-cy': 'Help',
    'service-contact-cy': '01632 960123',
  })
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  const errors = visitor
    .$('.govuk-error-summary a')
    .toArray()
    .map(link => visitor.$(link).attr('href'))
  expect(errors).toEqual([
    '#chapter',
    '#service-name',
    '#service-name-cy',
    '#service-what',
    '#service-who-for-cy',
    '#service-contact',
  ])
  expect(visitor.$('#service-what-cy').val()).toBe('Help')
  const body = new URLSearchParams({ _csrf: String(visitor.$('[name=_csrf]').val()), ...jobClub })
  expect((await visitor.post('/services/LEI/add', body)).status).toBe(400)
})

it('requires Welsh for a prison in Wales', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/services')
  await visitor.follow('HMP Berwyn')
  await visitor.follow('Add a service or note')
  await visitor.press('Save it', jobClub)
  expect(visitor.$('.govuk-error-summary').text()).toContain('Name in Welsh: write something')
  expect(visitor.$('.govuk-error-summary').text()).toContain('Who it is for, in Welsh: write something')
  await visitor.press('Save it', {
    'service-name-cy': 'Clwb gwaith',
    'service-what-cy': 'Help i ysgrifennu CV.',
    'service-who-for-cy': 'Pawb',
  })
  expect(visitor.$('main [lang=cy]').text()).toContain('Clwb gwaith')
})

it('keeps two editors from overwriting each other and shows what each wrote', async () => {
  const first = await addJobClub({ 'service-name': 'For two editors' })
  const address = first.path
  const second = await staffConsole.signIn('editor')
  await second.open(`${address}/correct`)
  await first.open(`${address}/correct`)
  await first.press('Save it', { 'service-contact': '01632 960456' })
  expect(first.text).toContain('Before: nothing')

  await second.press('Save it', { 'service-contact': '01632 960789' })
  expect([second.status, second.heading]).toEqual([409, 'A colleague changed this first'])
  expect(second.text).toContain('administrator at work')
  expect(second.$('#service-contact').val()).toBe('01632 960789')
  await second.press('Save it all the same')
  expect([second.status, second.path]).toEqual([200, address])
  expect(second.text).toContain('01632 960789')
})

it('marks a service as due for a check after six months, until somebody confirms it', async () => {
  const visitor = await addJobClub({ 'service-name': 'Old news' })
  const { now } = staffConsole.clock
  staffConsole.clock.now = new Date('2027-05-23T10:00:00Z')
  expect((await (await staffConsole.signIn('officer')).open(visitor.path)).text).not.toContain('Overdue a check')
  staffConsole.clock.now = new Date('2027-05-24T10:00:00Z')
  const later = await staffConsole.signIn('administrator')
  await later.open('/services/LEI')
  const row = () => later.$('tbody tr:contains("Old news")').text()
  expect(row()).toContain('Overdue a check')
  await later.open(visitor.path)
  await later.press('Confirm that all of it is right today')
  expect(later.text).toContain('24 May 2027, by administrator at work')
  await later.open('/services/LEI')
  expect(row()).not.toContain('Overdue a check')
  staffConsole.clock.now = now
})

it('withdraws a service and restores it, and keeps the history of both', async () => {
  const visitor = await addJobClub({ 'service-name': 'No more' })
  const address = visitor.path
  await visitor.open(`${address}/withdraw`)
  await visitor.press('Withdraw it')
  expect(visitor.$('button:contains("Confirm")')).toHaveLength(0)
  expect((await visitor.open(`${address}/correct`)).status).toBe(409)
  await visitor.open('/services/LEI')
  expect(visitor.$('tbody').text()).not.toContain('No more')
  await visitor.follow('No more')
  expect(
    visitor
      .$('.app-timeline__item')
      .toArray()
      .map(each => visitor.$(each).find('h3').text()),
  ).toEqual(['Withdrawn', 'Added'])
  const { action, body } = visitor.formOf('Put it back')
  for (const tab of [visitor, visitor.anotherTab()]) {
    await tab.post(action, body)
    expect([tab.status, tab.$('.app-timeline__item').length]).toEqual([200, 3])
  }
  expect(visitor.text).toContain('Readers can see it now')
  expect(visitor.$('.app-timeline__item').first().text()).toContain('Put back')
  expect(await staffConsole.dependencies.database.localServices.shown()).toContainEqual(
    expect.objectContaining({ english: expect.objectContaining({ name: 'No more' }) as object }),
  )
  await expect(staffConsole.inDatabase('delete from local_service_event')).rejects.toThrow('append-only')
})

it('is read-only for officers and hidden from staff of another prison', async () => {
  const { path } = await addJobClub({ 'service-name': 'Whose' })
  const officer = await staffConsole.signIn('officer')
  await officer.open(path)
  expect([officer.status, officer.$('main form, a:contains("Correct it")').length]).toEqual([200, 0])
  const elsewhere = await staffConsole.signIn('elsewhere')
  const id = path.split('/').at(-1)
  for (const address of [
    '/services/LEI',
    path,
    `${path}/correct`,
    `/services/HLI/${id}`,
    '/services/XXX',
    '/services/HLI/0x1',
  ]) {
    expect([address, (await elsewhere.open(address)).status]).toEqual([address, 404])
  }
  const editor = await staffConsole.signIn('editor')
  await editor.open('/services')
  expect(editor.$('table:first tbody tr')).toHaveLength(4)
  expect(editor.$('table:last tbody tr')).toHaveLength(3)
})

it('offers officers the services of the person’s prison that match the application', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A1234AA', { releaseDate: calendarDay('2027-02-01') })
  await addJobClub({ 'service-name': 'A signpost' })
  const work = await sendApplication(staffConsole.dependencies, person, 'job-or-training')
  const bank = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/applications/${work.reference}`)
  expect(officer.$('#local-services summary').text().trim()).toMatch(/^Local services \(\d+\)$/)
  expect(officer.text).toContain('A signpost')
  await officer.open(`/applications/${bank.reference}`)
  expect(officer.$('#local-services')).toHaveLength(0)
})

it('lets staff of any prison in an area edit what the area shares, with its history and author', async () => {
  const shelter = { ...jobClub, 'service-name': 'Shared shelter' }
  const area = '/services/areas/yorkshire-and-the-humber'
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/services/LEI')
  await visitor.follow('Services that all prisons in Yorkshire and the Humber share')
  expect([visitor.path, visitor.heading]).toEqual([area, 'Local services of all prisons in Yorkshire and the Humber'])
  expect(visitor.$('main li').text()).toBe('HMP HullHMP Leeds')
  await visitor.follow('Add a service or note')
  await visitor.press('Save it', { ...shelter, 'service-name': '' })
  expectErrorsToLand(visitor)
  await visitor.press('Save it', shelter)
  expect(visitor.path.startsWith(`${area}/`)).toBe(true)
  const id = Number(visitor.path.split('/').at(-1))

  const elsewhere = await staffConsole.signIn('elsewhere')
  await elsewhere.open('/services/HLI')
  expect(elsewhere.$('tbody').text()).not.toContain('Shared shelter')
  await elsewhere.open(visitor.path)
  await elsewhere.follow('Correct it')
  await elsewhere.press('Save it', { 'service-contact': '01632 960321' })
  expect(elsewhere.$('.app-timeline').text()).toMatch(
    /Corrected[^]*elsewhere at work[^]*Added[^]*administrator at work/,
  )
  await elsewhere.press('Confirm that all of it is right today')
  await elsewhere.follow('Withdraw it')
  await elsewhere.press('Withdraw it')
  await elsewhere.press('Put it back')
  expect(elsewhere.text).toContain('Readers can see it now')
  const audited = await staffConsole.inDatabase(
    `select action, detail from audit_entry where detail->>'area' is not null order by id`,
  )
  expect(audited).toEqual(
    ['added', 'corrected', 'checked', 'withdrawn', 'put-back'].map(action => ({
      action: `service-${action}`,
      detail: { area: 'yorkshire-and-the-humber', service: id },
    })),
  )

  const person = await addPerson(staffConsole.dependencies, 'A2345BB', { releaseDate: calendarDay('2027-02-01') })
  const { reference } = await sendApplication(staffConsole.dependencies, person, 'job-or-training')
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/applications/${reference}`)
  const signpost = officer.$('h3:contains("Shared shelter")').nextAll('ul').first()
  expect(signpost.text()).toContain('Area: Yorkshire and the Humber')
})

it('hides an area from staff who work with none of its prisons, and keeps its services out of the prison’s list', async () => {
  const manager = await staffConsole.signIn('manager')
  await manager.open('/services')
  await manager.follow('Wales')
  await manager.follow('Add a service or note')
  await manager.press('Save it', jobClub)
  expect(manager.$('.govuk-error-summary').text()).toContain('Name in Welsh: write something')
  const welsh = { 'service-name-cy': 'Clwb', 'service-what-cy': 'Help.', 'service-who-for-cy': 'Pawb' }
  await manager.press('Save it', { ...jobClub, ...welsh })
  const id = manager.path.split('/').at(-1)
  expect((await manager.open(`/services/BWI/${id}`)).status).toBe(404)
  const administrator = await staffConsole.signIn('administrator')
  for (const path of [
    '/services/areas/wales',
    '/services/areas/wales/add',
    `/services/areas/wales/${id}`,
    `/services/areas/yorkshire-and-the-humber/${id}`,
    '/services/areas/nowhere',
  ]) {
    expect([path, (await administrator.open(path)).status]).toEqual([path, 404])
  }
})

it('counts what an area has to check for staff of its prisons, with a link', async () => {
  const { now } = staffConsole.clock
  await staffConsole.inDatabase(`update local_service set checked_on = '2027-05-01'`)
  await staffConsole.inDatabase(
    `update local_service set checked_on = '2026-11-23' where area = 'yorkshire-and-the-humber'`,
  )
  staffConsole.clock.now = new Date('2027-05-24T10:00:00Z')
  const visitor = await staffConsole.signIn('elsewhere')
  await visitor.open('/')
  await visitor.follow('1 local service to check')
  expect([visitor.path, visitor.$('tbody tr:contains("Overdue a check")').length]).toEqual([
    '/services/areas/yorkshire-and-the-humber',
    1,
  ])
  staffConsole.clock.now = now
})

it('deletes page feedback after its retention period', async () => {
  const { pageFeedback } = staffConsole.dependencies.database
  const day = 24 * 60 * 60 * 1000
  for (const days of [364, 366]) {
    const at = new Date(staffConsole.clock.now.getTime() - days * day)
    await pageFeedback.add({ page: '/leaflet', language: 'en', answer: days === 364 ? 'hard' : 'too-long', at })
  }
  await doDailyWork(staffConsole.dependencies)
  expect(await pageFeedback.byPage()).toMatchObject([{ counts: { hard: 1 }, total: 1 }])
})
