import { findForm } from '../../server/domain/applications'
import { addPerson, addPrisons, addStaff, sendApplication, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { questionAt } from '../set-up/question-at'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
/** Each class of device by the name that it asks for; an address that nobody named is shared. */
let device: { kiosk: string; shared: string; own: string }

beforeAll(async () => {
  site = await startTestSite({
    TODAY: '2026-11-23',
    KIOSK_HOSTS: 'localhost',
    PRIVATE_HOSTS: 'own.example.test',
  })
  await addPrisons(site.dependencies)
  const person = await addPerson(site.dependencies, 'A1111AA')
  await addStaff(site.dependencies, { email: 'o@example.test', name: 'O', role: 'officer', prisons: ['LEI'] })
  const { reference } = await sendApplication(site.dependencies, person, 'bank-account')
  sent = reference
  const address = await site.serve(openPortal)
  const own = await site.serve(({ config, ...services }) =>
    openPortal({ ...services, config: { ...config, privateHosts: new Set(['127.0.0.1']) } }),
  )
  device = { kiosk: address.replace('127.0.0.1', 'localhost'), shared: address, own }
})

let sent: string

afterAll(() => site.stop())

async function signIn(address: string): Promise<Visitor> {
  const visitor = await new Visitor(address).open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': 'A1111AA', pin: testPin })
}

describe.each(['kiosk', 'shared'] as const)('on a %s device', kind => {
  it('hides personal details on the start page and the lists until the person shows them', async () => {
    const visitor = await signIn(device[kind])
    expect(visitor.path).toBe('/my')
    expect(visitor.text).toContain('This is hidden now')
    expect(visitor.text).not.toMatch(/done|Do next|new message|Dean/)
    for (const list of ['checklist', 'applications', 'messages']) {
      await visitor.open(`/my/${list}`)
      expect(visitor.text).toMatch(/^(Checklist|Applications|Messages) This is hidden now[^.]*\. Show my details$/)
    }
    await visitor.open('/my/applications')
    await visitor.press('Show my details')
    expect(visitor.path).toBe('/my/applications')
    expect(visitor.text).toContain(sent)
    await visitor.open('/my')
    expect(visitor.text).toContain('Do next')
    await visitor.press('Hide my details')
    expect(visitor.text).not.toContain('Do next')
    await visitor.open('/my/applications')
    expect(visitor.html).not.toContain(sent)
  })

  it('hides pages opened by address too, then shows the requested page', async () => {
    const visitor = await signIn(device[kind])
    const pages = [
      `/my/applications/${sent}`,
      '/my/checklist/find-id',
      '/my/plan',
      '/my/plan.pdf',
      '/my/release-day',
      '/my/goals',
      '/my/consents',
    ]
    for (const path of pages) {
      await visitor.open(path)
      expect([path, visitor.text]).toEqual([path, expect.stringMatching(/This is hidden now[^.]*\. Show my details$/)])
    }
    await visitor.open(`/my/applications/${sent}`)
    await visitor.press('Show my details')
    expect(visitor.path).toBe(`/my/applications/${sent}`)
    expect(visitor.text).toContain(sent)
  })

  it('hides them however the address is spelled', async () => {
    const visitor = await signIn(device[kind])
    const pages = [
      ...[
        'checklist',
        'checklist/find-id',
        'plan',
        'plan.pdf',
        'release-day',
        'applications',
        `applications/${sent}`,
        'consents',
      ],
      'messages',
    ]
    for (const page of pages) {
      const [first = '', ...rest] = page
      const encoded = `%${first.charCodeAt(0).toString(16)}${rest.join('')}`
      const spellings = [page.toUpperCase(), `${first.toUpperCase()}${rest.join('')}`, `${page}/`, `/${page}`, encoded]
      const dotted = [`./${page}`, `about-me/..%2f${page}`, `${page}%2f`, `${page};x`, `${page}%20`, `${page}?show=yes`]
      for (const path of [...spellings, ...dotted].map(each => `/my/${each}`)) {
        await visitor.open(path)
        const isHidden = visitor.status === 404 || /This is hidden now[^.]*\. Show my details$/.test(visitor.text)
        expect([path, isHidden, visitor.text.includes(sent)]).toEqual([path, true, false])
      }
    }
    for (const path of ['/MY/messages', '/My/Applications', '/%6dy/messages', '//my//messages']) {
      await visitor.open(`${device[kind]}${path}`)
      expect([path, visitor.text]).toEqual([path, expect.stringMatching(/This is hidden now|cannot find that page/)])
    }
  })

  it('shows a form’s questions to the person who started it and not to a later one', async () => {
    const visitor = await signIn(device[kind])
    await visitor.open('/my/applications/new/A12')
    expect(visitor.text).not.toContain('This is hidden now')
    await visitor.press('Start')
    const form = findForm('drugs-and-alcohol')
    expect(questionAt(form, visitor.path)).toBe(form.questions[0])
    expect(visitor.text).not.toContain('This is hidden now')
    const question = visitor.path
    const later = await signIn(device[kind])
    await later.open(question)
    expect(later.text).toContain('This is hidden now')
    await later.press('Show my details')
    expect(later.path).toBe(question)
  })

  it('hides details again at the next sign-in', async () => {
    const visitor = await signIn(device[kind])
    await visitor.press('Show my details')
    await visitor.press('I have finished')
    await visitor.open('/my/sign-in')
    await visitor.press('Sign in', { 'prison-number': 'A1111AA', pin: testPin })
    expect(visitor.text).toContain('This is hidden now')
  })

  it('clears the browser’s cache and storage, including pages that were read', async () => {
    const { headers } = await pressFinished(device[kind])
    expect(headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
  })
})

describe.each(['kiosk', 'shared', 'own'] as const)('what is public, read on a %s device', kind => {
  const pages = [
    '/booklet',
    '/booklet/health',
    '/contacts',
    '/leaflet',
    '/easy-read/health',
    '/local',
    '/privacy',
    '/forms',
  ]

  it('has the ways to leave and a way back, and leads nowhere else', async () => {
    const visitor = await signIn(device[kind])
    await visitor.open('/my/about-me')
    for (const path of pages) {
      await visitor.open(`/my${path}?lang=cy`)
      await visitor.open(`/my${path}?lang=en`)
      expect([path, visitor.status, visitor.$('#still-there-later').length]).toEqual([path, 200, 1])
      expect(visitor.$('form[action="/my/sign-out"], header form[action="/my/leave"]')).toHaveLength(2)
      expect(visitor.$('.govuk-back-link').first().attr('href')).toBe('/my/about-me')
      const links = visitor.$('a[href^="/"]').toArray()
      expect(links.map(({ attribs }) => attribs.href).filter(href => !/^\/my(?:\/|$|\?)/.test(href!))).toEqual([])
      if (kind === 'kiosk') expect(visitor.html).not.toContain('tel:')
    }
    await visitor.open('/my/booklet/nothing-like-that')
    expect(visitor.status).toBe(404)
    expect((await fetch(`${device[kind]}/booklet`)).headers.get('set-cookie')).toBeNull()
  })
})

it('asks whoever presses “Sign in” on a screen that others use, and ends what session there is', async () => {
  for (const kind of ['kiosk', 'shared'] as const) {
    const visitor = await signIn(device[kind])
    await visitor.press('Show my details')
    const other = visitor.anotherTab()
    await visitor.open('/booklet')
    await visitor.open('/')
    await visitor.follow('Sign in')
    expect([visitor.path, visitor.$('#pin').length]).toEqual(['/my/sign-in', 1])
    expect((await other.open('/my/applications')).path).toBe('/my/sign-in')
  }
  const own = await signIn(device.own)
  expect((await own.open('/my/sign-in')).path).toBe('/my')
})

describe('on a personal device', () => {
  it('shows everything at once', async () => {
    const visitor = await signIn(device.own)
    expect(visitor.text).toContain('Do next')
    await visitor.open('/my/applications')
    expect(visitor.text).toContain(sent)
    expect(visitor.text).not.toContain('my details')
  })

  it('keeps the booklet that is stored for offline use', async () => {
    const { headers } = await pressFinished(device.own)
    expect(headers.get('clear-site-data')).toBe('"cache", "cookies"')
  })
})

it.each([
  ['kiosk', 5],
  ['shared', 10],
  ['own', 10],
] as const)(
  'ends a session on a %s device after %i idle minutes, with a warning and a way to stay',
  async (kind, limit) => {
    const visitor = await signIn(device[kind])
    expect(visitor.$('noscript').text()).toContain(`content="${(limit - 2) * 60}; url=/my/still-there"`)
    site.passMinutes(limit - 1)
    await visitor.open('/my/still-there')
    await visitor.press('I am still here')
    expect(visitor.path).toBe('/my')
    site.passMinutes(limit - 1)
    await visitor.open('/my/messages')
    expect(visitor.path).toBe('/my/messages')
    site.passMinutes(limit + 1)
    await visitor.open('/my/messages')
    expect(visitor.path).toBe('/my/sign-in?ended=yes')
  },
)

/** What the server says to the button, before the browser goes on. */
async function pressFinished(address: string): Promise<Response> {
  const visitor = await signIn(address)
  const { action } = visitor.formOf('I have finished')
  const headers = { cookie: `my=${visitor.cookie('my')}` }
  return fetch(new URL(action, address), { method: 'POST', redirect: 'manual', headers })
}

it('sends no-store with every response below /my', async () => {
  const visitor = await signIn(device.own)
  const cookie = `my=${visitor.cookie('my')}`
  const requests: [string, RequestInit, number][] = [
    ['/my', { headers: { cookie } }, 200],
    ['/my', {}, 303],
    ['/my/nowhere', { headers: { cookie } }, 404],
    ['/my/sign-in', { method: 'POST', body: new URLSearchParams({ pin: '1' }) }, 403],
    ['/my/leave', { method: 'POST' }, 303],
  ]
  for (const [path, request, status] of requests) {
    const answer = await fetch(new URL(path, device.own), { ...request, redirect: 'manual' })
    expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, status, 'no-store, no-cache'])
  }
})

describe('the buttons to hide a page and to finish', () => {
  it('are on every page, and end the session', async () => {
    const visitor = await signIn(device.kiosk)
    for (const path of ['/my', '/my/checklist', '/my/about-me', '/my/still-there', '/my/nowhere', '/my/pin']) {
      await visitor.open(path)
      expect(visitor.$('form[action="/my/sign-out"]')).toHaveLength(1)
      expect(visitor.$('header form[action="/my/leave"], section form[action="/my/leave"]').length).toBeGreaterThan(0)
    }
    const cookie = visitor.anotherTab()
    await visitor.press('Hide this page')
    expect(visitor.path).toBe('/booklet')
    await cookie.open('/my')
    expect(cookie.path).toBe('/my/sign-in')
  })

  it('work after the session has expired, and lead from Welsh to the Welsh booklet', async () => {
    const visitor = await signIn(device.kiosk)
    await visitor.open('/my/about-me?lang=cy')
    const stale = visitor.anotherTab()
    await visitor.press('Rydw i wedi gorffen')
    expect(visitor.path).toBe('/cy/booklet')
    await stale.post('/my/leave', new URLSearchParams())
    expect(stale.path).toBe('/booklet')
    const before = await new Visitor(device.kiosk).open('/my/sign-in')
    await before.press('Hide this page')
    expect(before.path).toBe('/booklet')
  })
})
