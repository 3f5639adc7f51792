import { roles } from '../../server/domain/staff/roles'
import { enquiryBodies } from '../../server/domain/work/enquiries'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase()
})

afterAll(() => fresh.drop())

/** The values that the database accepts in a column, by its check constraint. */
async function acceptedIn(table: string, column: string): Promise<readonly string[]> {
  const { rows } = await fresh.knex.raw<{ rows: { definition: string }[] }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ?::regclass and contype = 'c' and pg_get_constraintdef(oid) like ?`,
    [table, `CHECK ((${column} = ANY (%`],
  )
  expect(rows).toHaveLength(1)
  return [...rows[0]!.definition.matchAll(/'([a-z-]+)'::text/g)].map(([, value]) => value!)
}

it('accepts the declared roles and no others: a new role needs a migration', async () => {
  expect([...(await acceptedIn('staff', 'role'))].sort()).toEqual([...roles].sort())
})

it('accepts enquiries to the declared bodies and no others', async () => {
  expect([...(await acceptedIn('enquiry', 'body'))].sort()).toEqual([...enquiryBodies].sort())
})
