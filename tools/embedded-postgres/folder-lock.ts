import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import { isAlive } from './is-alive'

export type FolderLock = { held: true; release(): Promise<void> } | { held: false; pid: number }

const RENEW_MS = 1_000
/** A running owner may be too busy to renew its lock: rendering every public page blocks the event loop. */
const STALE_WHILE_RUNNING_MS = 60_000
/** The owner was killed, so only a lock that is being renewed by a new owner counts. */
const STALE_AFTER_KILL_MS = 2 * RENEW_MS

/**
 * Locks a folder for this process. Refuses at once when a running process holds the lock; takes over the lock of a
 * killed process within a few seconds.
 *
 * @param dir an existing folder that this process can write to
 * @returns the lock, or the process that holds it
 */
export async function lockFolder(dir: string): Promise<FolderLock> {
  const pidFile = join(dir, 'in-use.pid')
  for (;;) {
    const pid = await readPid(pidFile)
    const isOwned = pid !== undefined && (await isAlive(pid))
    try {
      const release = await lock(dir, {
        lockfilePath: join(dir, 'in-use.lock'),
        update: RENEW_MS,
        stale: isOwned ? STALE_WHILE_RUNNING_MS : STALE_AFTER_KILL_MS,
      })
      await writeFile(pidFile, String(process.pid))
      return { held: true, release }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error
      if (isOwned) return { held: false, pid }
      await wait(100)
    }
  }
}

async function readPid(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return Number(text) || undefined
}
