import type { CheerioAPI } from 'cheerio'
import { createConsole } from '../../admin/console'
import { formBehind } from '../../admin/page/kernel'
import { loadDemoData } from '../../demo/load'
import { demoStaff } from '../../demo/people'
import { askForPin } from '../../server/use-cases/people/in-cell/pins'
import { routesOf, type SiteRoute } from '../../server/web/pages/routes-of'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { testPassword } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(400_000)

let staffConsole: TestConsole
let routes: readonly SiteRoute[]

/** A form as it stands on a page, filled in. */
interface FilledIn {
  readonly email: string
  readonly page: string
  readonly action: string
  readonly body: URLSearchParams
  /** What a person types, ticks and selects in it; not its hidden fields, nor the button. */
  readonly typed: ReadonlyMap<string, readonly string[]>
}

/** Every form that the walk has met, by the route that takes it. */
const met = new Map<string, FilledIn>()

beforeAll(async () => {
  staffConsole = await startTestConsole()
  const { dependencies, knex } = staffConsole
  await loadDemoData(knex, dependencies.config)
  await askForPin(dependencies.database, dependencies.context(), 'A1234AA')
  const { router } = createConsole(dependencies)
  routes = routesOf(router)
  for (const { email } of demoStaff.slice(0, ofEachRole)) await walk(email)
})

afterAll(() => staffConsole.stop())

/** Pages that are linked to from further down a list than anybody walks. */
const further = [
  '/people/A6924SS/whereabouts',
  '/people/A1234AA/merge',
  '/queue?list=done',
  '/people/A1234AA/pin-request',
  '/left',
  '/replies/print',
  '/safety/raise',
]

const ofEachRole = 13

function patternOf(method: SiteRoute['method'], address: string): string | undefined {
  const path = address.split(/[?#]/, 1)[0]!
  const answers = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)
  return routes.find(route => route.method === method && answers(route.pattern))?.pattern
}

async function signIn(email: string): Promise<Visitor> {
  const visitor = new Visitor(staffConsole.address, false)
  await visitor.open('/sign-in')
  return visitor.press('Sign in', { email, password: testPassword })
}

/** The pages of each kind that somebody has opened. */
const opened = new Map<string, Set<string>>()

/** Follows every link from the start page, to a few pages of each kind, and fills in what forms stand there. */
async function walk(email: string): Promise<void> {
  const visitor = await signIn(email)
  const kinds = new Set<string>()
  const toOpen = ['/', ...further]
  for (let path = toOpen.shift(); path !== undefined; path = toOpen.shift()) {
    const kind = patternOf('GET', path)
    if (kind === undefined) continue
    const others = opened.get(kind) ?? new Set()
    const isKnown = others.has(path) || others.size >= (kind.includes(':') ? 3 : 6)
    if (isKnown && kinds.has(kind)) continue
    kinds.add(kind)
    opened.set(kind, others.add(path))
    await visitor.open(path)
    if (!visitor.headers.get('content-type')?.startsWith('text/html')) continue
    for (const link of visitor.$('a[href^="/"]').toArray()) toOpen.push(visitor.$(link).attr('href')!.split('#', 1)[0]!)
    for (const form of formsOn(visitor.$, path)) {
      const route = patternOf('POST', form.action)
      if (route === undefined) throw new Error(`${path} has a form for ${form.action}, which takes none`)
      const before = met.get(route)
      if (!before || before.typed.size < form.typed.size) met.set(route, { ...form, email, page: path })
    }
  }
}

/** The forms of a page, with something in every field. */
function formsOn($: CheerioAPI, path: string): readonly Omit<FilledIn, 'email' | 'page'>[] {
  return $('form[method=post]')
    .toArray()
    .map(element => {
      const form = $(element)
      const body = new URLSearchParams()
      const typed = new Map<string, string[]>()
      const fillIn = (name: string, value: string) => {
        body.append(name, value)
        typed.set(name, [...(typed.get(name) ?? []), value])
      }
      form.find('input, select, textarea').each((index, one) => {
        const field = $(one)
        const name = field.attr('name')
        const type = field.is('input') ? (field.attr('type') ?? 'text') : one.tagName
        if (name === undefined || type === 'file' || type === 'password') return
        if (type === 'hidden') body.append(name, field.attr('value') ?? '')
        else if (type === 'checkbox') fillIn(name, field.attr('value') ?? 'on')
        else if (type === 'radio') {
          // The last of its group.
          const last = form
            .find('input[type=radio]')
            .filter((_at, each) => $(each).attr('name') === name)
            .last()
          if (last.is(field)) fillIn(name, field.attr('value') ?? 'on')
        } else if (type === 'select') fillIn(name, field.find('option').last().attr('value') ?? '')
        else fillIn(name, `My words ${index}`)
      })
      const button = form.find('button[name]').first()
      if (button.length > 0) body.append(button.attr('name')!, button.attr('value') ?? '')
      return { action: form.attr('action') ?? path, body, typed }
    })
}

/** What stands in the fields of a page's forms. */
function valuesIn($: CheerioAPI): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  $('form[method=post]')
    .find('input, select, textarea')
    .each((_index, one) => {
      const field = $(one)
      const name = field.attr('name')
      const isChoice = ['radio', 'checkbox'].includes(field.attr('type') ?? '')
      if (name === undefined || (isChoice && field.attr('checked') === undefined)) return
      values.set(name, [...(values.get(name) ?? []), String(field.val() ?? '')])
    })
  return values
}

/** Forms that stand on a page in states which nothing of the demo is in; what holds for all others holds for them. */
const withoutOccasion = [
  '/applications/:reference/another-look',
  '/applications/:reference/consulted',
  '/applications/:reference/reopen',
  '/left',
  '/people/:prisonNumber/papers/:id/remove',
  '/questions/:id/answer',
  '/questions/:id/ask-back',
  '/questions/:id/correct',
  '/queue/replies/:id',
  '/replies/print',
  '/services/areas/:area/:service/correct',
  '/tasks/:id/withdraw',
]

/** A chooser of ready words, which puts them in the box and is no part of what is sent. */
const notSent = ['template']

/** What is ticked and picked in the rows of a list is not typed: after a while the list is another. */
const ticked = ['/queue/chosen', '/leaving', '/receptions/bcst2']

const asRead = (value: string) => value.replace(/\s/g, '').toLowerCase()

it('meets every form that has a field', () => {
  const missing = routes
    .filter(({ pattern, handler }) => (formBehind(handler)?.fields.length ?? 0) > 0 && !met.has(pattern))
    .map(({ pattern }) => pattern)
  expect(missing.filter(pattern => !withoutOccasion.includes(pattern))).toEqual([])
})

it('has what was typed in the form again after its reader has signed in', async () => {
  const lost: string[] = []
  for (const [route, { email, page, action, body, typed }] of met) {
    if (typed.size === 0 || ticked.includes(route)) continue
    const visitor = new Visitor(staffConsole.address, false)
    await visitor.post(action, body)
    expect([route, visitor.heading, visitor.status]).toEqual([route, 'Sign in again', 403])
    await visitor.press('Sign in and go back to the form', { password: testPassword })
    const values = valuesIn(visitor.$)
    for (const [name, expected] of typed) {
      const found = (values.get(name) ?? []).map(asRead)
      if (notSent.includes(name) || expected.every(each => found.includes(asRead(each)))) continue
      lost.push(
        `${route}, ${name}: ${found.join()} instead of ${expected.join()} (${email} from ${page} at ${visitor.path})`,
      )
    }
    if (!visitor.text.includes('What you typed is in the form again')) lost.push(`${route}: not said`)
  }
  expect(lost).toEqual([])
})

it('leads from the address of every form to the page that it stands on', async () => {
  const visitors = new Map<string, Visitor>()
  for (const [route, { email, action }] of met) {
    if (route === '/sign-out') continue
    const visitor = visitors.get(email) ?? (await signIn(email))
    visitors.set(email, visitor)
    await visitor.open(action)
    const stands = formsOn(visitor.$, visitor.path).map(form => patternOf('POST', form.action))
    const message = `${route} leads to ${visitor.path}, ${visitor.status}`
    expect([message, visitor.status, stands.includes(route) || mayBeElsewhere.includes(route)]).toEqual([
      message,
      200,
      true,
    ])
  }
})

/** Buttons that stand on several pages, or only while there is something to press them for. */
const mayBeElsewhere = [
  '/notices/:id/seen',
  '/account-notices/:id/seen',
  '/com-changes/:id/seen',
  '/people/:prisonNumber/consents/taken-back',
]

describe('a form of somebody who is not signed in any more', () => {
  const page = '/people/A1234AA/questions'
  const words = 'What does he need for the first week?'
  let form: { action: string; body: URLSearchParams }

  beforeAll(async () => {
    const officer = await signIn('officer@example.test')
    await officer.open(page)
    form = officer.formOf('Ask', { 'question-words': words })
  })

  it('goes back into the form at once for whoever has signed in again in another tab', async () => {
    const visitor = await signIn('officer@example.test')
    await visitor.post(form.action, form.body)
    expect(visitor.$('[name=question-words]').val()).toBe(words)
    await visitor.open(page)
    expect(visitor.$('[name=question-words]').val()).toBe('')
  })

  it('is neither shown to nor sent by anybody else who is signed in', async () => {
    const visitor = await signIn('officer.second@example.test')
    await visitor.post(form.action, form.body)
    expect(visitor.heading).toBe('Sign in again')
    expect(visitor.html).not.toContain(words)
    await visitor.press('Sign in and go back to the form', { email: 'officer@example.test', password: testPassword })
    expect(visitor.$('[name=question-words]').val()).toBe(words)
  })

  it('is not for another account that signs in', async () => {
    const visitor = new Visitor(staffConsole.address)
    await visitor.post(form.action, form.body)
    expect(visitor.html).toContain(words)
    await visitor.press('Sign in and go back to the form', { email: 'manager@example.test', password: testPassword })
    expect(visitor.path).toBe('/')
    await visitor.open(`${form.action}?typed=yes`)
    expect(visitor.html).not.toContain(words)
  })

  it('is kept while a wrong password is put right', async () => {
    const visitor = new Visitor(staffConsole.address)
    await visitor.post(form.action, form.body)
    await visitor.press('Sign in and go back to the form', { password: 'not it' })
    expect(visitor.status).toBe(422)
    await visitor.press('Sign in and go back to the form', { password: testPassword })
    expect(visitor.$('[name=question-words]').val()).toBe(words)
  })

  it('is gone on the next day', async () => {
    const visitor = new Visitor(staffConsole.address)
    await visitor.post(form.action, form.body)
    staffConsole.passMinutes(13 * 60)
    await visitor.press('Sign in and go back to the form', { password: testPassword })
    expect([visitor.path, visitor.html.includes(words)]).toEqual(['/', false])
  })

  it('is not kept where it holds passwords', async () => {
    const officer = await signIn('officer@example.test')
    await officer.open('/account/password')
    const { action, body } = officer.formOf('Change it', {
      'old-password': 'my old words',
      'new-password': 'x y z',
    })
    const visitor = new Visitor(staffConsole.address)
    await visitor.post(action, body)
    expect(visitor.status).toBe(403)
    expect(visitor.html).not.toMatch(/my old words|x y z|name="sealed"/)
  })

  it('has to get its file again', async () => {
    const body = new FormData()
    body.append('file', new Blob(['a,b']), 'people.csv')
    const response = await fetch(`${staffConsole.address}/imports`, { method: 'POST', body })
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('A file cannot be kept')
  })
})

// The last test: it changes what the others look at.
it('answers no form that it takes with a page, which Back would ask to send again', async () => {
  const pages: string[] = []
  let taken = 0
  const visitors = new Map<string, Visitor>()
  for (const [route, { email, action, body }] of met) {
    if (route === '/sign-out') continue
    const visitor = visitors.get(email) ?? (await signIn(email))
    visitors.set(email, visitor)
    await visitor.open('/account/password')
    body.set('_csrf', String(visitor.$('[name=_csrf]').first().val()))
    const status = await visitor.statusOf(action, body)
    if (status === 303) taken++
    if (status < 300 || status >= 500) pages.push(`${route}: ${status}`)
  }
  expect(pages).toEqual([])
  expect(taken).toBeGreaterThan(10)
})
