import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { DatabaseUnavailable } from '../../server/database/connection/connect'
import { lockFolder } from './folder-lock'
import { createDatabase, makeCluster, readPassword, removeHalfMade, urlOf } from './cluster'
import { exists } from './files'
import { claimHome, CLUSTER, inOneLine, openHome, signpostIn } from './home'
import { findBinaries } from './programs'
import { joinServer, startServer, stopLeftover, stopOnce } from './server'

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
    // A lock whose folder has gone is reported as lost, so release it first.
    await lock.release()
    await rm(path, { recursive: true, force: true, maxRetries: 5 })
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  return true
}
