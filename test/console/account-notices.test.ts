import { makeCodeFromTerminal } from '../../server/use-cases/accounts/manage-accounts'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
const newPassword = 'tulip anvil marzipan'

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['sysadmin', 'second-sysadmin']) await staffConsole.hire(name, 'sysadmin', [])
  for (const name of ['manager', 'second-manager']) await staffConsole.hire(name, 'manager', ['LEI'])
  await staffConsole.hire('far-manager', 'manager', ['HLI'])
})

afterEach(() => staffConsole.inDatabase('delete from account_notice'))

afterAll(() => staffConsole.stop())

/** Makes a code for somebody and sets their password with it. */
async function reset(by: string, name: string, fields: Record<string, string> = {}): Promise<void> {
  const keeper = await staffConsole.signIn(by)
  await keeper.open(
    `/accounts/${(await staffConsole.dependencies.database.staff.findByEmail(`${name}@example.test`))?.id}`,
  )
  await keeper.follow('Let them set a new password')
  await keeper.press('Make the code', fields)
  const visitor = new Visitor(staffConsole.address)
  await visitor.open('/set-password')
  await visitor.press('Set the password', {
    email: `${name}@example.test`,
    'set-code': keeper.$('.app-code').text(),
    'new-password': newPassword,
    'new-password-again': newPassword,
  })
}

async function homeOf(name: string): Promise<string> {
  return (await staffConsole.signIn(name)).text
}

it('tells the owner at the next sign-in who reset their password, and then leads to the page they asked for', async () => {
  await staffConsole.hire('owner', 'officer')
  await staffConsole.knex('staff').where({ email: 'owner@example.test' }).update({ second_factor_secret: 'ABCDEFGH' })
  await reset('manager', 'owner')
  const owner = new Visitor(staffConsole.address)
  await owner.open('/queue?list=waiting')
  await owner.press('Sign in', { email: 'owner@example.test', password: newPassword })
  expect(owner.path).toBe('/')
  expect(owner.text).toContain('Your password was reset by manager at work on 23 November 2026')
  expect(owner.text).not.toContain('authenticator was removed')
  // With the authenticator still needed, only the owner has to know.
  expect(await homeOf('second-manager')).not.toContain('For you to know')
  expect(owner.$('.app-bar__unread').text()).toBe('1 notice')
  await owner.press('I have read this about the account of owner at work')
  expect(owner.path).toBe('/queue?list=waiting')
  expect(owner.$('.app-bar__unread')).toHaveLength(0)
  await owner.open('/')
  expect(owner.text).not.toContain('For you to know')
})

it('tells the prison’s other managers of a lost authenticator until one of them has read it, never the one who did it', async () => {
  await staffConsole.hire('loser', 'officer')
  await staffConsole.knex('staff').where({ email: 'loser@example.test' }).update({ second_factor_secret: 'ABCDEFGH' })
  await reset('manager', 'loser', { authenticator: 'lost' })
  for (const name of ['manager', 'far-manager', 'sysadmin']) expect(await homeOf(name)).not.toContain('For you to know')
  const [notice] = await staffConsole.inDatabase<{ id: number }>('select id from account_notice')
  const doer = await staffConsole.signIn('manager')
  const token = doer.formOf('Sign out').body
  await doer.post(`/account-notices/${notice?.id}/seen`, token)
  const second = await staffConsole.signIn('second-manager')
  expect(second.text).toContain(
    'manager at work reset the password of loser at work, loser@example.test, Pre-release officer',
  )
  expect(second.text).toContain('The authenticator was removed too.')
  await second.press('I have read this about the account of loser at work')
  expect(second.text).not.toContain('For you to know')
  const [seen] = await staffConsole.inDatabase(
    "select detail from audit_entry where action = 'account-notice-seen' order by id desc limit 1",
  )
  expect(seen).toMatchObject({ detail: { isOwn: false } })
  const visitor = new Visitor(staffConsole.address)
  await visitor.open('/sign-in')
  await visitor.press('Sign in', { email: 'loser@example.test', password: newPassword })
  expect(visitor.text).toContain('Your password was reset by manager at work')
})

it('tells a system administrator where the prison has no other manager', async () => {
  await staffConsole.hire('hull', 'officer', ['HLI'])
  await reset('far-manager', 'hull')
  expect(await homeOf('sysadmin')).toContain('far-manager at work reset the password of hull at work')
  expect(await homeOf('manager')).not.toContain('For you to know')
})

it('tells the managers of the prisons where a COM’s people are, and other system administrators, of the COM’s account', async () => {
  await addPerson(staffConsole.dependencies, 'A1234AA', { comEmail: 'e.parry@example.test' })
  const sysadmin = await staffConsole.signIn('sysadmin')
  await sysadmin.open('/accounts/invite')
  const invitation = { 'staff-email': 'e.parry@example.test', 'staff-name': 'E Parry', role: 'com' }
  await sysadmin.press('Invite them', invitation)
  const words = 'sysadmin at work made an account for E Parry, e.parry@example.test'
  for (const name of ['manager', 'second-sysadmin']) expect(await homeOf(name)).toContain(words)
  for (const name of ['sysadmin', 'far-manager']) expect(await homeOf(name)).not.toContain('For you to know')
})

it('tells the managers of the prisons where a POM’s people are of the account, whoever made it', async () => {
  const { id } = await addPerson(staffConsole.dependencies, 'A2345BB', { prisonId: 'HLI' })
  await staffConsole.knex('person').where({ id }).update({ pom_email: 'pom@example.test' })
  const manager = await staffConsole.signIn('manager')
  await manager.open('/accounts/invite')
  const invitation = { 'staff-email': 'pom@example.test', 'staff-name': 'P', role: 'pom', prisons: 'LEI' }
  await manager.press('Invite them', invitation)
  expect(await homeOf('far-manager')).toContain('manager at work made an account for P, pom@example.test')
})

it('tells a prison’s managers of a new account there that a system administrator made, and of one that was given more', async () => {
  const sysadmin = await staffConsole.signIn('sysadmin')
  await sysadmin.open('/accounts/invite')
  const invitation = { 'staff-email': 'x@example.test', 'staff-name': 'X', role: 'officer', prisons: 'LEI' }
  await sysadmin.press('Invite them', invitation)
  expect(await homeOf('manager')).toContain('sysadmin at work made an account for X, x@example.test')
  await sysadmin.follow('Go to the account')
  await sysadmin.follow('Change name, role or prisons')
  await sysadmin.press('Save the change', { 'staff-name': 'X', role: 'manager', prisons: ['LEI', 'HLI'] })
  expect(await homeOf('far-manager')).toContain('sysadmin at work changed the role or the prisons of X')
})

it('says that the terminal did it, where it did', async () => {
  const { database } = staffConsole.dependencies
  await staffConsole.hire('locked-out', 'manager', ['LEI'])
  await makeCodeFromTerminal(database, staffConsole.dependencies.context(), 'locked-out@example.test')
  expect(await homeOf('manager')).toContain('somebody at the terminal of the service reset the password of locked-out')
})
