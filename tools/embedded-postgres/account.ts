import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'

const run = promisify(execFile)

/** PostgreSQL refuses to run as root, so root runs it as another account. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * The account that root runs PostgreSQL as, made when there is none.
 *
 * @throws {DatabaseUnavailable} when none can be made
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

/** Whether an account may go through a folder and all that it lies in. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  const { uid, gid } = account
  return run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/', env: {} }).then(
    () => true,
    () => false,
  )
}

/** What makes a program run as an account. */
export function identity(account: Account | undefined): { uid: number; gid: number } | object {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** PostgreSQL is told nothing of the service's own settings. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}
