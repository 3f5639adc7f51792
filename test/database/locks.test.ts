import type { Knex } from 'knex'
import type { Database, Person, StaffMember } from '../../server/database'
import { addService, confirmService } from '../../server/use-cases/content/local-services'
import { addPerson, addPrisons, addStaff } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let person: Person

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
  person = await addPerson(site.dependencies, 'A1234AA')
})

afterAll(() => site.stop())

/** Changes something in a transaction, and commits it when a lock on the same thing is waited for. */
async function lockedDuring<Locked>(
  change: (transaction: Knex.Transaction) => Promise<unknown>,
  lock: (database: Database) => Promise<Locked>,
): Promise<Locked> {
  const { knex, dependencies } = site
  const transaction = await knex.transaction()
  await change(transaction)
  const locked = dependencies.database.transaction(lock)
  const waits = () =>
    knex.raw<{ rows: unknown[] }>(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  while ((await waits()).rows.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
  await transaction.commit()
  return locked
}

test.each<[string, (database: Database) => Promise<Person | undefined>]>([
  ['by id', ({ people }) => people.lock(person.id)],
  ['by number', ({ people }) => people.lockByNumber('A1234AA')],
  ['with others', async ({ people }) => (await people.lockByNumbers(['A1234AA']))[0]],
])('finds somebody whose prison changes while the lock is waited for: %s', async (_how, lock) => {
  for (const [prisonId, prisonName] of [
    ['BWI', 'HMP Berwyn'],
    ['LEI', 'HMP Leeds'],
  ]) {
    const move = (transaction: Knex) => transaction('person').where({ id: person.id }).update({ prison_id: prisonId })
    expect(await lockedDuring(move, lock)).toMatchObject({ prisonId, prisonName })
  }
})

test('does a change of a service once that two members of staff send at once', async () => {
  const { dependencies } = site
  const { database } = dependencies
  const staffNamed = (name: string): Promise<StaffMember> =>
    addStaff(dependencies, { email: `${name}@example.test`, name, role: 'editor', prisons: [] })
  const [one, other] = [await staffNamed('one'), await staffNamed('other')]
  const place = { kind: 'prison', id: 'LEI' } as const
  const service = { name: 'Housing desk', what: 'Ask on A wing.', whoFor: null, howToGet: null, contact: null }
  const entry = { chapter: 'somewhere-to-live', openTo: 'both', english: service, welsh: null } as const
  const command = (staff: StaffMember, key: number) => ({
    staff,
    place,
    idempotencyKey: `00000000-0000-4000-8000-00000000000${key}`,
    fromAddress: undefined,
  })
  const added = await addService(database, dependencies.context(), { ...command(one, 1), entry })
  const id = added.kind === 'done' ? added.id : 0

  const confirm = { ...command(other, 2), id, version: 1 }
  const twice = await Promise.all([1, 2].map(() => confirmService(database, dependencies.context(), confirm)))
  expect(twice).toEqual([
    { kind: 'done', id },
    { kind: 'done', id },
  ])
  const late = await lockedDuring(
    transaction => transaction('local_service').where({ id }).update({ checked_by: one.id, version: 3 }),
    ({ localServices }) => localServices.lock(id, place),
  )
  expect(late).toMatchObject({ version: 3, checkedByName: 'one' })
})
