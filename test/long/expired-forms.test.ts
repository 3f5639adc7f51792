import type { CheerioAPI } from 'cheerio'
import { createConsole } from '../../admin/console'
import { formBehind } from '../../admin/page/kernel'
import { loadDemoData } from '../../demo/load'
import { askForPin } from '../../server/use-cases/people/in-cell/pins'
import { routesOf, type SiteRoute } from '../../server/web/pages/routes-of'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { testPassword } from '../set-up/people'
import { samples } from '../set-up/scans'
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

/** Whoever walked, still signed in. */
const walkers = new Map<string, Visitor>()

beforeAll(async () => {
  staffConsole = await startTestConsole()
  const { dependencies, knex } = staffConsole
  await loadDemoData(knex, dependencies.config)
  await askForPin(dependencies.database, dependencies.context(), 'A1234AA')
  const { router } = createConsole(dependencies)
  routes = routesOf(router)
  for (const email of walking) await walk(await walker(email), email)
  for (const [email, path] of await occasions()) await look(await walker(email), email, path)
})

afterAll(() => staffConsole.stop())

/** One of each role that has forms of its own. */
const walking = ['officer', 'manager', 'com', 'administrator', 'spo', 'owner', 'sysadmin'].map(
  name => `${name}@example.test`,
)

/** Pages that are linked to from further down a list than anybody walks. */
const further = [
  '/people/A6924SS/whereabouts',
  '/people/A1234AA/merge',
  '/queue?list=done',
  '/people/A1234AA/pin-request',
  '/left',
  '/safety/raise',
]

/** Pages with forms that nothing of the demo has an occasion for, and who opens them. */
async function occasions(): Promise<readonly (readonly [string, string])[]> {
  const { dependencies, knex } = staffConsole
  const first = async (sql: string) =>
    Object.values((await staffConsole.inDatabase<Record<string, string>>(sql))[0] ?? {}).join()
  const ofLeeds = `from application join person on person.id = person_id where prison_id = 'LEI' and not restricted`
  const [closed, closedReference, open, added, answered] = await Promise.all([
    first(`select application.id ${ofLeeds} and status = 'closed' and outcome <> 'withdrawn' limit 1`),
    first(`select reference ${ofLeeds} and status = 'closed' and outcome <> 'withdrawn' limit 1`),
    first(`select reference ${ofLeeds} and status = 'open' limit 1`),
    first(`select id from com_request where status = 'waits' limit 1`),
    first(`select id from enquiry where body = 'key-worker' and status = 'answered' limit 1`),
  ])
  await dependencies.database.reviewRequests.add(Number(closed), {
    words: 'I have my ID now',
    askedAt: dependencies.now(),
    respondBy: dependencies.today(),
  })
  const [leaver, newcomer] = await staffConsole.inDatabase<{ id: string }>(
    `select id from person where prison_id = 'LEI' and whereabouts = 'in-prison'
      and not exists (select 1 from assessment where person_id = person.id) order by id desc limit 2`,
  )
  const today = dependencies.today()
  await knex('person').where({ id: leaver!.id }).update({ release_date: today, tag_date: null })
  await knex('person').where({ id: newcomer!.id }).update({ reception_date: today })
  const officer = await walker('officer@example.test')
  await officer.open('/people/A1234AA/papers')
  await officer.pressWithFile(
    'Add the scan',
    { 'scan-kind': 'other', 'scan-title': 'Her letter' },
    { name: 'letter.pdf', content: samples.pdf },
  )
  const remove = officer.$('a[href$="/remove"]').attr('href') ?? ''
  await officer.open('/queue')
  const ticks = officer.$('[name=chosen]').toArray().slice(0, 2)
  const { action, body } = officer.formOf('Claim selected', {
    chosen: ticks.map(each => officer.$(each).val() as string),
  })
  body.set('action', 'reply')
  await officer.post(action, body)
  return [
    ['manager@example.test', `/applications/${closedReference}/another-look`],
    ['officer@example.test', `/applications/${open}/consulted`],
    ['com@example.test', `/tasks/${added}`],
    ['key-worker@example.test', `/questions/${answered}`],
    ['officer@example.test', remove],
    ['officer@example.test', '/left'],
    ['officer@example.test', '/people/A4567DD/facts'],
    ['administrator@example.test', '/receptions'],
    ['officer@example.test', officer.path],
    ['officer@example.test', '/replies/print?prison=LEI&location=&days=28&which=all'],
  ]
}

const answers = new Map<SiteRoute, RegExp>()
const patterns = new Map<string, string | undefined>()

function patternOf(method: SiteRoute['method'], address: string): string | undefined {
  const path = address.split(/[?#]/, 1)[0]!
  const key = `${method} ${path}`
  if (!patterns.has(key)) {
    for (const each of routes) {
      if (!answers.has(each)) answers.set(each, new RegExp(`^${each.pattern.replace(/:\w+/g, '[^/]+')}$`))
    }
    const route = routes.find(each => each.method === method && answers.get(each)!.test(path))
    patterns.set(key, route?.pattern)
  }
  return patterns.get(key)
}

async function signIn(email: string): Promise<Visitor> {
  const visitor = new Visitor(staffConsole.address, false)
  await visitor.open('/sign-in')
  return visitor.press('Sign in', { email, password: testPassword })
}

async function walker(email: string): Promise<Visitor> {
  const visitor = walkers.get(email) ?? (await signIn(email))
  walkers.set(email, visitor)
  return visitor
}

/** The routes of forms that nobody has met yet. */
function notMet(): readonly string[] {
  return routes
    .filter(({ pattern, handler }) => (formBehind(handler)?.fields.length ?? 0) > 0 && !met.has(pattern))
    .map(({ pattern }) => pattern)
}

/** The pages of each kind that somebody has opened. */
const opened = new Map<string, Set<string>>()

/** Whether a page can have a form that is not met, or leads to pages that can. */
function isWorthOpening(kind: string, path: string, own: ReadonlySet<string>): boolean {
  const others = opened.get(kind) ?? new Set()
  const isOfOnePerson = kind.includes(':')
  if (!others.has(path) && others.size < (isOfOnePerson ? 2 : 4)) return true
  return !own.has(kind) && (!isOfOnePerson || notMet().some(pattern => pattern.startsWith(kind)))
}

/** Follows every link from the start page, to a few pages of each kind, and fills in what forms stand there. */
async function walk(visitor: Visitor, email: string): Promise<void> {
  const own = new Set<string>()
  const seen = new Set<string>()
  const toOpen = ['/', ...further]
  for (let path = toOpen.shift(); path !== undefined; path = toOpen.shift()) {
    const kind = patternOf('GET', path)
    if (kind === undefined || seen.has(path) || !isWorthOpening(kind, path, own)) continue
    seen.add(path)
    own.add(kind)
    opened.set(kind, (opened.get(kind) ?? new Set()).add(path))
    await look(visitor, email, path)
    for (const link of visitor.$('a[href^="/"]').toArray()) toOpen.push(visitor.$(link).attr('href')!.split('#', 1)[0]!)
  }
}

/** Fills in what forms stand on a page. */
async function look(visitor: Visitor, email: string, path: string): Promise<void> {
  await visitor.open(path)
  if (!visitor.headers.get('content-type')?.startsWith('text/html')) return
  for (const form of formsOn(visitor.$, path)) {
    const route = patternOf('POST', form.action)
    if (route === undefined) throw new Error(`${path} has a form for ${form.action}, which takes none`)
    const before = met.get(route)
    if (!before || before.typed.size < form.typed.size) met.set(route, { ...form, email, page: path })
  }
}

/** The forms of a page, with something in every field; once for each address that a button of theirs posts to. */
function formsOn($: CheerioAPI, path: string): readonly Omit<FilledIn, 'email' | 'page'>[] {
  return $('form[method=post]')
    .toArray()
    .flatMap(element => {
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
      const elsewhere = form
        .find('button[formaction]')
        .toArray()
        .map(each => $(each).attr('formaction')!)
      const own = form.find('button:not([formaction])').length > 0 ? [form.attr('action') ?? path] : []
      return [...own, ...elsewhere].map(action => ({ action, body, typed }))
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

const asRead = (value: string) => value.replace(/\s/g, '').toLowerCase()

it('meets every form that has a field', () => {
  expect(notMet()).toEqual([])
})

it('has what was typed in the form again after its reader has signed in', async () => {
  const lost: string[] = []
  const again = new Map<string, Visitor>()
  const nobody = new Visitor(staffConsole.address, false)
  for (const [route, { email, page, action, body, typed }] of met) {
    if (typed.size === 0) continue
    await nobody.post(action, body)
    expect([route, nobody.heading, nobody.status]).toEqual([route, 'Sign in again', 403])
    // What signing in does with the form is tested below; another tab of whoever has signed in does the same with it.
    const visitor = again.get(email) ?? (await signIn(email))
    again.set(email, visitor)
    await visitor.post(action, body)
    const values = valuesIn(visitor.$)
    for (const [name, expected] of typed) {
      const found = (values.get(name) ?? []).map(asRead)
      if (expected.every(each => found.includes(asRead(each)))) continue
      lost.push(
        `${route}, ${name}: ${found.join()} instead of ${expected.join()} (${email} from ${page} at ${visitor.path})`,
      )
    }
    if (!visitor.text.includes('What you typed is in the form again')) lost.push(`${route}: not said`)
  }
  expect(lost).toEqual([])
})

it('leads from the address of every form to the page that it stands on', async () => {
  for (const [route, { email, action }] of met) {
    if (route === '/sign-out') continue
    const visitor = await walker(email)
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

/** Buttons that stand on several pages, or only while there is something to press them for in the list as it opens. */
const mayBeElsewhere = [
  '/notices/:id/seen',
  '/account-notices/:id/seen',
  '/com-changes/:id/seen',
  '/people/:prisonNumber/consents/taken-back',
  '/replies/print',
  '/receptions/bcst2',
  '/receptions/pin-slips',
  '/receptions/packs',
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

  it('has to get its file again, and has the words that were beside it', async () => {
    const officer = await signIn('officer@example.test')
    await officer.open('/people/A1234AA/papers')
    const file = { name: 'letter.pdf', content: samples.pdf }
    const visitor = new Visitor(staffConsole.address)
    visitor.show(officer)
    await visitor.pressWithFile('Add the scan', { 'scan-kind': 'other', 'scan-title': 'From his sister' }, file)
    expect([visitor.status, visitor.text]).toEqual([403, expect.stringContaining('A file cannot be kept')])
    await visitor.press('Sign in and go back to the form', { password: testPassword })
    expect(visitor.path).toBe('/people/A1234AA/papers?typed=yes')
    expect(visitor.$('[name=scan-title]').val()).toBe('From his sister')
    expect(visitor.$('[name=scan-kind][checked]').val()).toBe('other')
    const body = new FormData()
    body.append('file', new Blob(['a,b']), 'people.csv')
    const response = await fetch(`${staffConsole.address}/imports`, { method: 'POST', body })
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('A file cannot be kept')])
  })
})

// The last test: it changes what the others look at.
it('answers no form that it takes with a page, which Back would ask to send again', async () => {
  const pages: string[] = []
  let taken = 0
  const tokens = new Map<string, string>()
  for (const [route, { email, action, body }] of met) {
    if (route === '/sign-out') continue
    const visitor = await walker(email)
    if (!tokens.has(email)) {
      await visitor.open('/account/password')
      tokens.set(email, String(visitor.$('[name=_csrf]').first().val()))
    }
    body.set('_csrf', tokens.get(email)!)
    const status = await visitor.statusOf(action, body)
    if (status === 303) taken++
    if (status < 300 || status >= 500) pages.push(`${route}: ${status}`)
  }
  expect(pages).toEqual([])
  expect(taken).toBeGreaterThan(10)
})
