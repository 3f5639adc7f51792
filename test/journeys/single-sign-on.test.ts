import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { Browser, Page } from 'puppeteer'
import { findBarriers } from '../set-up/barriers'
import { joinBrowser, newWindow, press, textOf } from '../set-up/browser'
import { addPerson, addPrisons, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let process: ChildProcess
let issuerLines: Interface
let issuer: string
let site: TestSite
/** The portal is at a name that is another site than the issuer's, as it may be in a prison. */
let address: string
let browser: Browser

const client = { client_id: 'leaving-prison', client_secret: 'a secret for tests alone' }

async function line(): Promise<string> {
  const [text] = (await once(issuerLines, 'line')) as [string]
  return text
}

beforeAll(async () => {
  process = spawn('node', [`${__dirname}/../set-up/issuer.mjs`], { stdio: ['pipe', 'pipe', 'ignore'] })
  issuerLines = createInterface({ input: process.stdout! })
  issuer = await line()
  site = await startTestSite({
    TODAY: '2026-11-23',
    PORTAL_URL: 'http://portal.example.test',
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.client_id,
    OIDC_CLIENT_SECRET: client.client_secret,
    OIDC_PRISON_NUMBER_CLAIM: 'nomis_number',
  })
  await addPrisons(site.dependencies)
  await addPerson(site.dependencies, 'A1234AA')
  address = await site.serve(openPortal)
  const ready = line()
  process.stdin!.write(
    `${JSON.stringify({
      ...client,
      redirect_uris: [`${address}/my/single-sign-on/back`],
      backchannel_logout_uri: `${address}/my/single-sign-on/ended`,
      backchannel_logout_session_required: true,
    })}\n`,
  )
  await ready
  browser = await joinBrowser()
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
  process.kill()
})

const pathOf = (page: Page) => new URL(page.url()).pathname

/** By the issuer's own pages: who it is, and that this service may be told. */
async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto(`${address}/my/sign-in`)
  await press(page, 'Sign in with your prison account')
  await page.type('[name=login]', name)
  await page.type('[name=password]', 'anything')
  await submit(page)
  if (page.url().startsWith(issuer)) await submit(page)
}

async function submit(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click('button[type=submit], [type=submit]')])
}

it('signs in a person known to the issuer, until the issuer signs them out', async () => {
  const page = await newWindow(browser)
  await signInAs(page, 'A1234AA')
  await page.waitForFunction(() => location.pathname === '/my')
  expect(await textOf(page)).toContain('Hello ')
  expect((await page.cookies(`${address}/my/single-sign-on`)).map(({ name, sameSite }) => [name, sameSite])).toEqual([
    ['my', 'Strict'],
  ])

  const other = await new Visitor(address).open('/my/sign-in')
  await other.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
  await page.goto(`${issuer}/session/end`)
  await Promise.all([page.waitForNavigation(), page.click('[name=logout]')])
  await page.goto(`${address}/my`)
  expect(pathOf(page)).toBe('/my/sign-in')
  expect((await other.open('/my')).path).toBe('/my')
})

it('has no accessibility fault on the page after signing in, for browsers that do not redirect', async () => {
  const page = await newWindow(browser)
  await page.setRequestInterception(true)
  page.on('request', request => {
    const isRedirect = request.isNavigationRequest() && new URL(request.url()).pathname === '/my'
    void (isRedirect ? request.abort('aborted') : request.continue())
  })
  await signInAs(page, 'A1234AA')
  await page.waitForSelector('main a[href="/my"]')
  expect(pathOf(page)).toBe('/my/single-sign-on/back')
  expect(await findBarriers(browser, page)).toEqual([])
})

it.each(['A9999ZZ', 'nobody'])('creates no account for %s unknown to the service, and says so', async name => {
  const page = await newWindow(browser)
  await signInAs(page, name)
  expect(await textOf(page)).toContain('we do not have your details yet')
  expect(await findBarriers(browser, page)).toEqual([])
  expect(await site.dependencies.database.people.findByNumber(name)).toBeUndefined()
})

it('rejects a response of the issuer to another browser’s request', async () => {
  const page = await newWindow(browser)
  await page.goto(`${address}/my/single-sign-on/back?code=stolen&state=invented`)
  expect(await textOf(page)).toContain('We could not sign you in')
  await page.goto(`${address}/my/single-sign-on`)
  await page.goto(`${address}/my/single-sign-on/back?code=stolen&state=invented`)
  expect(await textOf(page)).toContain('We could not sign you in')
})

it.each([
  ['no token', () => ''],
  ['an invalid token', () => 'a.b.c'],
  [
    'a token signed by somebody else',
    async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
      const jwk = await exportJWK(publicKey)
      return new SignJWT({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, sub: 'A1234AA' })
        .setProtectedHeader({ alg: 'RS256', jwk })
        .setIssuer(issuer)
        .setAudience(client.client_id)
        .setJti('1')
        .setIssuedAt()
        .sign(privateKey)
    },
  ],
])('ends no session for %s', async (_what, token) => {
  const page = await newWindow(browser)
  await signInAs(page, 'A1234AA')
  await page.waitForFunction(() => location.pathname === '/my')
  const answer = await fetch(`${address}/my/single-sign-on/ended`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: await token() }),
  })
  expect(answer.status).toBe(400)
  await page.goto(`${address}/my/checklist`)
  expect(pathOf(page)).toBe('/my/checklist')
})

it('requires a fresh sign-in on a shared device and not on a personal one', async () => {
  const ask = async (portal: string) => {
    const answer = await fetch(`${portal}/my/single-sign-on`, { redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? '').searchParams
  }
  const shared = await site.serve(({ config, ...services }) =>
    openPortal({ ...services, config: { ...config, privateHosts: new Set() } }),
  )
  expect((await ask(shared)).get('prompt')).toBe('login')
  expect((await ask(shared)).get('redirect_uri')).toBe('http://portal.example.test/my/single-sign-on/back')
  const own = await ask(address)
  expect(own.get('prompt')).toBeNull()
  expect(own.get('code_challenge_method')).toBe('S256')
})

it('signs nobody in as the person before, who is still signed in at the issuer, whatever the browser leaves out', async () => {
  const page = await newWindow(browser)
  await signInAs(page, 'A1234AA')
  await page.waitForFunction(() => location.pathname === '/my')
  await new Promise(resolve => setTimeout(resolve, 6000))
  const shared = await site.serve(({ config, ...services }) => {
    const singleSignOn = { ...config.singleSignOn!, portalUrl: address }
    return openPortal({ ...services, config: { ...config, singleSignOn, privateHosts: new Set() } })
  })
  const answer = await fetch(`${shared}/my/single-sign-on`, { redirect: 'manual' })
  const [, pending] = /^single-sign-on=([^;]+)/.exec(answer.headers.getSetCookie().join())!
  await page.setCookie({ name: 'single-sign-on', value: pending!, url: `${address}/my/single-sign-on` })
  const asked = new URL(answer.headers.get('location')!)
  expect(asked.searchParams.get('max_age')).toBe('0')
  for (const wish of ['prompt', 'max_age']) asked.searchParams.delete(wish)
  await page.goto(asked.href)
  expect(pathOf(page)).toBe('/my/single-sign-on/back')
  expect(await textOf(page)).toContain('We could not sign you in')
})

it('says when the issuer is unavailable, and still accepts a PIN', async () => {
  const { singleSignOn } = site.dependencies.config
  const away = await startTestSite({
    PORTAL_URL: 'http://portal.example.test',
    OIDC_ISSUER: 'http://localhost:9',
    OIDC_CLIENT_ID: singleSignOn!.clientId,
    OIDC_CLIENT_SECRET: singleSignOn!.clientSecret,
  })
  await addPrisons(away.dependencies)
  await addPerson(away.dependencies, 'A1234AA')
  const visitor = await new Visitor(await away.serve(openPortal)).open('/my/single-sign-on')
  expect([visitor.status, visitor.text]).toEqual([503, expect.stringContaining('We cannot reach the prison sign-in')])
  await visitor.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
  expect(visitor.path).toBe('/my')
  await away.stop()
})

it('is the only way to sign in when PINs are off', async () => {
  const only = await site.serve(({ config, ...services }) =>
    openPortal({ ...services, config: { ...config, pinSignIn: false } }),
  )
  const visitor = await new Visitor(only).open('/my/sign-in')
  expect(visitor.text).toContain('Sign in with your prison account')
  expect(visitor.$('[name=pin]')).toHaveLength(0)
  expect((await visitor.open('/my/forgotten-pin')).status).toBe(404)
})
