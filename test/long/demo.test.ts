import { loadDemoData, signInsToPrint } from '../../demo/load'
import { readConfig } from '../../server/config'
import { createDatabase } from '../../server/database'
import { daysBetween } from '../../server/domain/calendar'
import { roles } from '../../server/domain/staff/roles'
import { enquiryScopeFor, scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { signInStaff } from '../../server/use-cases/accounts/staff-sign-in'
import { contextFrom } from '../../server/use-cases/context'
import { signInWithPin } from '../../server/use-cases/people/in-cell/pins'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

let fresh: FreshDatabase

beforeEach(async () => {
  fresh = await freshDatabase()
})

afterEach(() => fresh.drop())

const nowhere = { fromAddress: undefined }

test.each(['2026-11-23', '2027-02-28', '2028-02-29'])(
  'loads the demo data into an empty database on %s',
  async today => {
    const config = readConfig({ NODE_ENV: 'test', TODAY: today })
    const database = createDatabase(fresh.knex)
    expect(await loadDemoData(fresh.knex, config)).toBe(true)

    const context = contextFrom(config)
    for (const [prisonNumber, pin] of [
      ['A1234AA', '482915'],
      ['A2345BB', '739206'],
    ] as const) {
      const signedIn = await signInWithPin(database, context, { prisonNumber, pin, ...nowhere })
      expect(signedIn).toMatchObject({ kind: 'signed-in', mustChoosePin: false })
    }
    const person = await database.people.findByNumber('A1234AA')
    expect(daysBetween(context.today, person!.releaseDate!)).toBe(70)
    expect(person).toMatchObject({ prisonId: 'LEI', comEmail: 'com@example.test' })
    expect(await database.people.findByNumber('A2345BB')).toMatchObject({ prisonId: 'BWI', language: 'cy' })

    for (const role of roles) {
      const name = role === 'service-owner' ? 'owner' : role
      const account = { email: `${name}@example.test`, password: 'correct horse battery', ...nowhere }
      expect(await signInStaff(database, context, account)).toMatchObject({ kind: 'right', staff: { role } })
    }

    const applications = await fresh.knex('application').select<Record<string, unknown>[]>()
    const some = (condition: (application: Record<string, unknown>) => boolean) => applications.filter(condition).length
    expect(applications).toHaveLength(8)
    expect(some(each => each.safety_concern === true)).toBe(1)
    expect(some(each => each.restricted === true)).toBe(1)
    expect(some(each => each.outcome === 'agreed')).toBe(1)
    expect(some(each => each.status === 'open' && each.destination === 'COM')).toBeGreaterThanOrEqual(1)
    expect(some(each => each.status === 'open' && String(each.respond_by) < today)).toBeGreaterThanOrEqual(1)
    expect(await database.messages.toPerson(person!.id)).toHaveLength(1)
    const com = await database.staff.findByEmail('com@example.test')
    const reader = { scope: scopeFor(com!), staffId: com!.id, today: context.today }
    const counts = await database.comRequests.counts(reader, ['waiting', 'taken', 'done', 'not-done', 'to-read'])
    expect(counts).toEqual({ waiting: 1, taken: 1, done: 1, 'not-done': 1, 'to-read': 2 })
    const officer = await database.staff.findByEmail('officer@example.test')
    const asker = { scope: enquiryScopeFor(officer!, context.today), staffId: officer!.id, today: context.today }
    const questions = await database.enquiries.counts(asker, ['waiting', 'overdue', 'to-read', 'colleagues', 'unheld'])
    expect(questions).toEqual({ waiting: 6, overdue: 0, 'to-read': 2, colleagues: 3, unheld: 0 })
    expect(await database.referrals.counts(reader.scope, context.today)).toMatchObject({ askedOfCom: 1 })
    expect(await database.drafts.of(person!.id)).toEqual([])
    expect(
      await fresh.knex('person').where({ whereabouts: 'left' }).pluck('prison_number').orderBy('prison_number'),
    ).toEqual(['A6924SS', 'A7046TT'])
    const statuses = await fresh.knex('notification').distinct().pluck('status')
    expect(statuses).toEqual(expect.arrayContaining(['open', 'seen', 'done']))
    expect(await fresh.knex('safety_concern').where({ acknowledged_at: null }).whereNotNull('words')).toHaveLength(2)
    expect(await database.outsideRequests.counts(scopeFor(officer!), context.today, ['open', 'answered'])).toEqual({
      open: 1,
      answered: 1,
    })
    expect(await database.whereabouts.countMayHaveLeft(scopeFor(officer!), context.today)).toBe(1)
    expect(await fresh.knex('person').where({ whereabouts: 'hospital' }).pluck('prison_number')).toEqual(['A9246VV'])
    expect(await fresh.knex('notification').where({ is_acct: true, recipient: 'com' })).toHaveLength(1)
    expect(await fresh.knex('enquiry_step').where({ verdict: 'agreed' })).toHaveLength(1)
  },
)

test('leaves a database with any person in it unchanged', async () => {
  const config = readConfig({ NODE_ENV: 'test' })
  await createDatabase(fresh.knex).staff.add({
    email: 'a@example.test',
    name: 'A',
    role: 'sysadmin',
    passwordHash: '-',
    prisons: [],
  })
  expect(await loadDemoData(fresh.knex, config)).toBe(false)
  expect(await fresh.knex('person').select()).toEqual([])
})

test('loads the demo data once when two processes start at the same time', async () => {
  const config = readConfig({ NODE_ENV: 'test' })
  const loaded = await Promise.all([loadDemoData(fresh.knex, config), loadDemoData(fresh.knex, config)])
  expect(loaded.filter(Boolean)).toHaveLength(1)
  expect(await fresh.knex('application').count()).toEqual([{ count: 8 }])
})

test('never loads the demo data in production', async () => {
  const config = { ...readConfig({ NODE_ENV: 'test' }), environment: 'production' as const }
  expect(await loadDemoData(fresh.knex, config)).toBe(false)
  expect(await fresh.knex('staff').select()).toEqual([])
})

test('prints the sign-in details of the sites that are served', () => {
  const [portal, staff] = [signInsToPrint(['portal']), signInsToPrint(['staff'])]
  for (const part of ['A1234AA', '482915', 'A2345BB', '739206']) expect(portal).toContain(part)
  expect(staff).toContain('correct horse battery')
  expect(staff).toMatch(/^ {2}education-and-work@example\.test +education-and-work$/m)
  expect(signInsToPrint(['portal', 'staff'])).toBe(`${portal}\n${staff}`)
  expect(signInsToPrint([])).toBe('')
})
