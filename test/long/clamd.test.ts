import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { clamd, ScannerUnavailable, type VirusScanner } from '../../server/scans/virus-scanner'
import { eicar, samples } from '../set-up/scans'

const program = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find(existsSync)
const ifInstalled = program === undefined ? it.skip : it

const directory = mkdtempSync(join(tmpdir(), 'clamd-'))
const socket = join(directory, 'clamd.ctl')
let service: ChildProcess | undefined
let scanner: VirusScanner

/** One signature, of the test file wherever it stands in another, so that none are downloaded. */
const signature = `Eicar-Test-Signature:0:*:${eicar.toString('hex')}\n`

beforeAll(async () => {
  if (program === undefined) return
  writeFileSync(join(directory, 'test.ndb'), signature)
  const settings = [
    `DatabaseDirectory ${directory}`,
    `LocalSocket ${socket}`,
    `User ${userInfo().username}`,
    'Foreground yes',
    'StreamMaxLength 1M',
  ]
  const file = join(directory, 'clamd.conf')
  writeFileSync(file, `${settings.join('\n')}\n`)
  chmodSync(directory, 0o755)
  service = spawn(program, ['--config-file', file], { stdio: 'ignore' })
  for (let tries = 0; tries < 300 && !existsSync(socket); tries += 1) await setTimeout(100)
  scanner = clamd({ path: socket })
})

afterAll(() => {
  service?.kill()
  rmSync(directory, { recursive: true })
})

ifInstalled.each([
  ['alone', eicar],
  ['in a PDF', Buffer.concat([samples.pdf, eicar])],
  ['after a picture', Buffer.concat([samples.png, eicar])],
])('finds the test file of the industry %s, by a signature of our own', async (_where, content) => {
  await expect(scanner.find(content)).resolves.toBe('Eicar-Test-Signature.UNOFFICIAL')
})

ifInstalled.each(Object.entries({ pdf: samples.pdf, jpeg: samples.jpeg, png: samples.png }))(
  'finds nothing in a harmless %s',
  async (_type, content) => {
    await expect(scanner.find(content)).resolves.toBeNull()
  },
)

ifInstalled('is not content with a file that clamd does not read to its end', async () => {
  const asked = scanner.find(Buffer.concat([samples.pdf, Buffer.alloc(2_000_000, 'a')]))
  await expect(asked).rejects.toThrow(ScannerUnavailable)
})
