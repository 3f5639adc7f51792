import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConsole } from '../../admin/console'
import { contentDir } from '../../server/dependencies'
import { keepPrisonsRegister } from '../../server/use-cases/people/prisons-register'
import { addStaff, testPassword } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await keepPrisonsRegister(site.dependencies.database, contentDir)
  for (const [name, prisons] of [
    ['officer', ['LEI']],
    ['hull', ['HLI']],
    ['com', []],
  ] as const) {
    await addStaff(site.dependencies, {
      email: `${name}@example.test`,
      name: `A ${name}`,
      role: name === 'hull' ? 'officer' : name,
      prisons,
    })
  }
  address = await site.serve(createConsole)
})

afterAll(() => site.stop())

async function signedIn(role = 'officer'): Promise<Visitor> {
  const visitor = new Visitor(address)
  await visitor.open('/sign-in')
  await visitor.press('Sign in', { email: `${role}@example.test`, password: testPassword })
  return visitor.open('/imports')
}

interface Upload {
  readonly kind?: string
  readonly content?: string | Buffer
  readonly name?: string
  readonly token?: string
}

/** Posts the form of the page as a browser does, and opens where it leads. */
async function upload(visitor: Visitor, { kind, content, name = 'people.csv', token }: Upload): Promise<Visitor> {
  const form = new FormData()
  form.append('_csrf', token ?? visitor.formOf('Import').body.get('_csrf') ?? '')
  if (kind !== undefined) form.append('kind', kind)
  form.append(
    'file',
    new Blob(content === undefined ? [] : [new Uint8Array(Buffer.from(content))]),
    content === undefined ? '' : name,
  )
  const headers = { cookie: `console=${visitor.cookie('console')}` }
  const response = await fetch(`${address}/imports`, { method: 'POST', body: form, headers, redirect: 'manual' })
  if (response.status === 303) return visitor.open(response.headers.get('location') ?? '')
  return Object.assign(new Visitor(address), { status: response.status, html: await response.text() })
}

function example(name: string): Buffer {
  return readFileSync(join(__dirname, '../data', name))
}

/** Every link of the error summary leads to a field on the page. */
function expectLinksToFields(visitor: Visitor): void {
  const links = visitor.$('.govuk-error-summary a').toArray()
  expect(links.length).toBeGreaterThan(0)
  for (const link of links) {
    expect(visitor.$(`input${visitor.$(link).attr('href')}`)).toHaveLength(1)
  }
}

test('imports the receptions file and reports on each row', async () => {
  const visitor = await upload(await signedIn(), {
    kind: 'receptions',
    content: example('receptions.csv'),
    name: 'daily\u2013r\u00f4.csv',
  })
  expect(visitor.status).toBe(200)
  expect(visitor.path).toMatch(/^\/imports\/\d+$/)
  expect(visitor.text).toContain('daily\u2013r\u00f4.csv')
  expect(visitor.text).toContain(
    '242 rows: 231 people added, 1 person moved to another prison, 1 row had nothing new, 9 rows refused',
  )
  expect(visitor.text).toContain('Booking Id')
  expect(visitor.$('a[href="/people/A4124CN"]').first().text()).toBe('Oakden, Ryan')
  expect(visitor.html).not.toMatch(/Wetherell|A8972BY|A8865XZ|A8149WM|<script>alert/)

  const hull = await signedIn('hull')
  await hull.open(visitor.path)
  const [refused] = hull.$('#refused ~ .app-scroll tbody tr').toArray()
  const cells = hull.$(refused).children().toArray()
  expect(cells.map(cell => hull.$(cell).text())).toEqual([
    '9',
    'A8972BY',
    'release_date',
    'must be a real day written DD/MM/YYYY or YYYY-MM-DD',
  ])
  expect(hull.html).not.toContain('A4124CN')

  await visitor.open('/imports')
  expect(visitor.text).toContain(
    '231 people added, 1 person moved to another prison, 1 row had nothing new, 9 rows refused',
  )

  await upload(visitor, { kind: 'discharges', content: example('discharges.csv') })
  expect(visitor.text).toContain('39 rows changed something')
})

describe('a file that is rejected', () => {
  test.each<[string, Upload, string]>([
    ['no kind', { content: 'prison_number' }, 'Choose the kind of file'],
    ['an unknown kind', { kind: 'staff', content: 'prison_number' }, 'Choose the kind of file'],
    ['no file', { kind: 'receptions' }, 'Choose a file'],
    [
      'a missing column',
      { kind: 'discharges', content: 'prison_number\nA1111AA' },
      'The file has no column prison, release_date, release_type. Nothing was changed',
    ],
    ['not text', { kind: 'discharges', content: Buffer.from([0xff, 0, 1]) }, 'The file is not a CSV file in UTF-8'],
    ['too large', { kind: 'receptions', content: Buffer.alloc(21 * 1024 * 1024, 'a') }, 'Choose a file of up to 20 MB'],
  ])('shows the reason at its field: %s', async (_what, posted, words) => {
    const visitor = await upload(await signedIn(), posted)
    expect(visitor.status).toBe(422)
    expect(visitor.title).toMatch(/^Error:/)
    expect(visitor.$('.govuk-error-summary').text()).toContain(words)
    expect(visitor.$('.govuk-error-message').text()).toContain(words)
    expectLinksToFields(visitor)
    if (posted.kind === 'discharges') expect(visitor.$('input[value=discharges]').attr('checked')).toBeDefined()
  })

  test.each(['', 'not the token'])('rejects the token %j', async token => {
    const visitor = await upload(await signedIn(), { kind: 'receptions', content: 'prison_number', token })
    expect(visitor.status).toBe(403)
  })

  test.each([
    ['is cut off', (form: string) => form.slice(0, -20), 'multipart/form-data; boundary=x'],
    ['has no boundary', (form: string) => form, 'multipart/form-data'],
    [
      'has a NUL in the name of the file',
      (form: string) => form.replace('.csv', '\0'),
      'multipart/form-data; boundary=x',
    ],
    ['has fields in a field', (form: string) => form.replace('"kind"', '"a[b][c]"'), 'multipart/form-data; boundary=x'],
  ])('rejects a form that %s, in words', async (_how, change, type) => {
    const visitor = await signedIn()
    const field = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name=${name}\r\n\r\n${value}\r\n`
    const token = visitor.formOf('Import').body.get('_csrf') ?? ''
    const fields = [
      field('"_csrf"', token),
      field('"kind"', 'receptions'),
      field('"file"; filename="people.csv"', 'prison_number'),
    ]
    const response = await fetch(`${address}/imports`, {
      method: 'POST',
      body: change(`${fields.join('')}--x--\r\n`),
      headers: { cookie: `console=${visitor.cookie('console')}`, 'content-type': type },
    })
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('We could not read what was sent'),
    ])
  })

  test('rejects a role that may not import', async () => {
    const com = await signedIn('com')
    expect(com.status).toBe(403)
    const officer = await signedIn()
    const token = officer.formOf('Import').body.get('_csrf') ?? ''
    expect((await upload(com, { kind: 'receptions', content: 'prison_number', token })).status).toBe(403)
  })
})

test.each(['0', '999999', 'x', '1e0', '99999999999999999999'])('has no import %s', async run => {
  const visitor = await signedIn()
  expect((await visitor.open(`/imports/${run}`)).status).toBe(404)
})
