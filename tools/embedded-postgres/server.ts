import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, readlink, realpath, rename, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'
import { environment, identity } from './account'
import { readPassword, urlOf, withoutStamp } from './cluster'
import { CLUSTER, type Home } from './home'
import { isAlive } from './is-alive'
import type { Binaries } from './programs'

const run = promisify(execFile)

const SERVER_LOG = 'postgres.log'

export interface RunningServer {
  process: ChildProcess
  port: number
  logFile: string
}

const START_ATTEMPTS = 20
const START_LIMIT_MS = 300_000
const JOIN_LIMIT_MS = 30_000

/**
 * Starts PostgreSQL on a free local port and waits until it accepts connections.
 *
 * @throws {DatabaseUnavailable} with PostgreSQL's messages, when it does not start
 */
export async function startServer(home: Home, binaries: Binaries, durable: boolean): Promise<RunningServer> {
  const logFile = join(home.path, SERVER_LOG)
  const cluster = join(home.path, CLUSTER)
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const child = await spawnServer(home, binaries, port, logFile, durable)
    if (await becameReady(child, cluster)) {
      child.unref()
      return { process: child, port, logFile }
    }
    const complaint = await lastComplaint(logFile)
    // Another program took the port first, or the last processes of a killed server are still exiting.
    const isPassing = /could not bind|could not create any TCP|still in use/.test(complaint)
    if (!isPassing || attempt === START_ATTEMPTS) {
      throw new DatabaseUnavailable(`PostgreSQL did not start: ${complaint} (see ${logFile})`)
    }
    await wait(500)
  }
}

/** Uses the server started by another process of the service, once it is ready. */
export async function joinServer(home: Home, owner: number, dataDir: string): Promise<string> {
  for (const end = Date.now() + JOIN_LIMIT_MS; Date.now() < end && (await isAlive(owner)); await wait(100)) {
    const lines = await postmasterFile(join(home.path, CLUSTER))
    if (lines?.[7]?.trim() !== 'ready') continue
    const url = urlOf(await readPassword(home.path), Number(lines[3]))
    if (await answers(url)) return url
  }
  throw new DatabaseUnavailable(
    `DATA_DIR: ${dataDir} is in use by process ${owner}, whose database does not answer; try again in a minute`,
  )
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => true,
      () => false,
    )
}

/** Nothing of the tests has to outlive them, and no database of theirs lives long enough to be tidied up. */
const forTests = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  jit: 'off',
}

/**
 * Starts the server in its own session, so that Ctrl-C in a terminal reaches only the service, which stops PostgreSQL
 * when it is ready.
 */
async function spawnServer(
  home: Home,
  binaries: Binaries,
  port: number,
  logFile: string,
  durable: boolean,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The service reports errors itself; in PostgreSQL's log they could contain personal data.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : forTests),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  await rename(logFile, `${logFile}.1`).catch(() => undefined)
  const log = await open(logFile, 'w', 0o600)
  try {
    const child = spawn(binaries.postgres, ['-D', join(home.path, CLUSTER), '-p', String(port), ...flags], {
      ...identity(home.account),
      cwd: '/',
      env: environment(),
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    })
    await once(child, 'spawn')
    return child
  } finally {
    await log.close()
  }
}

async function becameReady(child: ChildProcess, cluster: string): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS
  while (child.exitCode === null && child.signalCode === null) {
    const lines = await postmasterFile(cluster)
    if (Number(lines?.[0]) === child.pid && lines?.[7]?.trim() === 'ready') return true
    if (Date.now() > deadline) child.kill('SIGINT')
    await wait(20)
  }
  return false
}

async function lastComplaint(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  const fatal = lines.filter(line => /FATAL|PANIC|could not|error/.test(line))
  const last = fatal.at(-1) ?? lines.at(-1) ?? 'it said nothing'
  const line = fatal.find(each => /could not bind|could not create any TCP/.test(each)) ?? last
  return withoutStamp(line)
}

/** @returns an idempotent function that stops the server and then releases the folder */
export function stopOnce(server: ChildProcess, release: () => Promise<void>) {
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= shutDown(server).then(release))
  return Object.assign(stop, { wasCalled: () => stopping !== undefined })
}

/** SIGINT is PostgreSQL's fast shutdown: it closes connections, flushes its data and exits. */
async function shutDown(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.ref()
  const exited = once(server, 'exit')
  server.kill('SIGINT')
  const patience = setTimeout(() => server.kill('SIGQUIT'), 60_000)
  await exited
  clearTimeout(patience)
}

/**
 * Stops a PostgreSQL that is still running after `kill -9` of the service, to free its port and memory. Removes a lock
 * file whose process id now belongs to another program; PostgreSQL itself removes one whose process is gone.
 */
export async function stopLeftover(cluster: string, log: Logger): Promise<void> {
  const pid = Number((await postmasterFile(cluster))?.[0])
  if (!Number.isInteger(pid) || pid <= 0 || !(await isAlive(pid))) return
  if (!(await isServerOf(pid, cluster))) {
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  log.info({ pid }, 'stopping the PostgreSQL that an earlier process left running')
  process.kill(pid, 'SIGINT')
  if (await goneWithin(pid, 60_000)) return
  process.kill(pid, 'SIGQUIT')
  if (await goneWithin(pid, 10_000)) return
  throw new DatabaseUnavailable(`An earlier PostgreSQL, process ${pid}, does not stop`)
}

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(50)) {
    if (!(await isAlive(pid))) return true
  }
  return false
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  const real = await realpath(cluster)
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    text => text.split('\0'),
    () =>
      run('ps', ['-o', 'command=', '-p', String(pid)]).then(
        ({ stdout }) => stdout.trim().split(' '),
        () => [''],
      ),
  )
  if (basename(command[0] ?? '') !== 'postgres') return false
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
  return workingFolder === real || command.join(' ').includes(cluster)
}

async function postmasterFile(cluster: string): Promise<string[] | undefined> {
  return readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
    text => text.split('\n'),
    () => undefined,
  )
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
