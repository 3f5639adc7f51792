import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import { s3Storage } from '../../server/scans/s3-storage'
import { clamd, ScannerUnavailable } from '../../server/scans/virus-scanner'
import { startTestClamd, type ClamdManner, type TestClamd } from '../set-up/clamd'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { doOneJob } from '../set-up/jobs'
import { addPerson } from '../set-up/people'
import { samples } from '../set-up/scans'
import type { Visitor } from '../set-up/visitor'

const bucket = 'scans-of-paper'
const directory = mkdtempSync(join(tmpdir(), 'scans-'))
const key = { keyId: 'S3RVER', secret: 'S3RVER' }
let s3: S3rver
let s3Port: number
let scanner: TestClamd
let staffConsole: TestConsole

async function startS3(port: number): Promise<number> {
  s3 = new S3rver({ address: '127.0.0.1', port, directory, silent: true, configureBuckets: [{ name: bucket }] })
  return (await s3.run()).port
}

beforeAll(async () => {
  s3Port = await startS3(0)
  scanner = await startTestClamd()
  staffConsole = await startTestConsole({
    TODAY: '2026-11-23',
    SCANS_S3_URL: `http://127.0.0.1:${s3Port}/`,
    SCANS_S3_BUCKET: bucket,
    SCANS_S3_KEY_ID: key.keyId,
    SCANS_S3_SECRET: key.secret,
    CLAMD: `127.0.0.1:${scanner.port}`,
  })
  await staffConsole.hire('officer', 'officer')
  await addPerson(staffConsole.dependencies, 'A1234AA')
})

afterAll(async () => {
  await staffConsole.stop()
  await scanner.stop()
  await s3.close()
  rmSync(directory, { recursive: true })
})

beforeEach(() => {
  scanner.manner = 'looks'
})

const letter = { 'scan-kind': 'letter', 'scan-title': 'From the council' }
const settings = () => ({ url: `http://127.0.0.1:${s3Port}`, bucket, region: 'eu-west-2', ...key })
const stored = () => readdirSync(join(directory, bucket)).filter(name => name.endsWith('._S3rver_object'))
const scans = () => staffConsole.inDatabase<{ id: number }>('select id from scan')
const recorded = () => staffConsole.inDatabase<{ content: Buffer | null }>('select content from scan_object')

async function add(content: Buffer, name = 'letter.pdf'): Promise<Visitor> {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA/papers')
  return visitor.pressWithFile('Add the scan', letter, { name, content })
}

it('stores files in the bucket under names of their own, fetches them from it and deletes what was removed', async () => {
  const visitor = await add(samples.pdf)
  expect(visitor.text).toContain('Each file is checked for viruses before it is stored')
  expect(scanner.received).toEqual(samples.pdf)
  expect(await recorded()).toEqual([{ content: null }])
  expect(stored()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\._S3rver_object$/)])
  const remove = visitor.$('a:contains("Remove")').attr('href') ?? ''
  await visitor.follow('Letter: From the council')
  expect(visitor.headers.get('content-disposition')).toContain('letter.pdf')
  expect(Buffer.from(visitor.html)).toEqual(samples.pdf)
  await visitor.open(remove)
  await visitor.press('Remove the scan', { 'scan-because': 'Twice' })

  // A newer file may be about to get its scan.
  await doOneJob(staffConsole.dependencies, 'delete-unused-scans', {})
  expect(stored()).toHaveLength(1)
  staffConsole.passMinutes(61)
  await doOneJob(staffConsole.dependencies, 'delete-unused-scans', {}, () => true)
  expect(stored()).toHaveLength(1)
  await doOneJob(staffConsole.dependencies, 'delete-unused-scans', {})
  expect(stored()).toHaveLength(0)
  expect(await recorded()).toHaveLength(0)
  await staffConsole.knex('scan').delete()
})

it('adds nothing while the bucket cannot be reached, keeps what was typed, and deletes what may be left later', async () => {
  await s3.close()
  const visitor = await add(samples.pdf)
  expect(visitor.status).toBe(503)
  expectErrorsToLand(visitor)
  expect(visitor.text).toContain('The file could not be stored. Choose it again in a few minutes')
  expect(visitor.$('#scan-title').val()).toBe('From the council')
  expect(await scans()).toHaveLength(0)
  expect(await recorded()).toHaveLength(1)
  staffConsole.passMinutes(61)
  const job = () => doOneJob(staffConsole.dependencies, 'delete-unused-scans', {})
  await expect(job()).rejects.toThrow(/S3 did not answer DELETE: ECONNREFUSED/)
  expect(await recorded()).toHaveLength(1)
  await startS3(s3Port)
  await job()
  expect(await recorded()).toHaveLength(0)
})

it('says that a file cannot be fetched while the bucket is away', async () => {
  const visitor = await add(samples.png, 'letter.png')
  await s3.close()
  await visitor.follow('Letter: From the council')
  expect(visitor.status).toBe(503)
  expect(visitor.text).toContain('The file cannot be fetched now')
  await startS3(s3Port)
  await visitor.follow('Letter: From the council')
  expect(visitor.status).toBe(200)
  expect(visitor.headers.get('content-type')).toBe('image/png')
  await staffConsole.knex('scan').delete()
})

it.each([
  ['the secret is wrong', { secret: 'another' }],
  ['the bucket is not there', { bucket: 'no-such-bucket' }],
])('fails in one line without an address when %s', async (_why, change) => {
  const storage = s3Storage({ ...settings(), ...change })
  for (const deed of [() => storage.put(randomUUID(), samples.pdf), () => storage.get(randomUUID())]) {
    await expect(deed()).rejects.toThrow(/^S3 answered (PUT|GET) with 40[34]$/)
  }
})

it('deletes without complaint what is not there', async () => {
  await s3Storage(settings()).delete(randomUUID())
})

it('refuses a file with a virus, stores nothing and records who tried', async () => {
  const before = (await recorded()).length
  const visitor = await add(Buffer.concat([samples.pdf, Buffer.from('EICAR')]))
  expect(visitor.status).toBe(422)
  expect(visitor.$('#file-error').text()).toContain('A virus was found in the file, so it was not stored')
  expect(await scans()).toHaveLength(0)
  expect(await recorded()).toHaveLength(before)
  const found = await staffConsole.inDatabase<{ detail: object }>(
    `select detail from audit_entry where action = 'scan-infected' and person_id is not null and staff_id is not null`,
  )
  expect(found).toEqual([{ detail: { found: 'Eicar-Signature' } }])
})

it.each<ClamdManner>(['hangs up', 'refuses', 'answers without an end'])(
  'stores nothing when the virus scanner %s',
  async manner => {
    scanner.manner = manner
    const before = (await recorded()).length
    const visitor = await add(samples.pdf)
    expect(visitor.status).toBe(503)
    expectErrorsToLand(visitor)
    expect(visitor.$('#file-error').text()).toContain('could not be checked for viruses, so it was not stored')
    expect(visitor.$('#scan-title').val()).toBe('From the council')
    expect(await scans()).toHaveLength(0)
    expect(await recorded()).toHaveLength(before)
  },
)

it('waits for the virus scanner no longer than it has to', async () => {
  scanner.manner = 'is silent'
  const asked = clamd({ host: '127.0.0.1', port: scanner.port }, 200).find(samples.pdf)
  await expect(asked).rejects.toThrow(new ScannerUnavailable('clamd cannot be asked: it did not answer in time'))
  await expect(clamd({ path: join(directory, 'no-socket') }).find(samples.pdf)).rejects.toThrow(/ENOENT/)
})

it('sends the virus scanner all of a file, however large', async () => {
  const content = Buffer.concat([samples.pdf, Buffer.alloc(3_000_001, 'a')])
  await expect(clamd({ host: '127.0.0.1', port: scanner.port }).find(content)).resolves.toBeNull()
  expect(scanner.received.equals(content)).toBe(true)
})
