import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let office: TestConsole

beforeAll(async () => {
  office = await startTestConsole({ TODAY: '2026-11-23' })
  await office.hire('officer', 'officer', ['STI'])
  await office.hire('newcomer', 'officer', [])
  await office.hire('mover', 'officer', ['LEI'])
  await office.hire('receiver', 'officer', ['HLI'])
  await office.hire('com', 'com', [])
  for (let number = 0; number < 27; number += 1) {
    const prisonNumber = `A${String(number).padStart(4, '0')}QQ`
    const person = await addPerson(office.services, prisonNumber, {
      prisonId: 'STI',
      lastName: `Queue${number}`,
      comEmail: null,
      comName: null,
    })
    await sendApplication(office.services, person, number % 2 === 0 ? 'A05' : 'A24')
  }
})

afterAll(() => office.stop())

it('shows 25 a page with the right total, and the last page for one past the end', async () => {
  const visitor = await office.signIn('officer')
  expect(visitor.$('tbody tr')).toHaveLength(25)
  expect(visitor.$('#count').text()).toContain('27 applications')
  await visitor.open('/queue?page=2')
  expect(visitor.$('tbody tr')).toHaveLength(2)
  expect(visitor.title).toBe('Queue (page 2 of 2) – Leaving prison')
  await visitor.open('/queue?page=999')
  expect(visitor.$('tbody tr')).toHaveLength(2)
  expect(visitor.$('#count').text()).toContain('Page 2 of 2')
})

it('filters by the address alone, and keeps the filters from page to page', async () => {
  const visitor = await office.signIn('officer')
  await visitor.open('/queue?topic=bank-account')
  expect(visitor.$('#count').text()).toContain('14 applications')
  expect(visitor.$('#topic option[selected]').attr('value')).toBe('bank-account')
  await visitor.open('/queue?claimed=mine')
  expect(visitor.text).toContain('Nothing fits these filters')
  await visitor.open('/queue?claimed=nobody&priority=standard')
  expect(visitor.$('.govuk-pagination__next a').attr('href')).toBe('/queue?priority=standard&claimed=nobody&page=2')
  await visitor.open('/queue?state=closed')
  expect(visitor.heading).toBe('Closed: pre-release team')
  await visitor.open('/queue?with=COM')
  expect(visitor.heading).toBe('Waiting for the COM')
  await visitor.open('/queue?page=x&topic=__proto__&state=&team=1&team=2&claimed=%00')
  expect(visitor.status).toBe(200)
  expect(visitor.$('#count').text()).toContain('27 applications')
})

it('says so when nothing waits, and why', async () => {
  const newcomer = await office.signIn('newcomer')
  expect(newcomer.text).toContain('Your account has no prison yet')
  const com = await office.signIn('com')
  expect(com.text).toContain('Nothing waits for you')
})

it('tells both prisons that somebody moved, until one of them has seen it', async () => {
  const { database } = office.services
  const person = await addPerson(office.services, 'A9999QQ', { prisonId: 'HLI', lastName: 'Moved' })
  await database.notices.personMoved({
    personId: person.id,
    from: 'LEI',
    to: 'HLI',
    openApplications: 2,
    at: office.services.now(),
  })
  const [mover, receiver, other] = [
    await office.signIn('mover'),
    await office.signIn('receiver'),
    await office.signIn('officer'),
  ]
  expect(mover.text).toContain('Dean Moved, A9999QQ, has gone to HMP Hull. 2 open applications moved too.')
  expect(mover.$('.app-notices a')).toHaveLength(0)
  expect(receiver.text).toContain('Dean Moved, A9999QQ, has come from HMP Leeds.')
  expect(other.text).not.toContain('Moved, A9999QQ')

  const { action, body } = receiver.formOf('Seen notice about Dean Moved')
  body.set('_csrf', String(other.$('[name=_csrf]').first().val()))
  await other.post(action, body)
  await receiver.open('/queue')
  expect(receiver.text).toContain('A9999QQ')
  await receiver.press('Seen notice about Dean Moved')
  expect(receiver.text).not.toContain('A9999QQ')
  await mover.open('/queue')
  expect(mover.text).toContain('A9999QQ')
  const acts = (await database.audit.ofPerson(person.id)).map(({ act }) => act)
  expect(acts).toEqual(['notice-seen'])
})

it('is in the audit as looked at, without a line a person', async () => {
  const before = await countQueueViews()
  await office.signIn('officer')
  expect(await countQueueViews()).toBe(before + 1)
})

async function countQueueViews(): Promise<number> {
  const views = await office.inDatabase("select id from audit_event where act = 'queue-viewed' and person_id is null")
  return views.length
}
