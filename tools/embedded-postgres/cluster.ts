import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'
import { environment, identity, type Account } from './account'
import { codeOf, syncFolder, writeWhole } from './files'
import { CLUSTER, type Home } from './home'
import type { Binaries } from './programs'

const DATABASE = 'resettlement'
const HALF_MADE = 'postgres.new-'
const PASSWORD = 'postgres-password'

/** Creates the cluster under a temporary name and renames it when complete, so that a partial one is never started. */
export async function makeCluster(
  home: Home,
  binaries: Binaries,
  options: { log: Logger; durable?: boolean },
): Promise<void> {
  const { account, path } = home
  const password = randomBytes(24).toString('hex')
  const half = join(path, `${HALF_MADE}${randomBytes(4).toString('hex')}`)
  const passwordFile = `${half}.password`
  await mkdir(half, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) await Promise.all([half, passwordFile].map(each => chown(each, account.uid, account.gid)))
  const fixed = [
    ...['--pgdata', half, '--username', DATABASE, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
    ...(options.durable === false ? ['--no-sync'] : []),
  ]
  options.log.info('making the database')
  try {
    await initdb(binaries, account, [...fixed, '--locale-provider', 'icu', '--icu-locale', 'en-GB']).catch(
      (error: Error) => {
        // PostgreSQL may be built without ICU, the library for natural sort order.
        if (!error.message.includes('ICU')) throw error
        return initdb(binaries, account, fixed)
      },
    )
  } catch (error) {
    await removeHalfMade(path)
    throw error
  }
  await rm(passwordFile)
  await writeWhole(join(path, PASSWORD), password)
  await rename(half, join(path, CLUSTER))
  await syncFolder(path)
}

async function initdb(binaries: Binaries, account: Account | undefined, args: string[]): Promise<void> {
  const child = spawn(binaries.initdb, args, {
    ...identity(account),
    cwd: '/',
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return
  const complaint = output.split('\n').find(line => /error|fatal|could not/i.test(line)) ?? `initdb ended with ${code}`
  throw new DatabaseUnavailable(`PostgreSQL could not make its database: ${withoutStamp(complaint)}`)
}

/** Removes partial clusters left by killed processes. */
export async function removeHalfMade(path: string): Promise<void> {
  const names = (await readdir(path)).filter(name => name.startsWith(HALF_MADE))
  await Promise.all(names.map(name => rm(join(path, name), { recursive: true, force: true, maxRetries: 5 })))
}

/** @throws {DatabaseUnavailable} when the password file is missing */
export async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(join(path, PASSWORD), 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    throw new DatabaseUnavailable(`DATA_DIR: ${join(path, PASSWORD)}, the password of the database beside it, is gone`)
  }
}

/** Creates the service's database in a new cluster, unless it exists. */
export async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** The URL of the service's database. */
export function urlOf(password: string, port: number): string {
  return `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${DATABASE}`
}

/** A line of PostgreSQL's log without its prefix of time, process and severity. */
export function withoutStamp(line: string): string {
  return line.replace(/^.*?\b(FATAL|PANIC|LOG|WARNING|error):\s*/, '').trim()
}
