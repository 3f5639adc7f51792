import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'

const run = promisify(execFile)

/** The account that PostgreSQL runs as when this process is root, because it refuses to run as root. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * The account that root runs PostgreSQL as, created if there is none.
 *
 * @throws {DatabaseUnavailable} when it cannot be created
 */
export async function postgresAccount(log?: Logger): Promise<Account> {
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

/** Whether an account can enter a folder and all its parents. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  const { uid, gid } = account
  return run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/', env: {} }).then(
    () => true,
    () => false,
  )
}

/** The options that spawn a program as an account. */
export function identity(account: Account | undefined): { uid: number; gid: number } | object {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** The environment for PostgreSQL, without the service's own settings. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}
