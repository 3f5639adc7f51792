import { Secret, TOTP } from 'otpauth'
import { createConsole } from '../../admin/console'
import { sealingWith } from '../../server/use-cases/accounts/sealed-secrets'
import { signInStaff } from '../../server/use-cases/accounts/staff-sign-in'
import { behindTls, expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { testPassword } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole()
  for (const name of ['officer', 'locked', 'leaver']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('editor', 'editor', [])
})

afterAll(() => staffConsole.stop())

async function trySignIn(email: string, password: string): Promise<Visitor> {
  const visitor = new Visitor(staffConsole.address)
  await visitor.open('/sign-in')
  return visitor.press('Sign in', { email, password })
}

describe('signing in to the console', () => {
  it('lets staff in with the right password, under a new session', async () => {
    const visitor = new Visitor(staffConsole.address)
    await visitor.open('/')
    expect(visitor.path).toBe('/sign-in')
    const before = visitor.cookie('console')
    await visitor.press('Sign in', { email: ' Officer@Example.test ', password: testPassword })
    expect(visitor.path).toBe('/')
    expect(visitor.cookie('console')).not.toBe(before)
    expect(visitor.headers.get('cache-control')).toBe('no-store, no-cache')
    expect(visitor.headers.get('x-powered-by')).toBeNull()
    expect(visitor.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('gives the same answer to a wrong password and to an unknown address', async () => {
    const [wrong, unknown] = [
      await trySignIn('officer@example.test', 'not it'),
      await trySignIn('nobody@example.test', 'not it'),
    ]
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    expect(wrong.text).toBe(unknown.text)
    expect(wrong.$('#email').val()).toBe('officer@example.test')
    expect(wrong.$('#password').val() ?? '').toBe('')
    expectErrorsToLand(wrong)
  })

  it('names both fields when both are empty', async () => {
    const visitor = await trySignIn(' ', '')
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a')).toHaveLength(2)
    expectErrorsToLand(visitor)
  })

  it.each(['locked@example.test', 'nobody-locked@example.test'])('locks %s after five wrong attempts', async email => {
    for (let count = 1; count <= 4; count += 1) expect((await trySignIn(email, 'not it')).status).toBe(422)
    const fifth = await trySignIn(email, 'not it')
    expect(fifth.status).toBe(429)
    expect(fifth.text).toContain('locked: for 15 minutes')
    expectErrorsToLand(fifth)
    const right = await trySignIn(email, testPassword)
    expect(right.status).toBe(429)
  })

  it('locks nobody out from elsewhere, and says how often others tried', async () => {
    const { database, context } = staffConsole.dependencies
    await staffConsole.hire('watched', 'officer')
    const email = 'watched@example.test'
    for (let tries = 0; tries < 5; tries += 1)
      await signInStaff(database, context(), { email, password: 'not it', fromAddress: '10.1.1.1' })
    const visitor = await trySignIn(email, testPassword)
    expect([visitor.path, visitor.text]).toEqual(['/', expect.stringContaining('since you last did: 5')])
    await visitor.open('/')
    expect(visitor.text).not.toContain('since you last did')
  })

  it('signs staff out at their next page once their account has ended', async () => {
    const visitor = await staffConsole.signIn('leaver')
    await staffConsole.inDatabase("update staff set active = false where email = 'leaver@example.test'")
    await visitor.open('/queue')
    expect(visitor.path).toBe('/sign-in')
  })

  it('signs out and makes the old cookie invalid', async () => {
    const visitor = await staffConsole.signIn('officer')
    const cookie = visitor.cookie('console')
    await visitor.press('Sign out')
    expect(visitor.path).toBe('/sign-in')
    const answer = await fetch(`${staffConsole.address}/queue`, {
      headers: { cookie: `console=${cookie}` },
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
  })

  it('ends a session after an hour without use', async () => {
    const visitor = await staffConsole.signIn('officer')
    const [left] = await staffConsole.inDatabase<{ minutes: number }>(
      'select max(extract(epoch from expire - now()) / 60)::float as minutes from staff_session',
    )
    expect(left?.minutes).toBeCloseTo(60, 0)
    await staffConsole.inDatabase("update staff_session set expire = now() - interval '1 second'")
    await visitor.open('/queue')
    expect(visitor.path).toBe('/sign-in')
  })

  it('shows an editor what concerns them and leads to what the role may do', async () => {
    const visitor = await staffConsole.signIn('editor')
    expect(visitor.text).toContain('Nothing waits: local services to check')
    await visitor.follow('What roles may do')
    expect(visitor.text).toContain('Your role does not see people')
  })

  it('shows what was typed in a form that is not known to be of anybody’s page', async () => {
    const visitor = new Visitor(staffConsole.address)
    await visitor.open('/sign-in')
    for (const [path, field] of [
      ['/applications/2222-2222/notes', 'note'],
      ['/people/A1234AA/facts/releaseDate', 'correction-reason'],
      ['/service-notices/add', 'notice-english'],
      ['/facts/fact/hb-remand-weeks/withdraw', 'a-new-field'],
    ] as const) {
      await visitor.post(path, new URLSearchParams({ [field]: 'Long thoughts', _csrf: 'old' }))
      expect(visitor.status).toBe(403)
      expect(visitor.heading).toBe('The page was too old to send')
      expect(visitor.$('textarea').val()).toBe('Long thoughts')
      expect(visitor.$('[name=sealed]')).toHaveLength(0)
    }
  })

  it('answers a request that it cannot parse with a page', async () => {
    const answer = await fetch(`${staffConsole.address}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=nonsense' },
      body: 'email=x',
    })
    expect([400, 415]).toContain(answer.status)
    expect(await answer.text()).toContain('We could not read what was sent')
  })
})

describe('the second factor, in production', () => {
  let production: TestConsole
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: production.clock.now.getTime() })

  beforeAll(async () => {
    const settings = { NODE_ENV: 'production', SESSION_SECRET: 'a secret that is long enough for production' }
    production = await startTestConsole(settings, dependencies => behindTls(createConsole(dependencies)))
    await production.hire('officer', 'officer')
  })

  afterAll(() => production.stop())

  it('is set up at the first sign-in and required at each later one, with each code valid once', async () => {
    const visitor = new Visitor(production.address)
    await visitor.open('/sign-in')
    await visitor.press('Sign in', { email: 'officer@example.test', password: testPassword })
    expect(visitor.heading).toBe('Set up your authenticator')
    expect(visitor.$('.app-qr-code svg')).toHaveLength(1)
    const secret = visitor.$('.app-code').text().replaceAll(' ', '')
    await visitor.open('/queue')
    expect(visitor.path).toBe('/sign-in')

    await visitor.open('/sign-in/code')
    await visitor.press('Go on', { code: '' })
    expectErrorsToLand(visitor)
    await visitor.press('Go on', { code: codeOf(secret) === '000000' ? '000001' : '000000' })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    await visitor.press('Go on', { code: codeOf(secret) })
    expect(visitor.path).toBe('/queue')
    expect(await storedSecret()).toMatch(/^v2\./)

    const again = new Visitor(production.address)
    await again.open('/sign-in')
    await again.press('Sign in', { email: 'officer@example.test', password: testPassword })
    expect(again.heading).toBe('Type the code from your authenticator')
    expect(again.html).not.toContain(secret)
    await again.press('Go on', { code: codeOf(secret) })
    expect(again.text).toContain('was used before')
    production.clock.now = new Date(production.clock.now.getTime() + 60_000)
    await again.press('Go on', { code: codeOf(secret) })
    expect(again.path).toBe('/')
  })

  it('accepts a secret from before secrets were encrypted, and encrypts it', async () => {
    const plain = new Secret({ size: 20 }).base32
    await production.inDatabase(`update staff set second_factor_secret = '${plain}'`)
    production.clock.now = new Date(production.clock.now.getTime() + 60_000)
    const visitor = await askForCode()
    await visitor.press('Go on', { code: codeOf(plain) })
    expect(visitor.path).toBe('/')
    expect(await storedSecret()).toMatch(/^v2\./)
    expect(await storedSecret()).not.toContain(plain)
  })

  it('rejects staff whose secret cannot be decrypted, and says what to do', async () => {
    await production.inDatabase(
      `update staff set second_factor_secret = '${await sealingWith('x').seal('AAAA', 'staff 1')}'`,
    )
    const visitor = await askForCode()
    await visitor.press('Go on', { code: '123456' })
    expect([visitor.status, visitor.text]).toEqual([422, expect.stringContaining('must be set up again')])
  })

  async function storedSecret(): Promise<string | undefined> {
    const [row] = await production.inDatabase<{ second_factor_secret: string }>(
      'select second_factor_secret from staff',
    )
    return row?.second_factor_secret
  }

  async function askForCode(): Promise<Visitor> {
    const visitor = new Visitor(production.address)
    await visitor.open('/sign-in')
    return visitor.press('Sign in', { email: 'officer@example.test', password: testPassword })
  }
})
