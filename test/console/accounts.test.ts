import { randomUUID } from 'node:crypto'
import { managesAccount } from '../../admin/access/permissions'
import { prisonBodies } from '../../server/domain/work/enquiries'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { endAccount } from '../../server/use-cases/accounts/manage-accounts'
import { claim } from '../../server/use-cases/applications/answering/handle-application'
import { assignApplications } from '../../server/use-cases/work/assign-applications'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPassword } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
const newPassword = 'tulip anvil marzipan'

beforeAll(async () => {
  staffConsole = await startTestConsole()
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  await staffConsole.hire('manager', 'manager', ['LEI'])
})

afterAll(() => staffConsole.stop())

async function idOf(name: string): Promise<number> {
  const [found] = await staffConsole.inDatabase<{ id: number }>(
    `select id from staff where email = '${name}@example.test'`,
  )
  return Number(found?.id)
}

async function setPassword(name: string, code: string, password = newPassword, again = password): Promise<Visitor> {
  const visitor = new Visitor(staffConsole.address)
  await visitor.open('/set-password')
  const fields = {
    email: `${name}@example.test`,
    'set-code': code,
    'new-password': password,
    'new-password-again': again,
  }
  return visitor.press('Set the password', fields)
}

async function signIn(name: string, password: string): Promise<Visitor> {
  const visitor = new Visitor(staffConsole.address)
  await visitor.open('/sign-in')
  return visitor.press('Sign in', { email: `${name}@example.test`, password })
}

describe('an invitation', () => {
  it('shows a code once, with which the invited person sets their own password', async () => {
    const manager = await staffConsole.signIn('manager')
    await manager.follow('Manage')
    await manager.follow('Accounts')
    await manager.follow('Invite a colleague')
    expect(
      manager
        .$('input[name=role]')
        .map((_index, each) => manager.$(each).val())
        .get(),
    ).toEqual(['officer', 'administrator', 'pom', 'manager', ...prisonBodies])
    expect(
      manager
        .$('input[name=prisons]')
        .map((_index, each) => manager.$(each).val())
        .get(),
    ).toEqual(['LEI'])
    await manager.press('Invite them', {})
    expect(manager.status).toBe(422)
    expectErrorsToLand(manager)
    await manager.press('Invite them', { 'staff-email': 'New@example.test', 'staff-name': 'New here', role: 'officer' })
    expect(manager.text).toContain('Choose a prison')
    await manager.press('Invite them', { prisons: 'LEI' })
    const code = manager.$('.app-code').text()
    expect(code).toMatch(/^([2-9a-z]{4}-){4}[2-9a-z]{4}$/)
    const rows = await staffConsole.inDatabase('select * from staff_code')
    expect(JSON.stringify(rows)).not.toContain(code)
    await manager.follow('Go to the account')
    expect(manager.text).toContain('Invited. The code works until')

    expect((await setPassword('new', 'wrong')).text).toContain('The address or the code is not right')
    const short = await setPassword('new', code, 'short')
    expect(short.text).toContain('must have at least 12 characters')
    expectErrorsToLand(short)
    expect((await setPassword('new', code, newPassword, 'other')).text).toContain('The two are not the same')
    const set = await setPassword('new', code.toUpperCase().replaceAll('-', ' '))
    expect([set.path, set.text]).toEqual(['/sign-in', expect.stringContaining('Your password is set')])
    expect((await signIn('new', newPassword)).path).toBe('/')
    expect((await setPassword('new', code)).status).toBe(422)
  })

  it('says when the address already has an account, and is not available to officers', async () => {
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open('/accounts/invite')
    await sysadmin.press('Invite them', { 'staff-email': 'manager@example.test', 'staff-name': 'X', role: 'editor' })
    expect(sysadmin.text).toContain('has an account already')
    await staffConsole.hire('officer', 'officer')
    const officer = await staffConsole.signIn('officer')
    await officer.open('/accounts')
    expect(officer.status).toBe(403)
  })

  it('expires', async () => {
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open('/accounts/invite')
    await sysadmin.press('Invite them', { 'staff-email': 'late@example.test', 'staff-name': 'Late', role: 'editor' })
    const code = sysadmin.$('.app-code').text()
    const { now } = staffConsole.clock
    staffConsole.clock.now = new Date(now.getTime() + 8 * 24 * 3_600_000)
    expect((await setPassword('late', code)).status).toBe(422)
    await sysadmin.follow('Go to the account')
    expect(sysadmin.text).toContain('the code ran out on')
    staffConsole.clock.now = now
  })
})

describe('a new password', () => {
  it('replaces the old one and ends all sessions when a manager issues a code, which works once', async () => {
    await staffConsole.hire('forgetful', 'officer')
    const forgetful = await staffConsole.signIn('forgetful')
    await staffConsole.inDatabase(
      "update staff set second_factor_secret = 'ABCDEFGH' where email = 'forgetful@example.test'",
    )
    const manager = await staffConsole.signIn('manager')
    await manager.open(`/accounts/${await idOf('forgetful')}`)
    await manager.follow('Let them set a new password')
    await manager.press('Make the code', { authenticator: 'lost' })
    const code = manager.$('.app-code').text()
    await forgetful.open('/queue')
    expect(forgetful.path).toBe('/sign-in')
    expect((await signIn('forgetful', testPassword)).status).toBe(422)
    expect(
      await staffConsole.inDatabase("select second_factor_secret from staff where email = 'forgetful@example.test'"),
    ).toEqual([{ second_factor_secret: null }])
    expect((await setPassword('forgetful', code)).path).toBe('/sign-in')
    expect((await signIn('forgetful', newPassword)).path).toBe('/')
  })

  it('can be set by the account holder and ends their other sessions', async () => {
    await staffConsole.hire('changer', 'officer')
    const [here, elsewhere] = [await staffConsole.signIn('changer'), await staffConsole.signIn('changer')]
    await here.open('/account/password')
    const fields = { 'new-password': newPassword, 'new-password-again': newPassword }
    await here.press('Change it', { ...fields, 'old-password': 'not it at all' })
    expect([here.status, here.text]).toEqual([422, expect.stringContaining('That is not your password')])
    const common = ['Password1234', 'Qwertyuiop123', '123456789012', 'letmeinletmein', 'welcome12345', 'administrator1']
    for (const easy of ['changer at the sea', ...common]) {
      const again = { 'new-password': easy, 'new-password-again': easy }
      await here.press('Change it', { ...again, 'old-password': testPassword })
      expect([easy, here.text]).toEqual([easy, expect.stringContaining('too easy to guess')])
    }
    expectErrorsToLand(here)
    await here.press('Change it', { ...fields, 'old-password': testPassword })
    expect([here.path, here.text]).toEqual(['/account/password', expect.stringContaining('Your password is changed')])
    await elsewhere.open('/queue')
    expect(elsewhere.path).toBe('/sign-in')
    await here.open('/queue')
    expect(here.path).toBe('/queue')
  })
})

describe('ending an account', () => {
  it('ends its sessions and reassigns its work to a colleague within their scope, with an event for each item', async () => {
    const { dependencies } = staffConsole
    const leaver = await staffConsole.hire('leaver', 'officer', ['LEI'])
    const colleague = await staffConsole.hire('colleague', 'officer', ['LEI'])
    await staffConsole.hire('caseworker', 'administrator', ['LEI'])
    const person = await addPerson(dependencies, 'A1234AA')
    const bank = await sendApplication(dependencies, person, 'bank-account')
    const restricted = await sendApplication(dependencies, person, 'something-private')
    await staffConsole.inDatabase(`update application set claimed_by = ${leaver.id}`)
    await staffConsole.inDatabase(`insert into assessment (person_id, kind, custody_began, officer_id)
      values (${person.id}, 'bcst2', '2026-03-02', ${leaver.id})`)
    const session = await staffConsole.signIn('leaver')
    const manager = await staffConsole.signIn('manager')
    const address = `/accounts/${leaver.id}`
    await manager.open(address)
    await manager.follow('End the account')
    expect(manager.text).toContain('2 open applications')
    expect(manager.text).toContain('1 assessment to do')
    await manager.press('End the account')
    expectErrorsToLand(manager)
    const stale = manager.formOf('End the account', { 'work-to': String(colleague.id) })
    await manager.press('End the account', { 'work-to': String(await idOf('caseworker')) })
    expect(manager.text).toContain('The account is ended')
    // An administrator neither sees what is restricted nor does assessments.
    expect(manager.text).toContain('1 piece of work went to their colleague.')
    expect(manager.text).toContain('2 pieces of work went back to the team.')
    await manager.post(stale.action, stale.body)
    expect([manager.status, manager.text]).toEqual([409, expect.stringContaining('nothing was done')])

    await session.open('/queue')
    expect(session.path).toBe('/sign-in')
    expect((await signIn('leaver', testPassword)).status).toBe(422)
    const claims = await staffConsole.inDatabase(
      `select reference, claimed_by::int, version from application order by id`,
    )
    expect(claims).toEqual([
      { reference: bank.reference, claimed_by: await idOf('caseworker'), version: 2 },
      { reference: restricted.reference, claimed_by: null, version: 2 },
    ])
    const events = await staffConsole.inDatabase(
      "select kind from application_event where kind <> 'sent' order by application_id",
    )
    expect(events).toEqual([{ kind: 'assigned' }, { kind: 'handed-back' }])
    expect(await staffConsole.inDatabase('select officer_id from assessment')).toEqual([{ officer_id: null }])

    await manager.open(`${address}/code`)
    await manager.press('Open it and make the code')
    const code = manager.$('.app-code').text()
    await setPassword('leaver', code)
    expect((await signIn('leaver', newPassword)).path).toBe('/')
  })
})

describe('work that is claimed while its owner’s account is being ended', () => {
  /** Holds an application, as somebody who acts on it does, on a connection of its own. */
  async function hold(reference: string) {
    const connection = await staffConsole.knex.transaction()
    await connection.raw('select 1 from application where reference = ? for update', [reference])
    return connection
  }

  /** Until so many others wait for what somebody holds. */
  async function waiting(count: number): Promise<void> {
    for (;;) {
      const [found] = await staffConsole.inDatabase<{ count: number }>(
        `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if ((found?.count ?? 0) >= count) return
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }

  it.each(['claim', 'bulk', 'ending'] as const)(
    'returns to the team when the first transaction is the %s',
    async first => {
      const { dependencies } = staffConsole
      const { database } = dependencies
      const leaver = await staffConsole.hire(`leaver-${first}`, 'officer', ['LEI'])
      const manager = await database.staff.findByEmail('manager@example.test')
      const person = await addPerson(dependencies, { claim: 'A7001AA', bulk: 'A7002AA', ending: 'A7003AA' }[first])
      const earlier = await sendApplication(dependencies, person, 'bank-account')
      const unclaimed = await sendApplication(dependencies, person, 'something-private')
      await staffConsole.inDatabase(`update application set claimed_by = ${leaver.id} where id = ${earlier.id}`)
      const { reference, version } = unclaimed
      const command = { staff: leaver, scope: scopeFor(leaver), idempotencyKey: randomUUID(), fromAddress: undefined }
      const claims = () =>
        first === 'bulk'
          ? assignApplications(database, dependencies.context(), {
              ...command,
              chosen: [{ reference, version }],
              to: { member: leaver, scope: command.scope },
            })
          : claim(database, dependencies.context(), { ...command, reference, version })
      const ends = () =>
        endAccount(database, dependencies.context(), {
          staff: manager!,
          id: leaver.id,
          version: leaver.accountVersion,
          mayManage: managesAccount,
          to: null,
          fromAddress: undefined,
        })
      const holder = await hold(first === 'ending' ? earlier.reference : reference)
      const one = first === 'ending' ? ends() : claims()
      await waiting(1)
      const other = first === 'ending' ? claims() : ends()
      await waiting(2)
      await holder.commit()
      const [result, after] = await Promise.all([one, other])
      if (first === 'ending') expect(after).toEqual({ kind: 'not-found' })
      else expect([result, after]).toMatchObject([{}, { kind: 'done', moved: { toColleague: 0, toTeam: 2 } }])
      expect(await staffConsole.inDatabase(`select 1 from application where claimed_by = ${leaver.id}`)).toEqual([])
    },
  )
})

describe('changing an account', () => {
  it('ends its sessions and returns the work that is now outside its scope', async () => {
    const mover = await staffConsole.hire('mover', 'officer', ['LEI'])
    const person = await addPerson(staffConsole.dependencies, 'A2345BB')
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'bank-account')
    await staffConsole.inDatabase(`update application set claimed_by = ${mover.id} where reference = '${reference}'`)
    const session = await staffConsole.signIn('mover')
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open(`/accounts/${mover.id}/change`)
    await sysadmin.press('Save the change', { prisons: ['HLI'] })
    expect(sysadmin.text).toContain('1 piece of work went back to the team.')
    expect(sysadmin.text).toContain('HMP Hull')
    await session.open('/queue')
    expect(session.path).toBe('/sign-in')
    expect(
      await staffConsole.inDatabase(`select claimed_by from application where reference = '${reference}'`),
    ).toEqual([{ claimed_by: null }])
  })

  it('refuses to end an account that a colleague changed, after a form that was refused too', async () => {
    const leaver = await staffConsole.hire('changed-meanwhile', 'officer', ['LEI'])
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open(`/accounts/${leaver.id}/leave`)
    await staffConsole.inDatabase(`update staff set account_version = account_version + 1 where id = ${leaver.id}`)
    await sysadmin.press('End the account', {})
    expect(sysadmin.status).toBe(422)
    await sysadmin.press('End the account', { 'work-to': 'team' })
    expect(sysadmin.status).toBe(409)
    expect(await staffConsole.inDatabase(`select active from staff where id = ${leaver.id}`)).toEqual([
      { active: true },
    ])
  })

  it('is allowed for a manager only if all its prisons are theirs and its role is below theirs', async () => {
    await staffConsole.hire('both', 'officer', ['LEI', 'HLI'])
    await staffConsole.hire('elsewhere', 'officer', ['HLI'])
    await staffConsole.hire('editor', 'editor', [])
    const manager = await staffConsole.signIn('manager')
    await manager.open(`/accounts/${await idOf('both')}`)
    expect(manager.text).toContain('A system administrator keeps their account')
    for (const [name, path] of [
      ['both', '/change'],
      ['both', '/leave'],
      ['both', '/code'],
      ['elsewhere', ''],
      ['editor', ''],
      ['sysadmin', ''],
      ['manager', '/change'],
      ['manager', '/leave'],
    ] as const) {
      await manager.open(`/accounts/${await idOf(name)}${path}`)
      expect([name, path, manager.status]).toEqual([name, path, 404])
    }
    await manager.open('/accounts')
    expect(manager.text).toContain('both at work')
    expect(manager.text).not.toContain('elsewhere at work')
    expect(manager.text).not.toContain('sysadmin at work')
    await manager.open('/accounts/invite')
    await manager.press('Invite them', { 'staff-email': 'up@example.test', 'staff-name': 'Up', role: 'sysadmin' })
    expect(manager.text).toContain('Choose a role')
  })

  it('always leaves a system administrator: nobody can end their own account, and only one of two who end each other succeeds', async () => {
    const own = await staffConsole.signIn('sysadmin')
    await own.open(`/accounts/${await idOf('sysadmin')}/leave`)
    expect(own.status).toBe(404)
    await staffConsole.hire('second', 'sysadmin', [])
    const second = await staffConsole.signIn('second')
    await own.open(`/accounts/${await idOf('second')}/leave`)
    await second.open(`/accounts/${await idOf('sysadmin')}/leave`)
    await Promise.all([own, second].map(each => each.press('End the account', { 'work-to': 'team' })))
    expect(
      await staffConsole.inDatabase("select count(*)::int as left from staff where role = 'sysadmin' and active"),
    ).toEqual([{ left: 1 }])
  })
})
