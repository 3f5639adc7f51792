import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Person } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { mostScanBytes, mostScansOfPerson } from '../../server/domain/people/scans'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { doDailyWork, doJobs } from '../set-up/jobs'
import { addPerson, sendApplication } from '../set-up/people'
import { samples } from '../set-up/scans'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23', RETENTION_DAYS: '2192' })
  for (const role of ['officer', 'manager', 'administrator', 'com', 'pom'] as const) {
    await staffConsole.hire(role, role, role === 'com' ? [] : ['LEI'])
  }
  await staffConsole.hire('elsewhere', 'officer', ['HLI'])
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
})

afterAll(() => staffConsole.stop())

afterEach(() => staffConsole.knex('scan').delete())

const letter = { 'scan-kind': 'letter', 'scan-title': 'From the council' }
const pdf = { name: 'letter.pdf', content: samples.pdf }

async function openPapers(name: string, number = 'A1234AA'): Promise<Visitor> {
  const visitor = await staffConsole.signIn(name)
  return visitor.open(`/people/${number}/papers`)
}

async function add(visitor: Visitor, fields: object = letter, file = pdf): Promise<Visitor> {
  await visitor.pressWithFile('Add the scan', { ...fields }, file)
  return visitor
}

/** The file behind a link, as a browser downloads it. */
async function download(visitor: Visitor, link: string) {
  const href = visitor
    .$('a')
    .filter((_index, element) => visitor.$(element).text() === link)
    .attr('href')
  const headers = { cookie: `console=${visitor.cookie('console')}` }
  const response = await fetch(new URL(href ?? '', staffConsole.address), { headers })
  return { response, content: Buffer.from(await response.arrayBuffer()) }
}

const objects = () => staffConsole.inDatabase<{ id: string }>('select id from scan_object')
const actionsOf = async ({ id }: Person) =>
  (await staffConsole.dependencies.database.audit.ofPerson(id)).map(({ action }) => action)

it('keeps what is added, and gives it back as a download and nothing else', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA')
  await visitor.follow('Scans')
  expect(visitor.text).toContain('No scan of paper is kept for Dean Marrick')
  expect(visitor.text).toContain('Files are not checked for viruses here')
  const marked = { ...letter, 'scan-title': '<b>Bold</b>' }
  await add(visitor, marked, { name: '..\\..\\etc\\<b>one.PDF', content: samples.pdf })
  expect(visitor.path).toBe('/people/A1234AA/papers')
  expect(visitor.text).toContain('The scan is added')
  expect(visitor.text).toContain('Letter: <b>Bold</b>bone.pdf None officer at work')
  await add(visitor, letter, { name: 'Llythyr\u202e ŵ "1".PDF', content: samples.pdf })
  expect(visitor.text).toContain('Llythyr ŵ 1.pdf')
  expect(visitor.text).toContain('PDF, 1 kB')

  const { response, content } = await download(visitor, 'Letter: From the council')
  expect(content).toEqual(samples.pdf)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename=".*\.pdf"; filename\*=UTF-8''Llythyr/,
  )
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(await actionsOf(person)).toEqual(expect.arrayContaining(['scans-viewed', 'scan-added', 'scan-downloaded']))
})

it('finds the type in the content, and takes a file without an ending', async () => {
  const visitor = await openPapers('officer')
  await add(visitor, letter, { name: 'one.JPG', content: samples.jpeg })
  await add(visitor, letter, { name: 'two', content: samples.png })
  await add(visitor, letter, { name: 'three.docx', content: samples.pdf })
  for (const words of ['one.jpg', 'JPEG, 1 kB', 'two.png', 'PNG, 1 kB', 'three.docx.pdf']) {
    expect(visitor.text).toContain(words)
  }
})

it.each([
  ['no file', { name: '', content: Buffer.alloc(0) }, 'Choose a file'],
  ['an empty file', { name: 'letter.pdf', content: Buffer.alloc(0) }, 'The file is empty'],
  ['a web page that is named as a PDF', { name: 'letter.pdf', content: samples.html }, 'not a PDF, JPEG or PNG'],
  ['another picture', { name: 'picture.png', content: samples.gif }, 'not a PDF, JPEG or PNG'],
  ['a PNG that is named as a PDF', { name: 'letter.pdf', content: samples.png }, 'is a PNG, but its name ends'],
  [
    'a file that is just too large',
    { name: 'letter.pdf', content: Buffer.concat([samples.pdf, Buffer.alloc(mostScanBytes)]) },
    'larger than 10 MB',
  ],
])('refuses %s at its field, and keeps what was typed', async (_what, file, words) => {
  const visitor = await openPapers('officer')
  const before = (await objects()).length
  await add(visitor, letter, file)
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  expect(visitor.$('#file-error').text()).toContain(words)
  expect(visitor.$('#scan-title').val()).toBe('From the council')
  expect(visitor.$('input[value=letter]').attr('checked')).toBeDefined()
  expect(visitor.$('#file-hint').text()).toContain('Choose the file again')
  expect(await objects()).toHaveLength(before)
  expect(await staffConsole.inDatabase('select 1 from scan')).toHaveLength(0)
})

it('asks what it is, bounds the description and refuses an application of somebody else', async () => {
  const other = await addPerson(staffConsole.dependencies, 'A1235AA')
  const { reference } = await sendApplication(staffConsole.dependencies, other, 'bank-account')
  const visitor = await openPapers('officer')
  await add(visitor, { 'scan-title': 'x'.repeat(101) })
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain('Choose what it is')
  expect(visitor.text).toContain('1 letter too long')
  await add(visitor, { ...letter, 'scan-application': 'nonsense' })
  expect(visitor.$('#scan-application-error').text()).toContain('Choose an application of this person')
  await add(visitor, { ...letter, 'scan-application': reference })
  expect(visitor.status).toBe(404)
  expect(await staffConsole.inDatabase('select 1 from scan')).toHaveLength(0)
})

it('adds once what is sent twice, and another file from the same page', async () => {
  const visitor = await openPapers('officer')
  const again = visitor.anotherTab()
  Object.assign(again, { html: visitor.html })
  const third = visitor.anotherTab()
  Object.assign(third, { html: visitor.html })
  await add(visitor)
  await add(again)
  expect(again.text).toContain('1 scan')
  await add(third, letter, { name: 'letter.png', content: samples.png })
  expect(third.text).toContain('2 scans')
})

it('refuses a form without its token, and a role that may not add before it reads the file', async () => {
  const visitor = await openPapers('officer')
  await visitor.pressWithFile('Add the scan', { ...letter, _csrf: 'not the token' }, pdf)
  expect(visitor.status).toBe(403)
  const pom = await openPapers('pom')
  expect(pom.status).toBe(403)
  const elsewhere = await openPapers('elsewhere')
  expect(elsewhere.status).toBe(404)
})

it('keeps at most so many of a person', async () => {
  await staffConsole.inDatabase(`
    insert into scan_object (id, storage, content, recorded_at)
      select gen_random_uuid(), 'database', 'x', '2026-11-23' from generate_series(1, ${mostScansOfPerson});
    insert into scan (person_id, kind, type, bytes, sha256, object_id, added_by, added_at, idempotency_key)
      select ${person.id}, 'other', 'image/png', 1, 'x', id, 1, now(), gen_random_uuid() from scan_object
        where content = 'x'`)
  const visitor = await openPapers('officer')
  expect(visitor.$('tbody tr')).toHaveLength(25)
  await visitor.open('/people/A1234AA/papers?page=4')
  expect(visitor.$('tbody tr')).toHaveLength(25)
  await add(visitor)
  expect(visitor.status).toBe(422)
  expect(visitor.$('#file-error').text()).toContain('100 scans are kept of this person')
})

it('is removed with a reason by a manager or whoever added it, and its file and words are deleted', async () => {
  const officer = await add(await openPapers('officer'))
  const clerk = await openPapers('administrator')
  expect(clerk.$('a:contains("Remove")')).toHaveLength(0)
  const remove = officer.$('a:contains("Remove")').attr('href') ?? ''
  await clerk.open(remove)
  expect(clerk.status).toBe(404)
  await clerk.open('/people/A1234AA/papers')
  await add(clerk, { 'scan-kind': 'consent' })

  await officer.open(remove)
  await officer.press('Remove the scan')
  expect(officer.status).toBe(422)
  expectErrorsToLand(officer)
  await officer.press('Remove the scan', { 'scan-because': 'It is another person’s' })
  expect(officer.text).toContain('The scan is removed')
  expect(officer.text).toContain('Removed by officer at work, 23 November 2026 at 10:00: It is another person’s')
  expect(officer.text).not.toContain('From the council')
  await officer.open(remove)
  expect(officer.status).toBe(404)
  await officer.open(remove.replace('remove', 'file'))
  expect(officer.status).toBe(404)

  const manager = await openPapers('manager')
  await manager.open(manager.$('a:contains("Remove")').attr('href') ?? '')
  await manager.press('Remove the scan', { 'scan-because': 'Twice' })
  expect(manager.text).toContain('Removed by manager at work')
  staffConsole.passMinutes(61)
  await doJobs(staffConsole.dependencies)
  expect(await objects()).toHaveLength(0)
  expect(await actionsOf(person)).toContain('scan-removed')
})

it('is seen with a restricted application only by those who may see the application', async () => {
  const { reference } = await sendApplication(staffConsole.dependencies, person, 'something-private')
  const officer = await openPapers('officer')
  await officer.open(`/people/A1234AA/papers?application=${reference}`)
  expect(officer.$('#scan-application').val()).toBe(reference)
  await add(officer, { 'scan-kind': 'application-form', 'scan-title': 'Private words' })
  expect(officer.text).toContain(reference)
  const file = officer.$('a:contains("Private words")').attr('href') ?? ''
  for (const name of ['administrator', 'com']) {
    const other = await openPapers(name)
    expect(other.status).toBe(200)
    expect(other.html).not.toMatch(new RegExp(`Private words|${reference}|1 scan`))
    for (const path of [file, file.replace('file', 'remove')]) {
      await other.open(path)
      expect(other.status).toBe(404)
    }
    await other.open(`/people/A1234AA/papers?application=${reference}`)
    expect(other.html).not.toContain(reference)
    // Whoever asks for it by its reference learns nothing either.
    await add(other, { ...letter, 'scan-application': reference })
    expect(other.status).toBe(404)
  }
  const manager = await openPapers('manager')
  expect(manager.text).toContain('Private words')
})

it('is in the answer to a subject access request, moves when records are merged, and is erased with the person', async () => {
  const left = { releaseDate: calendarDay('2019-01-01') }
  const kept = await addPerson(staffConsole.dependencies, 'A3001AA', left)
  const merged = await addPerson(staffConsole.dependencies, 'A3002AA', left)
  await add(await openPapers('officer', 'A3002AA'))
  const manager = await staffConsole.signIn('manager')
  await manager.open('/people/A3001AA/merge?with=A3002AA')
  expect(manager.text).toContain('Scans of paper: 1')
  await manager.press('Make them one record')
  await manager.open('/people/A3001AA/papers')
  const { content } = await download(manager, 'Letter: From the council')
  expect(content).toEqual(samples.pdf)
  await manager.open('/people/A3001AA/data/json')
  const data = JSON.parse(manager.html) as Record<string, Record<string, unknown>[]>
  expect(data.scan).toEqual([
    expect.objectContaining({
      kind: 'letter',
      title: 'From the council',
      file_name: 'letter.pdf',
      type: 'application/pdf',
    }),
  ])
  expect(manager.html).not.toContain('object_id')

  const before = (await objects()).length
  await staffConsole.inDatabase(`update person set updated_at = '2019-01-02' where id = ${kept.id}`)
  staffConsole.passMinutes(61)
  await doDailyWork(staffConsole.dependencies)
  expect(await staffConsole.inDatabase(`select 1 from person where id in (${kept.id}, ${merged.id})`)).toHaveLength(0)
  expect(await staffConsole.inDatabase('select 1 from scan')).toHaveLength(0)
  expect((await objects()).length).toBeLessThan(before)
  expect(await objects()).toHaveLength(0)
})

it('says so, and gives out nothing, when the stored file is not the one that was added', async () => {
  const visitor = await add(await openPapers('officer'))
  await staffConsole.inDatabase(`update scan_object set content = content || 'x'`)
  await visitor.follow('Letter: From the council')
  expect(visitor.status).toBe(503)
  expect(visitor.text).toContain('The file cannot be fetched now')
  expect(visitor.$('#scans tbody tr')).toHaveLength(1)
})

describe('an upload that is no form of the console', () => {
  const boundary = 'its-own-boundary'
  const part = (name: string, text: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
  const beginning = (token: string) =>
    part('_csrf', token) + part('idempotencyKey', randomUUID()) + part('scan-kind', 'letter') + part('scan-title', 'A')
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4`
  const end = `\r\n--${boundary}--\r\n`
  const whole = `multipart/form-data; boundary=${boundary}`
  const paths = ['/people/A1234AA/papers', '/imports']

  const send = async (visitor: Visitor | null, path: string, type: string, body: string) => {
    const response = await fetch(new URL(path, staffConsole.address), {
      method: 'POST',
      headers: { 'content-type': type, ...(visitor && { cookie: `console=${visitor.cookie('console')}` }) },
      body,
      redirect: 'manual',
    })
    return { status: response.status, html: await response.text() }
  }

  it.each<readonly [string, string, (token: string) => string]>([
    ['is cut off in its file', whole, token => beginning(token) + file],
    ['is cut off in a header', whole, token => `${beginning(token)}--${boundary}\r\nContent-Dispo`],
    ['is empty', whole, () => ''],
    ['has no boundary', 'multipart/form-data', token => beginning(token) + file + end],
    ['has another boundary', `${whole}-x`, token => beginning(token) + file + end],
    ['has fields in fields', whole, token => part('_csrf', token) + part('a[a][a]', 'x') + file + end],
    ['has a field of all objects', whole, token => part('_csrf', token) + part('__proto__[x]', 'x') + file + end],
    ['has hundreds of fields', whole, token => part('_csrf', token) + part('x', 'x').repeat(300) + file + end],
    ['has two files', whole, token => `${beginning(token)}${file}\r\n${file}${end}`],
  ])('%s: is refused with words, and nothing of it is kept', async (_what, type, bodyOf) => {
    const before = await objects()
    const officer = await openPapers('officer')
    const token = String(officer.$('[name=_csrf]').first().val())
    for (const visitor of [officer, null]) {
      for (const path of paths) {
        const { status, html } = await send(visitor, path, type, bodyOf(token))
        expect([path, [400, 403, 413, 422].includes(status), status]).toEqual([path, true, status])
        expect(html).toMatch(/<h1[^>]*>\s*\S/)
      }
    }
    expect(await objects()).toEqual(before)
  })

  it('is whole again after a client that hung up in the middle of it', async () => {
    const officer = await openPapers('officer')
    const token = String(officer.$('[name=_csrf]').first().val())
    const before = await objects()
    const { hostname, port } = new URL(staffConsole.address)
    for (const cookie of [`console=${officer.cookie('console')}`, '']) {
      const socket = connect(Number(port), hostname)
      await once(socket, 'connect')
      socket.write(
        `POST ${paths[0]} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookie}\r\nContent-Type: ${whole}\r\nContent-Length: 1000000\r\n\r\n`,
      )
      socket.write(beginning(token) + file)
      await new Promise(resolve => setTimeout(resolve, 50))
      socket.destroy()
    }
    await add(officer)
    expect(officer.text).toContain('The scan is added')
    expect(await objects()).toHaveLength(before.length + 1)
    const { pool } = staffConsole.knex.client as { readonly pool: { numUsed(): number } }
    expect(pool.numUsed()).toBe(0)
  })
})
