import { createConsole } from '../../admin/console'
import { addPrisons } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
const addresses: Record<string, string> = {}

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
  addresses.portal = await site.serve(openPortal)
  addresses.console = await site.serve(createConsole)
})

afterAll(() => site.stop())

const asks: readonly [site: string, method: string, path: string, status: number][] = [
  ['portal', 'GET', '/', 200],
  ['portal', 'GET', '/leaflet', 200],
  ['portal', 'POST', '/leaflet', 405],
  ['portal', 'GET', '/leaflet/', 301],
  ['portal', 'GET', '/CY/Booklet//staying-safe?from=poster', 301],
  ['portal', 'GET', '/My/sign-in', 301],
  ['portal', 'POST', '/My/sign-in', 404],
  ['portal', 'GET', '/cy/booklet/staying-safe', 200],
  ['portal', 'GET', '/nowhere', 404],
  ['portal', 'GET', '/search?q=rent', 200],
  ['portal', 'POST', '/cy/search', 405],
  ['portal', 'GET', '/service-worker.js', 200],
  ['portal', 'GET', '/feedback?page=/leaflet', 200],
  ['portal', 'GET', '/feedback', 404],
  ['portal', 'POST', '/feedback', 400],
  ['portal', 'GET', '/my/sign-in', 200],
  ['portal', 'GET', '/my', 303],
  ['portal', 'POST', '/my/sign-in', 403],
  ['portal', 'GET', '/assets/images/favicon.svg', 200],
  ['portal', 'GET', '/assets/nothing.css', 404],
  ['portal', 'GET', '/health', 200],
  ['portal', 'GET', '/info', 200],
  ['portal', 'GET', '/%E0%A4%A', 404],
  ['console', 'GET', '/sign-in', 200],
  ['console', 'GET', '/queue', 303],
  ['console', 'GET', '/Queue/', 301],
  ['console', 'POST', '/Sign-in', 404],
  ['console', 'GET', '/nowhere', 303],
  ['console', 'POST', '/sign-in', 403],
  ['console', 'GET', '/health', 200],
]

it.each(asks)('answers on the %s %s %s with %i and with every security header', async (name, method, path, status) => {
  const response = await fetch(`${addresses[name]}${path}`, { method, redirect: 'manual' })
  expect(response.status).toBe(status)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe-inline')
  expect(policy).not.toContain('unsafe-eval')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('permissions-policy')).toContain('camera=()')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('x-powered-by')).toBeNull()
})

it('sets no cookie on the public site', async () => {
  for (const path of ['/', '/leaflet', '/booklet', '/cy/contacts']) {
    const response = await fetch(`${addresses.portal}${path}`)
    expect(response.headers.getSetCookie()).toEqual([])
  }
})

it('keeps each site’s cookie SameSite=Strict, HttpOnly and within its own paths', async () => {
  const my = await fetch(`${addresses.portal}/my/sign-in`)
  expect(my.headers.getSetCookie()).toEqual([expect.stringMatching(/^my=.*Path=\/my; HttpOnly; SameSite=Strict$/)])
  const staff = await fetch(`${addresses.console}/sign-in`)
  expect(staff.headers.getSetCookie()).toEqual([expect.stringMatching(/^console=.*HttpOnly; SameSite=Strict$/)])
})

it('answers a malformed form with a message and a 4xx', async () => {
  const bodies = ['%', 'a='.repeat(40_000), Array.from({ length: 300 }, (_, index) => `f${index}=x`).join('&'), '\0']
  for (const body of bodies) {
    const response = await fetch(`${addresses.portal}/my/sign-in`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(await response.text()).toContain('<h1')
  }
})
