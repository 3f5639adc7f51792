import fc from 'fast-check'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite()
  address = await site.serve(openPortal)
})

afterAll(() => site.stop())

const open = (path: string) => new Visitor(address).open(path)

it('finds a word from the search box on every page and links to its heading', async () => {
  for (const [path, below] of [
    ['/', ''],
    ['/booklet', ''],
    ['/leaflet', ''],
    ['/cy/contacts', '/cy'],
  ] as const) {
    const visitor = await open(path)
    const box = visitor.$('form[role=search]')
    expect([path, box.attr('action'), box.attr('method') ?? 'get']).toEqual([path, `${below}/search`, 'get'])
    expect(visitor.$(`label[for=${box.find('input').attr('id')}]`)).toHaveLength(1)
  }
  const visitor = await open('/search?q=rent')
  expect(visitor.status).toBe(200)
  expect(visitor.title).toBe('Search: rent – Leaving prison')
  expect(visitor.$('#q').val()).toBe('rent')
  expect(visitor.$('mark').first().text().toLowerCase()).toContain('rent')
  const heading = visitor.$('.app-results a').first()
  const [path = '', fragment] = heading.attr('href')!.split('#')
  const text = heading.text()
  await visitor.open(path)
  expect(visitor.$(`[id="${fragment}"]`).text()).toBe(text)
})

it('works in Welsh, and links to the same query in the other language', async () => {
  const visitor = await open('/cy/search?q=t%C5%B7')
  expect(visitor.$('html').attr('lang')).toBe('cy')
  expect(visitor.$('.app-results a').first().attr('href')).toMatch(/^\/cy\//)
  expect(visitor.$('a[hreflang=en]').attr('href')).toBe('/search?q=t%C5%B7')
})

it('continues in large print', async () => {
  for (const below of ['', '/cy']) {
    const visitor = await open(`${below}/large-print/leaflet`)
    await visitor.open(`${visitor.$('form[role=search]').attr('action')}?q=rent`)
    expect([visitor.status, visitor.$('html').is('.app-large-print')]).toEqual([200, true])
    expect(visitor.$('.app-results a').first().attr('href')).toMatch(new RegExp(`^${below}/large-print/`))
    expect(visitor.$('main a[rel=alternate]').attr('href')).toBe(`${below}/search?q=rent`)
    await visitor.open(`${below}/search?q=rent`)
    expect(visitor.$('html').is('.app-large-print')).toBe(false)
    expect(visitor.$('main a[rel=alternate]').attr('href')).toBe(`${below}/large-print/search?q=rent`)
  }
})

it('says what to try when nothing is found, and always whom to call', async () => {
  for (const path of ['/search', '/search?q=', '/search?q=xqzzkv', '/search?q=rent', '/cy/search?q=xqzzkv']) {
    const visitor = await open(path)
    expect(visitor.text).toContain('116 123')
    expect(visitor.text).toContain('999')
  }
  const visitor = await open('/search?q=xqzzkv')
  expect(visitor.text).toContain('We found nothing for that')
  expect(visitor.text).toContain('try another word')
})

it('escapes the query, whatever it is', async () => {
  const visitor = await open(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(visitor.html).not.toContain('<script>alert')
  expect(visitor.$('#q').val()).toBe('"><script>alert(1)</script>')
  for (const query of ['?q=%', '?q=%E0%A4%A', '?q=a&q=b', '?q[]=x', `?q=${'x'.repeat(5000)}`, '??', '?q=%00']) {
    const strange = await open(`/search${query}`)
    expect([query, strange.status]).toEqual([query, 200])
    expect(String(strange.$('#q').val()).length).toBeLessThanOrEqual(100)
  }
})

it('stores no query, sets no cookie and has the headers of a public page', async () => {
  const response = await fetch(`${address}/search?q=rent`)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-robots-tag')).toBe('noindex')
  expect(response.headers.get('content-language')).toBe('en')
  expect(response.headers.getSetCookie()).toEqual([])
  const leaflet = await fetch(`${address}/leaflet`)
  for (const name of ['referrer-policy', 'permissions-policy', 'x-frame-options', 'x-content-type-options']) {
    expect(response.headers.get(name)).toBe(leaflet.headers.get(name))
  }
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
})

it('is compressed if the browser accepts it', async () => {
  const plain = await (await fetch(`${address}/search?q=rent`, { headers: { 'accept-encoding': 'identity' } })).text()
  for (const coding of ['br', 'gzip']) {
    const response = await fetch(`${address}/search?q=rent`, { headers: { 'accept-encoding': coding } })
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(await response.text()).toBe(plain)
  }
})

it('is available for GET and HEAD only', async () => {
  const response = await fetch(`${address}/search`, { method: 'POST', body: 'q=rent' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect((await fetch(`${address}/cy/search?q=x`, { method: 'HEAD' })).status).toBe(200)
})

it('handles any address on the public site, known or not', async () => {
  const names = ['q', 'page', 'listen', 'lang', 'size', '__proto__', 'constructor[prototype]', 'q[]', '']
  const texts = ['%00', '%ED%A0%80', '%FF%FE', '%', '%ZZ', '%E2%80%AE', '__proto__', 'x'.repeat(5_000), '%2e%2e%2f', '']
  const pairs = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...texts)).map(pair => pair.join('='))
  const queries = fc.array(pairs, { maxLength: 6 }).map(all => all.join('&'))
  const many = Array.from({ length: 800 }, () => 'q=1').join('&')
  const pages = ['/', '/search', '/cy/search', '/feedback', '/booklet/health', '/forms/a01', '/local', '/large-print']
  const addresses = [
    ...pages.flatMap(page => [...fc.sample(queries, 8), many].map(query => `${page}?${query}`)),
    ...['/forms/', '/local/', '/local/lei/', '/booklet/', '/cy/', '/assets/', '/easy-read/', '/'].flatMap(folder =>
      ['__proto__', 'constructor', '%00', '%', '%ED%A0%80', '%2e%2e', '..%5c'].map(name => folder + name),
    ),
  ]
  for (const each of addresses) {
    const { status } = await fetch(address + each, { redirect: 'manual' })
    expect([each, status < 500]).toEqual([each, true])
  }
})
