import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect as openSocket, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { isAlive } from '../../../tools/embedded-postgres/is-alive'
import { cleanUp, homeOf, newDataDir, postgresOf, Service } from './service'

jest.setTimeout(180_000)

afterAll(cleanUp)

async function healthOf(service: Service, site: 'Portal' | 'Staff console'): Promise<number> {
  return (await fetch(`${service.address(site)}/health`)).status
}

async function inDatabase<Result>(dataDir: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const postgres = await postgresOf(dataDir)
  const client = new pg.Client({ connectionString: postgres?.url ?? '' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

describe('one folder, from its first start to its last', () => {
  const dataDir = newDataDir()
  let service: Service

  test('creates the database at the first start and serves all sites', async () => {
    service = await new Service({ DATA_DIR: dataDir }).ready()
    expect(await healthOf(service, 'Portal')).toBe(200)
    expect(await healthOf(service, 'Staff console')).toBe(200)
    while (!service.err.includes('the daily work is done')) await wait(20)
  })

  test('keeps secrets in the folder readable only by their owner', async () => {
    const home = await homeOf(dataDir)
    for (const file of [join(dataDir, 'session-secret'), join(home, 'postgres-password')]) {
      expect((await stat(file)).mode & 0o077).toBe(0)
    }
  })

  test('says at a second start in the same folder which process has it', async () => {
    const second = new Service({ DATA_DIR: dataDir })
    expect(await second.ended()).toBe(1)
    expect(second.err).toBe(`DATA_DIR: ${dataDir} is in use by process ${service.pid}\n`)
    expect(await healthOf(service, 'Portal')).toBe(200)
  })

  test('finishes requests in progress after kill, then stops the sites and the database', async () => {
    const postgres = await postgresOf(dataDir)
    const { port } = new URL(service.address('Portal'))
    const socket = openSocket(Number(port), '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    await once(socket, 'connect')
    const head = ['POST /my/sign-in HTTP/1.1', 'Host: localhost', 'Content-Type: application/x-www-form-urlencoded']
    socket.write([...head, 'Content-Length: 4', '', 'pi'].join('\r\n'))
    await wait(200)

    service.signal('SIGTERM')
    // npm passes on a signal that has already come; it is not a second one.
    service.signal('SIGTERM')
    await wait(200)
    await expect(fetch(service.address('Staff console'))).rejects.toThrow()
    socket.end('n=')

    expect(await service.ended()).toBe(0)
    expect(answer).toMatch(/^HTTP\/1\.1 [2345]\d\d /)
    expect(await isAlive(postgres?.pid ?? 0)).toBe(false)
    expect(await postgresOf(dataDir)).toBeUndefined()
  })

  test('names a port that is in use and stops the database again', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const blocked = new Service({ DATA_DIR: dataDir, STAFF_PORT: String(port), LOG_LEVEL: 'silent' })
    expect(await blocked.ended()).toBe(1)
    expect(blocked.err).toBe(`STAFF_PORT: port ${port} is taken by another program; set STAFF_PORT to a free port\n`)
    expect(await postgresOf(dataDir)).toBeUndefined()
    other.close()
  })

  test('has everything that was confirmed after kill -9 in the middle of writing', async () => {
    service = await new Service({ DATA_DIR: dataDir }).ready()
    const left = await postgresOf(dataDir)
    let confirmed = 0
    const writing = inDatabase(dataDir, async client => {
      await client.query('create table written (number int primary key)')
      for (let number = 1; ; number += 1) {
        await client.query('insert into written values ($1)', [number])
        confirmed = number
      }
    }).catch(() => undefined)
    while (confirmed < 100) await wait(5)

    service.signal('SIGKILL')
    expect(await service.ended()).toBe('SIGKILL')
    expect(await isAlive(left?.pid ?? 0)).toBe(true)
    await mkdir(join(await homeOf(dataDir), 'postgres.new-half'))

    service = await new Service({ DATA_DIR: dataDir }).ready()
    await writing
    expect(await isAlive(left?.pid ?? 0)).toBe(false)
    expect(await readdir(await homeOf(dataDir))).not.toContain('postgres.new-half')
    const { rows } = await inDatabase(dataDir, client =>
      client.query<{ count: number }>('select count(*)::int as count from written where number <= $1', [confirmed]),
    )
    expect(rows).toEqual([{ count: confirmed }])
  })

  test('ignores a lock after kill -9 of everything when another program has its process id', async () => {
    const left = await postgresOf(dataDir)
    service.signal('SIGKILL')
    await service.ended()
    process.kill(left?.pid ?? 0, 'SIGKILL')
    while (await isAlive(left?.pid ?? 0)) await wait(20)
    await wait(500)
    const lock = join(await homeOf(dataDir), 'postgres/postmaster.pid')
    await writeFile(lock, `${process.pid}\n${join(await homeOf(dataDir), 'postgres')}\n`)

    service = await new Service({ DATA_DIR: dataDir }).ready()
    expect(await healthOf(service, 'Portal')).toBe(200)
  })

  test('ends after Ctrl-C once everything is written, when only the service gets the signal', async () => {
    const postgres = await postgresOf(dataDir)
    service.signal('SIGINT')
    expect(await service.ended()).toBe(0)
    expect(await isAlive(postgres?.pid ?? 0)).toBe(false)
  })
})

describe('other ways to start', () => {
  test('stop with one line for invalid settings', async () => {
    const service = new Service({ DATA_DIR: newDataDir(), SITES: 'kiosk', SESION_SECRET: 'x' })
    expect(await service.ended()).toBe(1)
    expect(service.err).toBe(
      'The settings cannot be used. SESION_SECRET: not a setting; did you mean SESSION_SECRET?; ' +
        'SITES: must be portal, staff, or both with a comma between\n',
    )
  })

  test('stop with one line, without the password, for a database that does not answer', async () => {
    const service = new Service({ DATABASE_URL: 'postgres://service:hush@127.0.0.1:1/resettlement' })
    expect(await service.ended()).toBe(1)
    expect(service.err).toBe(
      'The database at 127.0.0.1 port 1, database "resettlement" cannot be used: nothing listens there\n',
    )
  })

  test('end with a message when PostgreSQL dies', async () => {
    const dataDir = newDataDir()
    const service = await new Service({ DATA_DIR: dataDir }).ready()
    const postgres = await postgresOf(dataDir)
    process.kill(postgres?.pid ?? 0, 'SIGKILL')
    expect(await service.ended()).toBe(1)
    expect(service.err).toContain('PostgreSQL ended by itself (SIGKILL)')
  })

  test('work in a folder that only its owner may enter, for root too', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'resettlement-service-private-'))
    const dataDir = newDataDir(parent)
    const service = await new Service({ DATA_DIR: dataDir, SITES: 'portal' }).ready()
    expect(await healthOf(service, 'Portal')).toBe(200)
    expect((await stat(parent)).mode & 0o777).toBe(0o700)
    const isRoot = process.getuid?.() === 0
    expect((await homeOf(dataDir)) === dataDir).toBe(!isRoot)
    service.signal('SIGTERM')
    expect(await service.ended()).toBe(0)

    const again = await new Service({ DATA_DIR: dataDir, SITES: 'portal' }).ready()
    again.signal('SIGTERM')
    expect(await again.ended()).toBe(0)
    await cleanUp()
    await rm(parent, { recursive: true })
  })
})
