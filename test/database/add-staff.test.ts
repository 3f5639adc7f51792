import { roles } from '../../server/domain/staff/roles'
import { addStaff, type NewStaff } from '../../server/use-cases/accounts/add-staff'
import { makeCodeFromTerminal } from '../../server/use-cases/accounts/manage-accounts'
import { isSecret } from '../../server/use-cases/accounts/secrets'
import { setPasswordWithCode } from '../../server/use-cases/accounts/staff-passwords'
import { addPrisons } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
})

afterAll(() => site.stop())

const officer: NewStaff = { email: 'New@Example.test', role: 'officer', name: 'New Officer', prisons: ['LEI', 'LEI'] }

describe('adding an account', () => {
  it('shows the password once, stores only its hash, and works once', async () => {
    const { database } = site.dependencies
    const added = await addStaff(database, officer)
    if (!added.ok) throw new Error(added.why)
    expect(added.password).toMatch(/^([2-9a-z]{4}-){4}[2-9a-z]{4}$/)
    const staff = await database.staff.findByEmail('new@example.test')
    expect(staff).toMatchObject({ id: added.id, role: 'officer', name: 'New Officer', prisons: ['LEI'] })
    expect(JSON.stringify(staff)).not.toContain(added.password)
    expect(await isSecret(added.password, staff?.passwordHash)).toBe(true)
    expect(await addStaff(database, officer)).toEqual({ ok: false, why: 'EMAIL has an account already' })
  })

  it.each([
    [{ email: 'nobody' }, 'EMAIL is not an email address'],
    [{ role: 'king' }, `ROLE must be one of ${roles.join(', ')}`],
    [{ name: '  ' }, 'NAME must be 1 to 100 letters'],
    [{ prisons: [] }, 'ROLE officer needs a prison'],
    [{ role: 'com' }, 'ROLE com has no prisons'],
    [{ prisons: ['LEI', 'XXX'] }, 'PRISON: not in the register: XXX'],
  ])('is refused with a reason: %j', async (change, why) => {
    const details = { ...officer, email: 'other@example.test', ...change }
    expect(await addStaff(site.dependencies.database, details)).toEqual({ ok: false, why })
  })
})

it('makes a code to set a password when nobody in the console can', async () => {
  const { database } = site.dependencies
  const context = site.dependencies.context()
  const made = await makeCodeFromTerminal(database, context, 'NEW@example.test')
  const form = {
    email: 'new@example.test',
    code: made?.code ?? '',
    password: 'a new long password',
    fromAddress: undefined,
  }
  expect(await setPasswordWithCode(database, context, { ...form, code: 'another' })).toBe('wrong')
  expect(await setPasswordWithCode(database, context, form)).toBe('set')
  expect(await setPasswordWithCode(database, context, form)).toBe('wrong')
  expect(await makeCodeFromTerminal(database, context, 'nobody@example.test')).toBeUndefined()
})
