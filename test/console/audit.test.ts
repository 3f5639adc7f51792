import type { Person } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { queriesDuring, tablesReadWhole } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let manager: Visitor
let here: Person

beforeAll(async () => {
  staffConsole = await startTestConsole()
  const { dependencies } = staffConsole
  here = await addPerson(dependencies, 'A1234AA')
  await addPerson(dependencies, 'A2345BB', { firstName: 'Owain', lastName: 'Llwyd', prisonId: 'HLI' })
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('elsewhere', 'officer', ['HLI'])
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  const officer = await staffConsole.signIn('officer')
  await officer.open('/people/A1234AA')
  const elsewhere = await staffConsole.signIn('elsewhere')
  await elsewhere.open('/people/A2345BB')
  manager = await staffConsole.signIn('manager')
})

afterAll(() => staffConsole.stop())

const found = (visitor: Visitor) =>
  visitor
    .$('tbody tr')
    .map((_index, row) => visitor.$(row).text().replace(/\s+/g, ' ').trim())
    .get()

describe('the audit', () => {
  it('shows a manager the actions of their own prisons and about people there', async () => {
    await manager.follow('Manage')
    await manager.follow('Audit')
    expect(manager.text).toContain('Person viewed')
    expect(manager.text).toContain('Dean Marrick, A1234AA')
    expect(manager.html).not.toContain('A2345BB')
    expect(manager.html).not.toContain('elsewhere at work')
    await manager.press('Search', { staff: 'elsewhere@example.test' })
    expect(manager.status).toBe(422)
    expectErrorsToLand(manager)
  })

  it('searches by person, member of staff, action and days without naming a person in the address', async () => {
    await manager.open('/audit')
    await manager.press('Search', { person: 'a1234 aa', staff: 'officer@example.test', action: 'person-viewed' })
    expect(found(manager)).toEqual([expect.stringMatching(/officer at work Person viewed Dean Marrick, A1234AA$/)])
    expect(manager.path).toMatch(/^\/audit\?search=[0-9a-f]{16}$/)
    expect(manager.$('#audit-person').val()).toBe('A1234AA')
    await manager.press('Search', { from: '01/01/2020', to: '02/01/2020' })
    expect(manager.text).toContain('Nothing was recorded that fits.')
    await manager.press('Search', { from: '02/01/2020', to: '01/01/2020' })
    expect(manager.status).toBe(422)
    expectErrorsToLand(manager)
    await manager.press('Search', { from: 'soon', to: '' })
    expectErrorsToLand(manager)
    await manager.press('Search', { from: ' ', to: ' ' })
    expect(manager.text).toContain('Person viewed')
    await manager.open('/audit?search=0123456789abcdef')
    expect(manager.text).toContain('That search is over')
  })

  it('shows a system administrator everything, with people by prison number only', async () => {
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open('/audit')
    await sysadmin.press('Search', { action: 'person-viewed' })
    expect(found(sysadmin)).toEqual([expect.stringContaining('A2345BB'), expect.stringContaining('A1234AA')])
    expect(sysadmin.html).not.toContain('Marrick')
    await sysadmin.open('/people/A1234AA/who-looked')
    expect(sysadmin.status).toBe(403)
  })

  it('hides an application that a COM holds in confidence', async () => {
    const { dependencies } = staffConsole
    const { id, reference } = await sendApplication(dependencies, here, 'something-private')
    await manager.open('/audit')
    expect(manager.text).toContain(reference)
    await staffConsole.inDatabase(`update application set destination = 'COM' where id = ${id}`)
    await manager.open('/audit')
    expect(manager.html).not.toContain(reference)
    await staffConsole.inDatabase(`update application set destination = 'PRT' where id = ${id}`)
  })

  it('pages from where the last page ended, and exports CSV without formulas, which is itself recorded', async () => {
    const { audit } = staffConsole.dependencies.database
    for (let number = 0; number < 60; number += 1) {
      await audit.record({
        site: 'my',
        personId: here.id,
        actingPersonId: here.id,
        action: '=1+1',
        fromAddress: '@SUM(A1)',
      })
    }
    await manager.open('/audit')
    await manager.press('Search', { action: '=1+1' })
    expect(found(manager)).toHaveLength(50)
    await audit.record({ site: 'my', personId: here.id, actingPersonId: here.id, action: '=1+1' })
    const exportAddress = manager.$('a[href^="/audit/export"]').attr('href') ?? ''
    await manager.follow('Older')
    expect(found(manager)).toHaveLength(10)
    await manager.open(exportAddress)
    expect(manager.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = manager.html.trim().split('\r\n')
    expect(lines).toHaveLength(62)
    expect(lines[0]).toContain('When (UK time)')
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[01]:00,/)
    expect(manager.html).not.toMatch(/(^|[,"])[=@+]/m)
    const [recorded] = await staffConsole.inDatabase<{ rows: number }>(
      "select (detail ->> 'rows')::int as rows from audit_entry where action = 'audit-exported'",
    )
    expect(recorded?.rows).toBe(61)
  })

  it('uses an index for every search', async () => {
    await staffConsole.inDatabase(`insert into audit_entry (site, staff_id, person_id, action, happened_at)
      select 'staff', number % 40 + 100, number % 500 + 100, 'act-' || number % 30, now() - number * interval '10 minutes'
      from generate_series(1, 20000) as number`)
    await staffConsole.inDatabase('analyze audit_entry')
    const read: string[] = []
    await manager.open('/audit')
    for (const search of [
      {},
      { person: 'A1234AA' },
      { staff: 'officer@example.test' },
      { action: 'person-viewed' },
      { from: '21/11/2026' },
    ]) {
      const queries = await queriesDuring(staffConsole.knex, () =>
        manager.press('Search', { person: '', staff: '', action: '', from: '', ...search }),
      )
      for (const query of queries.filter(({ sql }) => /^(select|with)/i.test(sql.trim()))) {
        const whole = await tablesReadWhole(staffConsole.knex, query)
        if (whole.includes('audit_entry')) read.push(`${JSON.stringify(search)}: ${query.sql}`)
      }
    }
    expect(read).toEqual([])
  })
})

describe('who looked at a person', () => {
  it('is shown to managers on the person’s page', async () => {
    await manager.open('/people/A1234AA')
    await manager.follow('See who viewed this person')
    expect(found(manager)).toEqual([
      expect.stringContaining('manager at work, Manager'),
      expect.stringContaining('officer at work, Pre-release officer'),
    ])
    await manager.open('/people/A2345BB/who-looked')
    expect(manager.status).toBe(404)
  })
})

describe('unusual access', () => {
  it('lists staff who looked at more than 20 people in a day whose work they do not hold', async () => {
    const { database } = staffConsole.dependencies
    const [looker, worker] = [
      await staffConsole.hire('looker', 'officer'),
      await staffConsole.hire('worker', 'officer'),
    ]
    for (let number = 0; number < 21; number += 1) {
      const { id } = await addPerson(staffConsole.dependencies, `A40${String(number).padStart(2, '0')}DD`)
      for (const staff of [looker, worker]) {
        await database.audit.record({ site: 'staff', staffId: staff.id, personId: id, action: 'person-viewed' })
      }
      // One of the 21 is enough to be at the limit and not over it.
      if (number === 0) {
        await database.audit.record({ site: 'staff', staffId: worker.id, personId: id, action: 'note-written' })
      }
    }
    await manager.open('/audit')
    await manager.follow('Unusual access')
    expect(found(manager)).toEqual([expect.stringMatching(/^looker at work, Pre-release officer 21 on .* 21$/)])
  })
})
