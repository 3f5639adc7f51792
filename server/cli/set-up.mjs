import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Something that a person can put right: the message is one line, and is all that is shown. */
export class StopError extends Error {}

const DIST = join(ROOT, 'dist')
const WORKSHOP = join(DIST, '.launch')
const BUILT = join(DIST, '.built')
const SOURCES = ['server', 'admin', 'demo', 'migrations', 'assets', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']

/**
 * Installs the packages and builds the service, each only when something has changed since it was last done. Whatever
 * it has to say goes to standard error. Safe to run twice at once: the second waits for the first.
 *
 * @throws {StopError} when it cannot
 */
export async function setUp() {
  if (!isInstalled()) await alone('installing', async () => isInstalled() || (await install()))
  if (!isBuilt()) await alone('building', async () => isBuilt() || (await build()))
}

// Packages

/** Whether what npm says that it installed here is what package-lock.json asks for on this platform. */
function isInstalled() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))
  const found = readJson(join(ROOT, 'node_modules/.package-lock.json'))
  if (!wanted) throw new StopError('package-lock.json is missing: this is not a whole copy of the project')
  if (!found) return false
  return Object.entries(wanted.packages).every(([path, entry]) => {
    const installed = found.packages[path]
    if (installed) return entry.link || installed.version === entry.version
    return path === '' || entry.peer || (entry.optional && (entry.libc || !isForThisPlatform(entry)))
  })
}

function isForThisPlatform({ os, cpu }) {
  const fits = (list, mine) =>
    !list || (list.every(each => each.startsWith('!')) ? !list.includes(`!${mine}`) : list.includes(mine))
  return Boolean(os || cpu) && fits(os, process.platform) && fits(cpu, process.arch)
}

async function install() {
  console.error('Installing packages…')
  const [command, ...first] = npm()
  const everything = ['--include=dev', '--include=optional', '--loglevel=error']
  const run = (...args) => runQuietly(command, [...first, ...args, ...everything], { PUPPETEER_SKIP_DOWNLOAD: 'true' })
  if ((await run('ci')) !== 0) {
    console.error('npm ci failed, for the reason above; trying npm install, which keeps to the same versions…')
    if ((await run('install', '--no-save')) !== 0) {
      throw new StopError('npm install failed, for the reason above. When that is put right, the same command goes on')
    }
  }
  if (!isInstalled()) {
    throw new StopError(
      'npm did not install all that package-lock.json asks for; check npm\'s settings "omit" and "os"',
    )
  }
}

/** The npm that started this, or the one beside this Node.js, or the first on the path. */
function npm() {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) return [process.execPath, script]
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  if (existsSync(beside)) return [process.execPath, beside]
  const onPath = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'npm'))
  const found = onPath.find(existsSync)
  if (found) return [found]
  throw new StopError(
    'npm, which comes with Node.js, was not found; install it, or run "npm ci" in this folder yourself',
  )
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

/** Builds aside and puts the result in place when it is whole, so that a build that fails leaves the last one. */
async function build() {
  console.error('Building…')
  const hash = sourceHash()
  const fresh = join(WORKSHOP, 'fresh')
  const old = join(WORKSHOP, 'old')
  for (const folder of [fresh, old]) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
  }
  const compile = [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--noEmitOnError']
  const codes = await Promise.all([
    runQuietly(process.execPath, [...compile, '--outDir', fresh, '--sourceRoot', ROOT]),
    runQuietly(process.execPath, [join(ROOT, 'server/cli/build-assets.mjs'), join(fresh, 'assets')]),
  ])
  if (codes.some(code => code !== 0)) throw new StopError('The build failed, for the reason above')

  rmSync(BUILT, { force: true })
  for (const name of readdirSync(DIST)) {
    if (name !== basename(WORKSHOP)) renameSync(join(DIST, name), join(old, name))
  }
  for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(DIST, name))
  writeFileSync(BUILT, hash)
  rmSync(old, { recursive: true, force: true })
  rmSync(fresh, { recursive: true, force: true })
}

/** Runs a program whose output, of either kind, goes to standard error. */
function runQuietly(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, ...env },
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(signal ?? code))
  })
}

// One at a time

/**
 * Does something while no other launch in this folder does anything of the kind.
 *
 * The turn is the highest of the files `turn.N`, which names its process. The next number can be made by one process
 * only, and the highest file is never removed, so a turn that was left by a killed process is taken over safely.
 */
async function alone(activity, work) {
  try {
    mkdirSync(WORKSHOP, { recursive: true })
  } catch (error) {
    throw new StopError(`${activity} is needed, but ${DIST} cannot be written (${error.code})`)
  }
  const turn = await takeTurn(activity)
  try {
    await work()
  } finally {
    writeFileSync(turn, '')
  }
}

async function takeTurn(activity) {
  const draft = join(WORKSHOP, `draft-${process.pid}`)
  writeFileSync(draft, JSON.stringify({ pid: process.pid, born: birthOf(process.pid) }))
  try {
    for (let told = false; ;) {
      const highest = highestTurn()
      const owner = readJson(join(WORKSHOP, `turn.${highest}`))
      if (owner && birthOf(owner.pid) === owner.born) {
        if (!told) console.error(`Waiting for process ${owner.pid}, which is installing or building in this folder…`)
        told = true
        await wait(200)
        continue
      }
      const mine = join(WORKSHOP, `turn.${highest + 1}`)
      try {
        linkSync(draft, mine)
      } catch (error) {
        if (error.code === 'EEXIST') continue
        throw new StopError(`${activity} is needed, but ${WORKSHOP} cannot be written (${error.code})`)
      }
      if (highestTurn() === highest + 1) {
        for (const number of turns()) if (number <= highest) rmSync(join(WORKSHOP, `turn.${number}`), { force: true })
        return mine
      }
      rmSync(mine, { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function turns() {
  return readdirSync(WORKSHOP).flatMap(name => (/^turn\.\d+$/.test(name) ? Number(name.slice(5)) : []))
}

function highestTurn() {
  return Math.max(0, ...turns())
}

/** When a process began, where the system says so, since a process number can be given to another later. */
function birthOf(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code === 'ESRCH') return undefined
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return fields[0] === 'Z' ? undefined : `${boot} ${fields[19]}`
  } catch {
    return 'unknown'
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
