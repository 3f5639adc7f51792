import type { Logger } from 'pino'
import { createLog } from './log'

/** Someone asked the service to stop while it was still starting. */
export class StoppedEarly extends Error {}

/** npm passes on the Ctrl-C that the terminal has already sent; two so close together are one. */
const SAME_SIGNAL_MS = 1_000

/** What to undo when the process ends, and what makes it end. */
export class Lifecycle {
  log: Logger = createLog('info')
  readonly #undo: { finish: () => Promise<void>; leave: () => void }[] = []
  #ending: Promise<void> | undefined
  #askedToStopAt: number | undefined
  #started = false

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#stop(signal))
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        this.log.fatal({ err: error }, event)
        void this.end(1)
      })
    }
  }

  /**
   * @param finish what to do, and wait for, when the process ends; the last that was given is done first
   * @param leave  what to do instead when there is no time to wait
   */
  whenEnding(finish: () => Promise<void>, leave: () => void = () => {}): void {
    this.#undo.unshift({ finish, leave })
  }

  /** @throws {StoppedEarly} when the service has been asked to stop, or is ending, while it is still starting */
  checkpoint(): void {
    if (this.#askedToStopAt !== undefined || this.#ending) throw new StoppedEarly()
  }

  isStarted(): void {
    this.#started = true
  }

  /** Undoes everything, in order, and ends the process. */
  end(code: number): Promise<void> {
    this.#ending ??= this.#undoAll().then(() => process.exit(code))
    return this.#ending
  }

  async #undoAll(): Promise<void> {
    for (const { finish } of [...this.#undo]) {
      await finish().catch((error: unknown) => this.log.error({ err: error }, 'not everything could be closed'))
    }
  }

  #stop(signal: NodeJS.Signals): void {
    const now = performance.now()
    if (this.#askedToStopAt === undefined) {
      this.#askedToStopAt = now
      this.log.info({ signal }, 'stopping')
      if (this.#started) void this.end(0)
    } else if (now - this.#askedToStopAt > SAME_SIGNAL_MS) {
      this.log.warn({ signal }, 'leaving at once')
      for (const { leave } of this.#undo) leave()
      process.exit(1)
    }
  }
}
