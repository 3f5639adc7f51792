import type { Logger } from 'pino'
import { createLog } from './log'

/** The service was stopped while it was starting. */
export class StoppedEarly extends Error {}

/** npm forwards the Ctrl-C that the terminal also sends, so two signals this close together are one. */
const SAME_SIGNAL_MS = 1_000

/** Handles signals and fatal errors, and runs clean-up in reverse order when the process ends. */
export class Lifecycle {
  log: Logger = createLog('info')
  private readonly cleanUps: { finish: () => Promise<void>; leave: () => void }[] = []
  private ending: Promise<void> | undefined
  private askedToStopAt: number | undefined
  private started = false

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.stop(signal))
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        this.log.fatal({ err: error }, event)
        void this.end(1)
      })
    }
  }

  /**
   * Registers clean-up; the last registered runs first.
   *
   * @param finish awaited when the process ends
   * @param leave runs instead, without waiting, when a second signal asks to leave at once
   */
  whenEnding(finish: () => Promise<void>, leave: () => void = () => {}): void {
    this.cleanUps.unshift({ finish, leave })
  }

  /** @throws {StoppedEarly} when a stop was requested, or the process is ending, during start */
  checkpoint(): void {
    if (this.askedToStopAt !== undefined || this.ending) throw new StoppedEarly()
  }

  /** A signal now ends the process; until here the next checkpoint does. */
  markStarted(): void {
    this.started = true
  }

  /** Runs all clean-up, in order, and ends the process. */
  end(code: number): Promise<void> {
    this.ending ??= this.cleanUpAll().then(() => process.exit(code))
    return this.ending
  }

  private async cleanUpAll(): Promise<void> {
    for (const { finish } of [...this.cleanUps]) {
      await finish().catch((error: unknown) => this.log.error({ err: error }, 'not everything could be closed'))
    }
  }

  private stop(signal: NodeJS.Signals): void {
    const now = performance.now()
    if (this.askedToStopAt === undefined) {
      this.askedToStopAt = now
      this.log.info({ signal }, 'stopping')
      if (this.started) void this.end(0)
    } else if (now - this.askedToStopAt > SAME_SIGNAL_MS) {
      this.log.warn({ signal }, 'leaving at once')
      for (const { leave } of this.cleanUps) leave()
      process.exit(1)
    }
  }
}
