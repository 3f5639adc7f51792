import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/** An error that a person can fix: only its message, one line, is shown. */
export class StopError extends Error {}

const OLDEST_NODE = [20, 19]
const DIST = join(ROOT, 'dist')
const workDir = join(DIST, '.work')
const BUILT = join(DIST, '.built')
const SOURCES = [
  ...['server', 'admin', 'migrations', 'tools', 'demo', 'assets', 'content/pictures.json', 'content/icons.json'],
  ...['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
]

/**
 * Installs the packages and builds the service, each only if something has changed since the last time. Logs to
 * standard error. Safe to run concurrently: the second process waits for the first.
 *
 * @throws {StopError} when it fails
 */
export async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new StopError(`Node.js ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}`)
  }
  if (!isInstalled()) await withInstallLock(async () => isInstalled() || (await install()))
  if (!isBuilt()) await withLock(async () => isBuilt() || (await build()))
}

// Packages

/** Whether npm has installed the packages in package-lock.json for this platform. */
function isInstalled() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))
  const found = readJson(join(ROOT, 'node_modules/.package-lock.json'))
  if (!wanted) throw new StopError('package-lock.json is missing: this is not a whole copy of the project')
  if (!found) return false
  return Object.entries(wanted.packages).every(([path, entry]) => {
    const installed = found.packages[path]
    if (installed) return entry.link || installed.version === entry.version
    return path === '' || entry.peer || (entry.optional && !isForThisPlatform(entry))
  })
}

function isForThisPlatform({ os, cpu, libc }) {
  const fits = (list, mine) =>
    !list || (list.every(each => each.startsWith('!')) ? !list.includes(`!${mine}`) : list.includes(mine))
  return (
    Boolean(os || cpu) && fits(os, process.platform) && fits(cpu, process.arch) && (!libc || libc.includes(ownLibc()))
  )
}

/** The C library of this machine, by the name that package-lock.json uses. */
function ownLibc() {
  // Without this the report looks up the names of all addresses of the machine.
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

async function install() {
  console.error('Installing packages…')
  const script = process.env.npm_execpath ?? ''
  const [command, ...first] = /npm-cli\.c?js$/.test(script) ? [process.execPath, script] : ['npm']
  const everything = ['--include=dev', '--include=optional', '--loglevel=error']
  const npm = verb => runQuietly(command, [...first, ...verb, ...everything], { PUPPETEER_SKIP_DOWNLOAD: 'true' })
  if ((await npm(['ci'])) !== 0) {
    console.error('npm ci failed, for the reason above; trying npm install, which keeps to the same versions…')
    if ((await npm(['install', '--no-save'])) !== 0) {
      throw new StopError('npm install failed, for the reason above. When that is put right, the same command goes on')
    }
  }
  // npm says nothing of an optional package that it could not fetch, such as the part of a library that is built for
  // this platform.
  if (!isInstalled()) {
    console.error('npm left out packages that package-lock.json asks for; trying again…')
    await npm(['ci'])
  }
  if (!isInstalled()) {
    throw new StopError(
      'npm did not install all that package-lock.json asks for; check the network, and npm\'s settings "omit" and "os"',
    )
  }
}

// The build

function isBuilt() {
  return existsSync(BUILT) && readFileSync(BUILT, 'utf8') === sourceHash()
}

function sourceHash() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of filesUnder(join(ROOT, source))) hash.update(file.slice(ROOT.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function* filesUnder(path) {
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') yield path
    return
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.isDirectory()) yield* filesUnder(join(path, entry.name))
    else yield join(path, entry.name)
  }
}

/** Builds into a new folder and swaps it in when complete, so that a failed build keeps the previous one. */
async function build() {
  console.error('Building…')
  const hash = sourceHash()
  for (const name of readdirSync(workDir)) {
    if (name.startsWith('build-')) rmSync(join(workDir, name), { recursive: true, force: true })
  }
  const fresh = mkdtempSync(join(workDir, 'build-new-'))
  const old = mkdtempSync(join(workDir, 'build-old-'))
  const tsc = join(ROOT, 'node_modules/@typescript/native/bin/tsc')
  const codes = await Promise.all([
    runQuietly(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh, '--sourceRoot', ROOT]),
    runQuietly(process.execPath, [join(ROOT, 'tools/build-assets.mjs'), join(fresh, 'assets')]),
  ])
  if (codes.some(code => code !== 0)) throw new StopError('The build failed, for the reason above')

  rmSync(BUILT, { force: true })
  for (const name of readdirSync(DIST)) {
    if (name !== basename(workDir)) renameSync(join(DIST, name), join(old, name))
  }
  for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(DIST, name))
  writeFileSync(BUILT, hash)
  for (const folder of [old, fresh]) rmSync(folder, { recursive: true, force: true })
}

/** Runs a program with all its output on standard error. */
function runQuietly(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, ...env },
    })
    child.on('error', error =>
      reject(error.code === 'ENOENT' ? new StopError(`${command}, which comes with Node.js, was not found`) : error),
    )
    child.on('close', (code, signal) => resolve(signal ?? code))
  })
}

// One at a time

/** Builds one at a time. The lock of a killed process is taken over after ten seconds. */
async function withLock(work) {
  makeWorkDir()
  const { default: lockfile } = await import('proper-lockfile')
  const options = { lockfilePath: join(workDir, 'build.lock'), stale: 10_000 }
  const release = await lockfile.lock(workDir, options).catch(error => {
    if (error.code !== 'ELOCKED') throw error
    console.error('Waiting for another process, which is building in this folder…')
    return lockfile.lock(workDir, { ...options, retries: { forever: true, factor: 1, minTimeout: 200 } })
  })
  try {
    await work()
  } finally {
    await release()
  }
}

/**
 * Serialises installs. No packages are available yet, so the lock is a file with the process id. The lock of a killed
 * process is removed.
 */
async function withInstallLock(work) {
  makeWorkDir()
  const lock = join(workDir, 'install.pid')
  const mine = `${lock}-${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    for (let isWaiting = false; !linked(mine, lock); isWaiting = true) {
      const owner = readJson(lock)
      if (owner && !isRunning(owner)) rmSync(lock, { force: true })
      else if (!isWaiting) console.error('Waiting for another process, which is installing packages in this folder…')
      await wait(200)
    }
    try {
      await work()
    } finally {
      rmSync(lock, { force: true })
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

function makeWorkDir() {
  try {
    mkdirSync(workDir, { recursive: true })
  } catch (error) {
    throw new StopError(`There is something to install or build, but ${DIST} cannot be written (${error.code})`)
  }
}

function linked(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
