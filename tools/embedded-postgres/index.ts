import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'
import { createDatabase, makeCluster, readPassword, removeHalfMade, urlOf } from './cluster'
import { exists } from './files'
import { lockFolder } from './folder-lock'
import { claimHome, CLUSTER, inOneLine, openHome, signpostIn } from './home'
import { findBinaries } from './programs'
import { joinServer, startServer, stopLeftover, stopOnce } from './server'

export interface EmbeddedPostgresOptions {
  /** The folder that holds the database, as an absolute path; created if missing. */
  dataDir: string
  log: Logger
  /** Called once when PostgreSQL exits unexpectedly. */
  onLost?(why: string): void
  /** False trades durability on power loss for speed. For tests. */
  durable?: boolean
  /** Whether to use the running PostgreSQL of another process, and leave it running, instead of refusing. */
  mayJoin?: boolean
}

export interface EmbeddedPostgres {
  /** The URL to connect to, reachable from this machine only. */
  url: string
  /** Stops PostgreSQL cleanly and waits for it to exit. The signal is sent before this returns. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL, creating its database if there is none. Cleans up after an earlier process that was
 * killed: a partial database, or a server still running.
 *
 * @throws {DatabaseUnavailable} when another process has locked the folder, when the folder is not writable, or when
 *   PostgreSQL does not run here
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await openHome(options.dataDir, options.log)
  const claim = await claimHome(home, options.dataDir)
  if (!claim.held) {
    if (options.mayJoin) {
      const url = await joinServer(home, claim.pid, options.dataDir)
      return { url, stop: () => Promise.resolve() }
    }
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
    const server = await startServer(home, binaries, options.durable ?? true)
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
 * Deletes an embedded database, wherever it is, after stopping a server left running on it.
 *
 * @returns false, having deleted nothing, when a process is using it
 */
export async function removeEmbeddedPostgres(dataDir: string, log: Logger): Promise<boolean> {
  const path = (await signpostIn(dataDir)) ?? dataDir
  if (await exists(path)) {
    const lock = await lockFolder(path)
    if (!lock.held) return false
    await stopLeftover(join(path, CLUSTER), log)
    // A lock whose folder is deleted is reported as lost, so release it first.
    await lock.release()
    await rm(path, { recursive: true, force: true, maxRetries: 5 })
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  return true
}
