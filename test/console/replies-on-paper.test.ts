import type { Application, Person } from '../../server/database'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { queriesDuring } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let dean: Person
let owain: Person
let bank: Application
let support: Application
let secret: Application
let welsh: Application

const page = '/replies/print?prison=LEI&location=B&days=7&which=not-read'

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'second']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('clerk', 'administrator')
  await staffConsole.hire('elsewhere', 'officer', ['HLI'])
  const { dependencies } = staffConsole
  dean = await addPerson(dependencies, 'A1234AA', { location: 'B-2-014' })
  owain = await addPerson(dependencies, 'A2345BB', { firstName: 'Owain', location: 'B-3-001', firstLanguage: 'Welsh' })
  bank = await sendApplication(dependencies, dean, 'bank-account')
  support = await sendApplication(dependencies, dean, 'drugs-and-alcohol')
  secret = await sendApplication(dependencies, dean, 'something-private')
  welsh = await sendApplication(dependencies, owain, 'bank-account')
  const other = await addPerson(dependencies, 'A3456CC', { location: 'C-1-001' })
  const away = await addPerson(dependencies, 'A4567DD', { location: 'B-1-001', prisonId: 'HLI' })
  for (const person of [other, away])
    await write(await sendApplication(dependencies, person, 'bank-account'), 'Not for this wing')
})

afterAll(() => staffConsole.stop())

const dayMs = 24 * 60 * 60 * 1000

async function write({ id }: Application, body: string, daysAgo = 0, readAt: Date | null = null): Promise<void> {
  const sentAt = new Date(staffConsole.dependencies.now().getTime() - daysAgo * dayMs)
  await staffConsole.dependencies.database.messages.add(id, { sender: 'staff', staffId: null, body, sentAt })
  if (readAt) await staffConsole.dependencies.database.messages.markRead(id, readAt)
}

async function forget(): Promise<void> {
  for (const table of ['reply_print', 'reply_batch']) await staffConsole.knex(table).delete()
  await staffConsole.knex('message').whereIn('application_id', [bank.id, support.id, secret.id, welsh.id]).delete()
}

const sheetsOf = (visitor: Visitor) =>
  visitor
    .$('.app-sheet')
    .toArray()
    .map(each => visitor.$(each))

const audited = async (person: Person) =>
  (await staffConsole.dependencies.database.audit.ofPerson(person.id)).filter(
    ({ action }) => action === 'reply-printed',
  ).length

describe('replies on paper', () => {
  beforeEach(forget)

  it('are on a sheet each, in the person’s language, with only their name and location on the outside', async () => {
    await write(bank, 'The bank said yes.')
    await staffConsole.knex('application').where({ id: welsh.id }).update({
      status: 'closed',
      outcome: 'agreed',
      outcome_reason: 'Iawn.',
      closed_at: staffConsole.dependencies.now(),
    })
    await write(welsh, 'Iawn.')
    const officer = await staffConsole.signIn('officer')
    await officer.open('/replies/print')
    await officer.open(page)
    expect(officer.text).toContain('2 replies to print.')
    const before = [await audited(dean), await audited(owain)]
    await officer.press('Make 2 sheets to print')
    expect(officer.path).toMatch(/^\/replies\/print\/\d+$/)
    const [english, cymraeg] = sheetsOf(officer)
    expect([english?.attr('lang'), cymraeg?.attr('lang')]).toEqual(['en', 'cy'])
    expect(english?.find('.app-sheet__outside').text()).toMatch(/Dean Marrick.*A1234AA.*HMP Leeds, B-2-014/s)
    expect(english?.find('.app-sheet__outside').text()).not.toContain('Bank')
    const inside = english?.find('.app-sheet__inside').text()
    expect(inside).toContain(`Bank account (${bank.reference})`)
    expect(inside).toContain('The bank said yes.')
    expect(inside).not.toMatch(/Marrick|A1234AA|B-2/)
    expect(cymraeg?.text()).toContain('Dyma beth ysgrifennodd y staff:')
    expect([await audited(dean), await audited(owain)]).toEqual(before.map(count => count + 1))
    await officer.open(`/applications/${bank.reference}/messages`)
    expect(officer.text).toContain('Not read yet. Printed on paper 23 November 2026 at 10:00')
  })

  it('are printed once, by whoever is first; the next batch has only new ones, and each batch can be reprinted', async () => {
    await write(bank, 'First')
    const officers = [await staffConsole.signIn('officer'), await staffConsole.signIn('second')]
    for (const each of officers) await each.open(page)
    const forms = officers.map(each => each.formOf('Make 1 sheet to print'))
    await Promise.all([
      ...officers.map((each, index) => each.post(forms[index]!.action, forms[index]!.body)),
      officers[0]!.anotherTab().post(forms[0]!.action, forms[0]!.body),
    ])
    expect(await staffConsole.knex('reply_batch').select('id')).toHaveLength(1)
    expect(officers.map(each => sheetsOf(each).length).toSorted()).toEqual([0, 1])
    const [officer] = officers
    await officer!.open(page)
    expect(officer!.text).toContain('There is nothing new to print.')
    await write(bank, 'Second')
    await officer!.open(page)
    await officer!.press('Make 1 sheet to print')
    expect(officer!.text).toContain('Second')
    expect(officer!.text).not.toContain('First')
    await officer!.open('/replies/print')
    await officer!.open(officer!.$('tbody a').last().attr('href') ?? '')
    expect(officer!.text).toContain('First')
  })

  it('about private topics only ask the person to come, and about restricted ones are hidden from staff who may not know of them', async () => {
    await write(support, 'Words of support')
    await write(secret, 'Words in confidence')
    const clerk = await staffConsole.signIn('clerk')
    await clerk.open(page)
    expect(clerk.text).toContain('1 reply to print. 1 of them is private')
    const officer = await staffConsole.signIn('officer')
    await officer.open(page)
    await officer.press('Make 2 sheets to print')
    expect(officer.html).not.toMatch(/Words of support|Words in confidence|Drugs|private/)
    expect(officer.text.match(/it is not on this paper/g)).toHaveLength(2)
    await clerk.open(officer.path)
    expect(sheetsOf(clerk)).toHaveLength(1)
    expect(clerk.html).not.toContain(secret.reference)
    await clerk.open('/replies/print')
    expect(clerk.$('tbody td').last().text()).toBe('1')
  })

  it('leave out those that were read on a screen or are older than the chosen days', async () => {
    await write(bank, 'Read', 0, staffConsole.dependencies.now())
    await write(bank, 'Old', 10)
    const officer = await staffConsole.signIn('officer')
    await officer.open(page)
    expect(officer.text).toContain('There is nothing new to print.')
    await officer.open(page.replace('not-read', 'all'))
    expect(officer.text).toContain('1 reply to print.')
    await officer.open(page.replace('days=7', 'days=28'))
    await officer.press('Make 1 sheet to print')
    expect(officer.text).toContain('Old')
  })

  it('of another prison are hidden, however they are requested', async () => {
    await write(bank, 'The bank said yes.')
    const elsewhere = await staffConsole.signIn('elsewhere')
    await elsewhere.open(page)
    expect(elsewhere.text).not.toContain('to print.')
    await elsewhere.open('/replies/print?prison=HLI')
    const { action, body } = elsewhere.formOf('Make 1 sheet to print')
    const other = new URLSearchParams(body)
    other.set('prison', 'LEI')
    await elsewhere.post(action, other)
    expect(elsewhere.status).toBe(400)
    const officer = await staffConsole.signIn('officer')
    await officer.open(page)
    await officer.press('Make 1 sheet to print')
    for (const path of [officer.path, '/replies/print/x', '/replies/print/999999999', '/replies/print/9999999999999']) {
      await elsewhere.open(path)
      expect([path, elsewhere.status]).toEqual([path, 404])
    }
  })

  it('move with the person, and take a fixed number of queries', async () => {
    const count = async (visitor: Visitor, path: string) =>
      (await queriesDuring(staffConsole.knex, () => visitor.open(path))).length
    await write(bank, 'One')
    const officer = await staffConsole.signIn('officer')
    const one = await count(officer, page)
    await write(bank, 'Two')
    await write(welsh, 'Tri')
    expect(await count(officer, page)).toBe(one)
    await officer.press('Make 3 sheets to print')
    const batch = officer.path
    const all = await count(officer, batch)
    await staffConsole.knex('person').where({ id: owain.id }).update({ prison_id: 'HLI' })
    expect(await count(officer, batch)).toBe(all)
    expect(sheetsOf(officer)).toHaveLength(2)
    await staffConsole.knex('person').where({ id: owain.id }).update({ prison_id: 'LEI' })
  })
})
