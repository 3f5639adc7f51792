import type { Person } from '../../server/database'
import { assessedPathways } from '../../server/domain/assessments'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole
let person: Person

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('administrator', 'administrator')
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
  await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await sendApplication(staffConsole.dependencies, person, 'something-private')
})

afterAll(() => staffConsole.stop())

it('records needs and actions and what became of them, and keeps every entry', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan')
  expect(visitor.text).toContain('Now: BCST2.')
  await visitor.follow('Accommodation')
  await visitor.press('Add the need', { need: 'Nowhere to live' })
  await visitor.press('Add the action', { action: 'Duty to refer', responsible: 'both', due: '1/12/2026' })
  expect(visitor.text).toContain('Prison and probation')
  expect(visitor.text).toContain('1 December 2026')
  await visitor.press('Done Duty to refer')
  await visitor.press('Need met Nowhere to live')
  expect(visitor.text).not.toContain('Need met Nowhere')
  await visitor.open('/people/A1234AA/plan')
  expect(visitor.text).toContain('Accommodation: need met. Nowhere to live')
  expect(visitor.text).toContain('Accommodation: need found. Nowhere to live')
})

it('lists overdue actions until they are done, with a count on the home page', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/accommodation')
  await visitor.press('Add the action', { action: 'Ask the council', responsible: 'prison', due: '22/11/2026' })
  await visitor.press('Add the action', { action: 'Ask the landlord', responsible: 'probation', due: '20/11/2026' })
  await visitor.press('Add the action', { action: 'Write to the family', responsible: 'both', due: '23/11/2026' })
  expect(visitor.$('tr:contains("Ask the council")').text()).toContain('Overdue')
  expect(visitor.$('tr:contains("Write to the family")').text()).toContain('To do')
  await visitor.open('/')
  await visitor.follow('1 planned action overdue')
  expect(visitor.$('#place').text()).toBe('1 to 1 of 1')
  expect(visitor.$('tbody tr').text()).toContain('Ask the council')
  await visitor.open('/actions?planned=by-you')
  const listed = visitor.$('tbody tr').toArray()
  const words = (rows: typeof listed) => rows.map(each => visitor.$(each).find('.app-two-lines').text())
  expect(words(listed)).toEqual(['Ask the landlord', 'Ask the council'])
  await visitor.follow('By when')
  expect(visitor.path).toBe('/actions?planned=by-you&sort=-due')
  expect(words(visitor.$('tbody tr').toArray())).toEqual(['Ask the council', 'Ask the landlord'])
  await visitor.open('/actions?wing=c')
  expect(visitor.$('tbody tr')).toHaveLength(0)
  await visitor.open('/actions?wing=b')
  await visitor.open(visitor.$('a[href^="/actions.csv"]').attr('href') ?? '')
  expect(
    visitor.html
      .trim()
      .split('\r\n')
      .map(row => row.split(',')[2]),
  ).toEqual(['Action', 'Ask the landlord', 'Ask the council'])
  const administrator = await staffConsole.signIn('administrator')
  await administrator.open('/actions?planned=by-you')
  expect(administrator.text).toContain('There is nothing here')
  await visitor.open('/people/A1234AA')
  const rowOf = (text: string) => visitor.$(`.app-work tr:contains("${text}")`).text().replace(/\s+/g, ' ').trim()
  expect(rowOf('Ask the council')).toMatch(/^1 day over Plan action Ask the council To do Prison$/)
  await visitor.follow('Ask the council')
  await visitor.press('Done Ask the council')
  await visitor.press('Not needed any more Ask the landlord')
  await visitor.open('/actions')
  expect(visitor.text).toContain('There is nothing here')
  await visitor.open('/people/A1234AA')
  expect(rowOf('Ask the council')).toBe('')
})

it('offers what the person has told the service, to be confirmed rather than typed again', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/finance-benefit-debt')
  const offered = visitor.$('[name=told]').parent().text()
  expect(offered).not.toContain('Do you feel safe')
  expect(offered).not.toContain('Can staff tell a bank')
  const first = visitor.$('[name=told]').first()
  const words = visitor
    .$(`label[for="${first.attr('id')}"]`)
    .text()
    .trim()
  await visitor.press('Add what is ticked as needs', { told: String(first.val()) })
  expect(visitor.$('table').first().text()).toContain(words)
  expect(visitor.$('[name=told]').parent().text()).not.toContain(words)
  const second = visitor.$('[name=told]').first()
  await visitor.press('Save what is ticked in the plan', { told: String(second.val()) })
  expect(visitor.$('h2:contains("Told by the person and confirmed") + ul li')).toHaveLength(1)
  expect(visitor.$('table').first().find('tbody tr')).toHaveLength(1)
})

it('never offers what was told in private, because a plan has other readers and goes to OASys', async () => {
  for (const name of ['officer', 'administrator']) {
    const visitor = await staffConsole.signIn(name)
    await visitor.open('/people/A1234AA/plan/personal-wellbeing')
    expect(visitor.status).toBe(200)
    expect(visitor.$('[name=told]')).toHaveLength(0)
  }
})

it('offers no 12-week review for somebody of high risk', async () => {
  await addPerson(staffConsole.dependencies, 'A6666HR', { riskOfSeriousHarm: 'high' })
  const [bcst2] = await staffConsole.inDatabase<{ id: number }>(`insert into assessment
    (person_id, kind, custody_began, done_on, done_by, recorded_at)
    select id, 'bcst2', coalesce(custody_began, reception_date), '2026-11-20', (select min(id) from staff), now()
    from person where prison_number = 'A6666HR' returning id`)
  expect(bcst2).toBeDefined()
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A6666HR/plan')
  expect(visitor.text).toContain('No 12-week review')
  expect(visitor.text).not.toContain('The 12-week review is complete')
})

it('is complete once every pathway has an entry, and continues as the 12-week review', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan')
  expect(visitor.text).toContain('The BCST2 is complete when every pathway has an entry')
  await visitor.post(
    '/people/A1234AA/plan/complete',
    new URLSearchParams({ _csrf: String(visitor.$('[name=_csrf]').first().val()), stage: 'bcst2' }),
  )
  expect(visitor.text).toContain('Not complete yet: every pathway needs an entry')
  for (const pathway of assessedPathways) {
    await visitor.open(`/people/A1234AA/plan/${pathway}`)
    if (visitor.text.includes('No need in this pathway')) await visitor.press('No need in this pathway')
  }
  await visitor.open('/people/A1234AA/plan')
  await visitor.press('The BCST2 is complete')
  expect(visitor.text).toContain('Now: 12-week review.')
  expect(visitor.$('tr:contains("BCST2")').text()).toContain('23 November 2026, recorded by officer at work')
  await visitor.open('/people/A1234AA/assessments')
  expect(visitor.$('tr:contains("BCST2")').text()).toContain('23 November 2026, recorded by officer at work')
  await visitor.open('/people/A1234AA/plan/accommodation')
  await visitor.press('Reviewed: all up to date')
  expect(visitor.text).toContain('It is written in the plan')
})

it('records a form that is sent twice once', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/personal-wellbeing')
  const form = visitor.formOf('Add the need', { need: 'Somebody to talk to' })
  await Promise.all([1, 2, 3].map(() => visitor.anotherTab().post(form.action, new URLSearchParams(form.body))))
  await visitor.open('/people/A1234AA/plan/personal-wellbeing')
  expect(visitor.$('th:contains("Somebody to talk to")')).toHaveLength(1)
})

it('says that a colleague was first, and records nothing twice about one action', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/accommodation')
  await visitor.press('Add the action', { action: 'Ask the landlord', responsible: 'prison' })
  const tab = visitor.anotherTab()
  await tab.open('/people/A1234AA/plan/accommodation')
  await visitor.press('Done Ask the landlord')
  await tab.press('Not needed any more Ask the landlord')
  expect(tab.text).toContain('A colleague recorded this first')
})

it.each([
  ['Add the need', { need: ' ' }, 'Write what the person needs'],
  ['Add the need', { need: 'x'.repeat(1_001) }, 'The need is 1 letter too long'],
  ['Add the action', { action: 'Ring', due: '31/2/2027' }, 'Choose who does it'],
  ['Add the action', { action: 'Ring', responsible: 'both', due: '31/2/2027' }, 'Enter a real day'],
  ['Add what is ticked as needs', { told: 'of another person' }, 'Tick what is a need'],
])('rejects %s with %o, shows messages and keeps what was typed', async (button, fields, words) => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/finance-benefit-debt')
  await visitor.press(button, fields)
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain(words)
  expectErrorsToLand(visitor)
  if ('action' in fields) expect(visitor.$('#action').val()).toBe('Ring')
})

it('exports a text for OASys', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/document')
  expect(visitor.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(visitor.headers.get('content-disposition')).toContain('plan.txt')
  expect(visitor.html).toContain('BCST2: 23 November 2026, recorded by officer at work')
  expect(visitor.html).toContain('- Need: Nowhere to live (Met)')
  expect(visitor.html).toContain('- Action: Duty to refer (Prison and probation; 1 December 2026; Done)')
})

it('answers 404 for an unknown pathway', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/plan/release-plan')
  expect(visitor.status).toBe(404)
})

it('cannot be rewritten, even directly in the database', async () => {
  await expect(
    staffConsole.inDatabase(`update resettlement_plan_entry set text = 'other' where kind = 'need'`),
  ).rejects.toThrow('append-only')
})
