import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { removeEmbeddedPostgres } from '../../../tools/embedded-postgres'

const root = join(__dirname, '../../..')
const running = new Set<Service>()
const folders = new Set<string>()

/** A service in a process of its own, as people run it. */
export class Service {
  out = ''
  err = ''
  private readonly process: ChildProcess

  /** @param settings besides DATA_DIR; the ports are free ones unless they say otherwise */
  constructor(settings: NodeJS.ProcessEnv) {
    const { PATH, HOME } = process.env
    this.process = spawn(process.execPath, [join(root, 'tools/launch.mjs'), 'dist/server/main.js'], {
      cwd: root,
      env: { PATH, HOME, PORT: '0', STAFF_PORT: '0', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text))
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text))
    running.add(this)
  }

  get pid(): number {
    return this.process.pid ?? 0
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null
  }

  /** Waits until the service says that it is ready. */
  async ready(): Promise<this> {
    while (!this.out.includes('Ctrl-C stops it')) {
      if (this.hasEnded) throw new Error(`The service ended: ${this.err}`)
      await wait(20)
    }
    return this
  }

  address(site: 'Portal' | 'Staff console' | 'Jobs'): string {
    const [, found] = new RegExp(`${site} +(http://\\S+)`).exec(this.out) ?? []
    if (!found) throw new Error(`There is no address of the ${site} in: ${this.out}`)
    return found
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal)
  }

  /** @returns the exit status, or the signal that ended it */
  async ended(): Promise<number | NodeJS.Signals> {
    if (!this.hasEnded) await once(this.process, 'close')
    running.delete(this)
    return this.process.exitCode ?? this.process.signalCode ?? 'SIGKILL'
  }
}

/** A DATA_DIR that does not exist yet, and is removed by `cleanUp`. */
export function newDataDir(parent = tmpdir()): string {
  const path = join(parent, `resettlement-service-life-${randomUUID()}`)
  folders.add(path)
  return path
}

/** Ends what tests started and removes what they made, wherever it is kept. */
export async function cleanUp(): Promise<void> {
  for (const service of running) {
    service.signal('SIGKILL')
    await service.ended()
  }
  for (const folder of folders) await removeEmbeddedPostgres(folder, pino({ level: 'silent' }))
  folders.clear()
}

/** The folder that holds the cluster: DATA_DIR, or the one that it points to. */
export async function homeOf(dataDir: string): Promise<string> {
  return readFile(join(dataDir, 'where-the-database-is.txt'), 'utf8').then(
    text => text.split('\n', 1)[0] ?? dataDir,
    () => dataDir,
  )
}

/** The PostgreSQL that is running in a DATA_DIR, or that was, when it ended badly. */
export async function postgresOf(dataDir: string): Promise<{ pid: number; url: string } | undefined> {
  const home = await homeOf(dataDir)
  try {
    const lines = (await readFile(join(home, 'postgres/postmaster.pid'), 'utf8')).split('\n')
    const password = (await readFile(join(home, 'postgres-password'), 'utf8')).trim()
    return {
      pid: Number(lines[0]),
      url: `postgres://resettlement:${password}@127.0.0.1:${lines[3]}/resettlement`,
    }
  } catch {
    return undefined
  }
}
