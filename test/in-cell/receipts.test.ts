import { createConsole } from '../../admin/console'
import words from '../../content/en/in-cell/after-sending.json'
import type { Application, Person } from '../../server/database'
import { forms } from '../../server/domain/applications'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, addStaff, sendApplication, testPassword, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let portal: string
let staffConsole: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  await addStaff(site.dependencies, { email: 'o@example.test', name: 'Officer', role: 'officer', prisons: ['LEI'] })
  portal = await site.serve(createApp)
  staffConsole = await site.serve(createConsole)
})

afterAll(() => site.stop())

async function inCell(prisonNumber: string, { reference }: Application): Promise<Visitor> {
  const visitor = new Visitor(portal)
  await visitor.open('/my/sign-in')
  await visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
  return visitor.open(`/my/applications/${reference}`)
}

async function atWork(email: string): Promise<Visitor> {
  const visitor = new Visitor(staffConsole)
  await visitor.open('/sign-in')
  return visitor.press('Sign in', { email, password: testPassword })
}

const forTheCom = (person: Person) =>
  sendApplication(site.dependencies, person, 'release-plan', { about: 'licence-and-supervision' })

it('says that a COM without an account will be told, and when staff told them', async () => {
  const person = await addPerson(site.dependencies, 'A1001AA', { comEmail: 'nobody@example.test' })
  const application = await forTheCom(person)
  expect(application.destination).toBe('COM')
  const visitor = await inCell('A1001AA', application)
  expect(visitor.text).toContain('We will pass this on to your probation worker')
  expect(visitor.text).not.toMatch(/It went to|Who has it now/)
  const officer = await atWork('o@example.test')
  await officer.open('/told-and-asked')
  const row = officer.$('tbody tr').filter((_at, each) => /A1001AA.*To answer/s.test(officer.$(each).text()))
  await officer.open(String(row.find('a').attr('href')))
  await officer.press('Record that you told them', {
    'outside-way': 'phone',
    'outside-whom': 'R. Calloway',
    'outside-words': 'She has it.',
  })
  await visitor.open(visitor.path)
  expect(visitor.text).toContain('Your probation worker (also called COM)')
  expect(visitor.text).not.toContain('We will pass this on')
})

it('says of an application that its person took back who had it, or nothing, and asks nobody any more', async () => {
  const person = await addPerson(site.dependencies, 'A1004AA', { comEmail: 'nobody@example.test' })
  const application = await forTheCom(person)
  const visitor = await inCell('A1004AA', application)
  await visitor.follow('Take this back')
  await visitor.press('Yes, take it back')
  await visitor.open(`/my/applications/${application.reference}`)
  expect(visitor.text).not.toMatch(/We will|It went to|Who has it/)
  const officer = await atWork('o@example.test')
  await officer.open('/told-and-asked')
  expect(officer.$('tbody').text()).not.toContain('A1004AA')
})

it('says that the POM will be told until they have seen it', async () => {
  await addStaff(site.dependencies, { email: 'pom@example.test', name: 'Pom', role: 'pom', prisons: ['LEI'] })
  const person = await addPerson(site.dependencies, 'A1002AA')
  await site.knex('person').where({ id: person.id }).update({ pom_email: 'pom@example.test' })
  const application = await sendApplication(site.dependencies, person, 'tag-address')
  const visitor = await inCell('A1002AA', application)
  expect(visitor.text).toContain('We will tell your POM (your worker in prison).')
  const pom = await atWork('pom@example.test')
  await pom.open('/told-and-asked')
  await pom.open(String(pom.$('tbody a').attr('href')))
  await visitor.open(visitor.path)
  expect(visitor.text).toContain('Your POM (your worker in prison) saw it on 23 November 2026.')
})

it('says on which day staff told the POM, not on which they recorded it', async () => {
  const person = await addPerson(site.dependencies, 'A1005AA')
  await site.knex('person').where({ id: person.id }).update({ pom_email: 'nobody@example.test' })
  const application = await sendApplication(site.dependencies, person, 'tag-address')
  const officer = await atWork('o@example.test')
  await officer.open('/told-and-asked')
  const row = officer.$('tbody tr').filter((_at, each) => /A1005AA.*POM/s.test(officer.$(each).text()))
  await officer.open(String(row.find('a').attr('href')))
  await officer.press('Record that you told them', {
    'outside-way': 'phone',
    'outside-whom': 'The POM',
    'outside-on': '20/11/2026',
    'outside-words': 'Told of the address.',
  })
  const visitor = await inCell('A1005AA', application)
  expect(visitor.text).toContain('Staff told your POM (your worker in prison) on 20 November 2026.')
})

it('says of no application of any form that somebody was told, asked or has it, where nobody was', async () => {
  const person = await addPerson(site.dependencies, 'A1003AA', { comEmail: 'nobody@example.test' })
  const officer = await atWork('o@example.test')
  for (const form of forms.filter(({ estate }) => estate !== 'women')) {
    const application = await sendApplication(site.dependencies, person, form.id)
    const visitor = await inCell('A1003AA', application)
    await officer.open(`/applications/${application.reference}`)
    for (const text of [...Object.values(words.done), 'saw it on', 'Staff told your']) {
      expect([form.id, visitor.text.includes(text)]).toEqual([form.id, false])
    }
    if (application.destination === 'COM') expect(visitor.text).toContain('We will pass this on')
    const states = officer.$('.app-told__item .govuk-tag').toArray()
    const told = states.map(state => officer.$(state).text().trim()).filter(state => /^(Seen|Done|Told)/.test(state))
    expect([form.id, told]).toEqual([form.id, []])
    if (application.destination === 'COM') expect([form.id, states]).not.toEqual([form.id, []])
  }
})

it('says that an application is kept where nobody of the team has an account, until somebody has', async () => {
  const { dependencies } = site
  const person = await addPerson(dependencies, 'A1006AA', { prisonId: 'BWI', comEmail: 'nobody@example.test' })
  const application = await sendApplication(dependencies, person, 'bank-account', { 'feel-safe': 'not-safe' })
  expect(application).toMatchObject({ destination: 'PRT', safetyConcern: true })
  const visitor = await inCell('A1006AA', application)
  const claims = /We have sent it|It went to|Why they have it|You should hear|Staff see this/
  expect(visitor.text).toContain('The team that should get it cannot see it in this service yet. Ask any officer')
  expect(visitor.text).not.toMatch(claims)
  await visitor.open(`${visitor.path}/sent`)
  expect(visitor.heading).toBe('We have kept it')
  expect(visitor.text).toContain('Press your cell bell, or tell any officer now')
  expect(visitor.text).not.toMatch(claims)
  await visitor.open(`${visitor.path}?lang=cy`)
  expect(visitor.heading).toBe('Rydyn ni wedi ei gadw')
  await addStaff(dependencies, { email: 'b@example.test', name: 'Officer', role: 'officer', prisons: ['BWI'] })
  await dependencies.database.notifications.deliver({}, dependencies.today(), dependencies.now())
  await visitor.open(`${visitor.path.split('?')[0]}?lang=en`)
  expect(visitor.heading).toBe('We have sent it')
  expect(visitor.text).toContain('Who has it: the pre-release team in this prison')
})
