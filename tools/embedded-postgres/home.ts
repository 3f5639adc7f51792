import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { access, chmod, chown, constants, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'
import { canReach, postgresAccount, type Account } from './account'
import { codeOf, exists, writeOnce } from './files'
import { lockFolder, type FolderLock } from './folder-lock'

const run = promisify(execFile)

/** The folder that holds the cluster: DATA_DIR, or another if PostgreSQL's account cannot enter that. */
export interface Home {
  path: string
  account: Account | undefined
}

/** The cluster's name in its folder. */
export const CLUSTER = 'postgres'
const SIGNPOST = 'where-the-database-is.txt'

/** The parent folder for databases and programs whose original location PostgreSQL's account cannot reach. */
export const ELSEWHERE =
  process.platform === 'darwin' ? '/usr/local/var/resettlement-service' : '/var/lib/resettlement-service'

/**
 * Finds or creates the cluster's folder, and the account that PostgreSQL runs as when this process is root.
 *
 * @throws {DatabaseUnavailable} when neither can be created
 */
export async function openHome(dataDir: string, log: Logger): Promise<Home> {
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

/** @returns whether the folder is new, so that this program may set its permissions */
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

/** Reads where the database of a DATA_DIR is, if it is elsewhere. */
export async function signpostIn(dataDir: string): Promise<string | undefined> {
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
 * Creates a folder that PostgreSQL's account can enter, and records its path in DATA_DIR. The name is unique, so that a
 * DATA_DIR that was deleted and recreated does not find its old database.
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

/**
 * Locks the cluster's folder for this process.
 *
 * @throws {DatabaseUnavailable} when the folder is not writable
 */
export async function claimHome(home: Home, dataDir: string): Promise<FolderLock> {
  try {
    return await lockFolder(home.path)
  } catch (error) {
    throw inOneLine(error, dataDir)
  }
}

/** Turns a file system error into one line saying what to do about it; returns other errors unchanged. */
export function inOneLine(error: unknown, dataDir: string): unknown {
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
