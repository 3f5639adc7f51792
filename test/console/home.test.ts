import { seesNobody, type Application } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let bank: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const role of ['officer', 'administrator', 'manager'] as const) await staffConsole.hire(role, role)
  await staffConsole.hire('both', 'manager', ['LEI', 'BWI'])
  await staffConsole.hire('com', 'com', [])
  for (const role of ['editor', 'sysadmin'] as const) await staffConsole.hire(role, role, [])
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1234AA')
  bank = await sendApplication(dependencies, person, 'bank-account')
  await staffConsole.inDatabase(
    `update application set respond_by = '2026-11-20', destination = 'PRT' where id = ${bank.id}`,
  )
  await addPerson(dependencies, 'A2345BB', { prisonId: 'BWI', releaseDate: calendarDay('2028-02-01') })
})

afterAll(() => staffConsole.stop())

/** Each line of the page that is a link, with what the list behind it says that it holds. */
async function follow(visitor: Visitor, text: string): Promise<string> {
  await visitor.open('/')
  await visitor.follow(text)
  return visitor.text
}

it('is everyone’s first page and shows the work to do as links to the lists behind it', async () => {
  const visitor = await staffConsole.signIn('officer')
  expect(visitor.path).toBe('/')
  expect(visitor.heading).toBe('Your work')
  expect(visitor.$('.app-bar__link').first().text().trim()).toBe('Home')
  expect(visitor.text).toContain('0 replies due today')
  expect(visitor.$('a:contains("replies due today")')).toHaveLength(0)
  expect(await follow(visitor, '1 reply overdue')).toContain('1 application.')
  expect(visitor.path).toBe('/queue?due=overdue')
  expect(await follow(visitor, '1 unclaimed')).toContain(bank.reference)
  expect(visitor.path).toBe('/queue?list=unclaimed')
})

it('leads to everything a role can reach, from a short row and the links of the current section', async () => {
  const links = (visitor: Visitor, row: string) =>
    visitor
      .$(`${row} li a`)
      .toArray()
      .map(each => visitor.$(each).text().trim())
  const manager = await staffConsole.signIn('manager')
  expect(links(manager, '.app-bar__nav')).toEqual(['Home', 'Work', 'People', 'Reports', 'Manage'])
  expect(manager.$('.app-places__nav')).toHaveLength(0)
  await manager.follow('People')
  expect(links(manager, '.app-places__nav')).toEqual([
    'People',
    'Assessments',
    'Overdue actions',
    'Leaving',
    'Left? Confirm',
    'Court list',
    'Plans',
    'COMs not reached',
  ])
  await manager.open('/people/A1234AA')
  expect(manager.$('.app-bar__nav [aria-current]').text().trim()).toBe('People')
  expect(manager.$('.app-places__nav [aria-current]').attr('aria-current')).toBe('true')
  await manager.follow('Assessments')
  expect(manager.$('.app-places__nav [aria-current=page]').text()).toBe('Assessments')
  const com = await staffConsole.signIn('com')
  expect(links(com, '.app-bar__nav')).toEqual(['Home', 'Work', 'People'])
  const sysadmin = await staffConsole.signIn('sysadmin')
  await sysadmin.follow('Manage')
  expect(links(sysadmin, '.app-places__nav')).toEqual(['Readers’ answers', 'Accounts', 'PDUs', 'Audit', 'Jobs'])
})

it('counts assessments as their list does, and by prison where there are several', async () => {
  const administrator = await staffConsole.signIn('administrator')
  const [line] = /\d+ assessments? overdue/.exec(administrator.text) ?? ['']
  const text = await follow(administrator, line)
  expect(text).toContain(`${/\d+/.exec(line)![0]} assessment`)
  expect(administrator.path).toBe('/assessments?prison=LEI&state=overdue')
  const both = await staffConsole.signIn('both')
  expect(both.text).toMatch(/overdue, HMP Leeds.*overdue, HMP Berwyn|overdue, HMP Berwyn.*overdue, HMP Leeds/)
})

it('counts what is due now: after a fact, an assessment or the day has changed, and while something changes', async () => {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const owed = async () => {
    const officer = await staffConsole.signIn('officer')
    return /(\d+) assessments? overdue (\d+) due by/.exec(officer.text)!.slice(1).map(Number)
  }
  const received = { receptionDate: calendarDay('2026-11-20'), releaseDate: null, comEmail: null }
  const person = await addPerson(dependencies, 'A3456CC', received)
  const [overdue = 0, due = 0] = await owed()
  const by = { on: calendarDay('2026-11-23'), by: 1, at: dependencies.now() }
  const key = { personId: person.id, kind: 'bcst1', custodyBegan: person.custodyBegan } as const
  await database.assessments.recordDone(key, by)
  expect(await owed()).toEqual([overdue, due - 1])
  await database.assessments.takeBack(key, by.on)
  expect(await owed()).toEqual([overdue, due])
  await database.people.keepCustodyBegan(person.id, calendarDay('2026-11-01'))
  expect(await owed()).toEqual([overdue + 1, due - 1])

  const scope = { ...seesNobody, prisons: ['LEI'] }
  const today = dependencies.today()
  let change: Promise<void> | undefined
  await database.transaction(async ({ assessments }) => {
    await assessments.holdStates({ personIds: [person.id] }, today, 500)
    change = database.people.keepCustodyBegan(person.id, calendarDay('2026-11-20'))
    await new Promise(resolve => setTimeout(resolve, 50))
    await assessments.keepStates([{ personId: person.id, overdue: [null], due: [] }], today)
  })
  await change
  expect((await database.assessments.counts(scope, 1, today)).isWhole).toBe(false)
  expect(await owed()).toEqual([overdue, due])
})

it('shows appeals only to managers', async () => {
  expect((await staffConsole.signIn('manager')).text).toContain('0 appeals to answer')
  expect((await staffConsole.signIn('officer')).text).not.toContain('do not agree')
})

it('shows a COM their people in every prison and what was done for them', async () => {
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/applications/${bank.reference}`)
  await officer.press('Claim it')
  await officer.open(`/applications/${bank.reference}/messages`)
  await officer.press('Send to Dean Marrick', { message: 'We have asked the bank' })
  const com = await staffConsole.signIn('com')
  const rows = com.$('tbody tr').toArray()
  expect(rows.map(each => com.$(each).text().replace(/\s+/g, ' ').trim())).toEqual(['HMP Berwyn 1 0', 'HMP Leeds 1 1'])
  expect(com.text).toContain('0 applications answered')
  expect(await follow(com, '1 thing in all')).toContain(`Message sent to the person: A bank account, ${bank.reference}`)
  expect(com.$('tbody tr').text()).toContain('officer at work')
})

it('shows editors and system administrators what concerns them, without anybody’s name or work', async () => {
  const { pageFeedback } = staffConsole.dependencies.database
  await pageFeedback.add({
    page: '/booklet/health',
    language: 'en',
    answer: 'too-long',
    at: staffConsole.dependencies.now(),
  })
  const editor = await staffConsole.signIn('editor')
  expect(editor.text).toContain('0 local services to check')
  expect(await follow(editor, '1 reader found a page hard in the last 7 days')).toContain('health')
  const sysadmin = await staffConsole.signIn('sysadmin')
  expect(sysadmin.text).toContain('1 answer from readers in the last 7 days')
  for (const visitor of [editor, sysadmin]) {
    await visitor.open('/')
    expect(visitor.text).not.toMatch(/Applications|Assessments|Marrick/)
  }
})

it('names the people who may not be safe, the first five of them, and links to all', async () => {
  const { dependencies } = staffConsole
  const people = ['A6001CC', 'A6002CC', 'A6003CC', 'A6004CC', 'A6005CC', 'A6006CC', 'A6007CC']
  for (const number of people) {
    await sendApplication(dependencies, await addPerson(dependencies, number), 'something-else', {
      'feel-safe': 'not-safe',
    })
  }
  const visitor = await staffConsole.signIn('officer')
  expect(visitor.$('.app-safety a').text()).toBe('7 people may not be safe')
  expect(visitor.$('#concerns-waiting').parent().find('li')).toHaveLength(6)
  await visitor.follow('and 2 more')
  expect(visitor.heading).toBe('Safety concerns')
  expect(visitor.$('tbody tr')).toHaveLength(7)
  await visitor.open('/')
  await visitor.follow('7 people may not be safe')
  expect(visitor.$('tbody tr')).toHaveLength(7)
  await visitor.open('/safety/raise?person=A6001CC')
  await visitor.press('Raise the concern', {
    'concern-about': 'person',
    'concern-words': 'He cries at night',
    'concern-urgent': 'yes',
  })
  await visitor.open('/safety')
  expect(visitor.$('tbody tr')).toHaveLength(8)
  expect(visitor.$('.app-safety a').text()).toBe('7 people may not be safe')
})
