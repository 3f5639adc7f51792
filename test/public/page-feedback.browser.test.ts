import { follow, joinBrowser, newWindow, press } from '../set-up/browser'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite()
  address = await site.serve(openPortal)
})

beforeEach(async () => {
  await site.knex.raw('truncate page_feedback')
})

afterAll(() => site.stop())

interface FeedbackRow {
  page: string
  language: string
  answer: string
  given_at: Date
}

const feedback = () =>
  site.knex<FeedbackRow>('page_feedback').select('page', 'language', 'answer', 'given_at').orderBy('id')

function post(fields: Record<string, string>, headers: Record<string, string> = {}, path = '/feedback') {
  return fetch(`${address}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers,
  })
}

it('records a no and says thank you', async () => {
  const visitor = await new Visitor(address).open('/booklet/health')
  await visitor.press('No')
  expect([visitor.path, visitor.heading]).toEqual(['/feedback/thanks', 'Thank you'])
  expect(visitor.headers.getSetCookie()).toEqual([])
  expect(await feedback()).toEqual([
    { page: '/booklet/health', language: 'en', answer: 'not-hard', given_at: site.clock.now },
  ])
})

it('asks what was hard after a yes, in Welsh too, and records the answer', async () => {
  for (const [below, yes, why] of [
    ['', 'Yes', 'The words were too hard'],
    ['/cy', 'Oedd', 'Roedd y geiriau’n rhy anodd'],
  ] as const) {
    const visitor = await new Visitor(address).open(`${below}/leaflet`)
    const { action, body } = visitor.formOf(yes)
    await visitor.open(`${action}?${body.toString()}`)
    expect(visitor.$('form[method=post] button')).toHaveLength(5)
    expect(visitor.headers.get('cache-control')).toBe('no-store')
    await visitor.press(why)
    expect(visitor.path).toBe(`${below}/feedback/thanks`)
  }
  expect((await feedback()).map(({ page, language, answer }) => [page, language, answer])).toEqual([
    ['/leaflet', 'en', 'words-too-hard'],
    ['/leaflet', 'cy', 'words-too-hard'],
  ])
})

it('continues in large print', async () => {
  const visitor = await new Visitor(address).open('/cy/large-print/booklet/health')
  const { action, body } = visitor.formOf('Oedd')
  expect(action).toBe('/cy/large-print/feedback')
  await visitor.open(`${action}?${body.toString()}`)
  expect(visitor.$('html').is('.app-large-print')).toBe(true)
  await visitor.press('Roedd y geiriau’n rhy anodd')
  expect([visitor.path, visitor.$('html').is('.app-large-print')]).toEqual(['/cy/large-print/feedback/thanks', true])
  expect((await feedback()).map(({ page, language }) => [page, language])).toEqual([['/booklet/health', 'cy']])
})

it('is on every public page, about that page, in large print too', async () => {
  for (const [path, asked] of [
    ['/', '/'],
    ['/booklet', '/booklet'],
    ['/cy/contacts', '/contacts'],
    ['/large-print/privacy', '/privacy'],
    ['/offline', undefined],
    ['/feedback/thanks', undefined],
  ] as const) {
    const visitor = await new Visitor(address).open(path)
    expect([path, visitor.$('.app-feedback [name=page]').val()]).toEqual([path, asked])
  }
})

it('accepts only known pages and known answers, and no text', async () => {
  for (const fields of [
    { page: '/nowhere', answer: 'hard' },
    { page: '/leaflet', answer: 'My name is Dean' },
    { page: '/leaflet' },
    { answer: 'hard' },
    { page: '/my', answer: 'hard' },
    { page: '/leaflet', answer: '__proto__' },
  ]) {
    expect((await post(fields as Record<string, string>)).status).toBe(400)
  }
  expect((await post({ page: '/leaflet', answer: 'x'.repeat(2000) })).status).toBe(413)
  expect((await fetch(`${address}/feedback?page=/nowhere`)).status).toBe(404)
  expect((await fetch(`${address}/feedback`)).status).toBe(404)
  expect(await feedback()).toEqual([])
})

it('rejects a request that a browser marks as cross-site', async () => {
  const fields = { page: '/leaflet', answer: 'hard' }
  expect((await post(fields, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post(fields, { origin: 'nonsense' })).status).toBe(403)
  expect((await post(fields, { 'sec-fetch-site': 'cross-site', origin: 'null' })).status).toBe(403)
  expect((await post(fields, { origin: address })).status).toBe(303)
  expect((await post(fields, { 'sec-fetch-site': 'same-origin', origin: 'null' })).status).toBe(303)
  expect(await feedback()).toHaveLength(2)
})

it('shows a friendly message when the database is down', async () => {
  await site.knex.raw('alter table page_feedback rename to page_feedback_away')
  const refused = await post({ page: '/leaflet', answer: 'hard' }, {}, '/cy/feedback')
  expect(refused.status).toBe(503)
  const html = await refused.text()
  expect(html).toContain('Ein bai ni yw hynny')
  expect(html).toContain('116 123')
  await site.knex.raw('alter table page_feedback_away rename to page_feedback')
})

it('works in a browser, with its own headers', async () => {
  const browser = await joinBrowser()
  for (const scripts of [true, false]) {
    const page = await newWindow(browser, { scripts })
    await page.goto(`${address}/booklet/women`)
    await press(page, 'Yes')
    await press(page, 'It was too long')
    expect(new URL(page.url()).pathname).toBe('/feedback/thanks')
    await follow(page, 'Go back to the booklet')
    await press(page, 'No')
    expect(new URL(page.url()).pathname).toBe('/feedback/thanks')
    await page.browserContext().close()
  }
  await browser.disconnect()
  expect((await feedback()).map(({ page, answer }) => [page, answer])).toEqual([
    ['/booklet/women', 'too-long'],
    ['/booklet', 'not-hard'],
    ['/booklet/women', 'too-long'],
    ['/booklet', 'not-hard'],
  ])
})

it('limits the answers from one address, at a generous rate', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 130 }, async () => (await post({ page: '/leaflet', answer: 'hard' })).status),
  )
  expect(statuses.filter(status => status === 303).length).toBeGreaterThan(80)
  expect(statuses.filter(status => status === 429).length).toBeGreaterThanOrEqual(10)
  const refused = await post({ page: '/leaflet', answer: 'hard' })
  expect(await refused.text()).toContain('You can try again later')
})
