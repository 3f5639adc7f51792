import type { Logger } from 'pino'
import type { ContentOverride } from '../../content/facts-and-contacts/apply-overrides'
import { ContentError } from '../../content/files/content-error'
import type { Content } from '../../content/load-content'
import type { Database } from '../../database'
import { noticesAt, type ServiceNotice } from '../../domain/content/service-notices'

const lookAgainAfterMs = 10_000

/**
 * Content overrides and service notices, cached in memory so that pages need no query. Every process polls every few
 * seconds, so processes need no messages between them; if the database is slow or down, the cached values stay in use.
 */
export class Published {
  private standing: readonly ServiceNotice[] = []
  private showing: readonly ServiceNotice[] = []

  private loaded: Content | undefined
  private edition = 0

  /** @param load reads the files with overrides applied; throws a ContentError when they are inconsistent */
  constructor(
    private readonly load: (changes: readonly ContentOverride[]) => Content,
    private readonly database: Pick<Database, 'serviceNotices' | 'contentOverrides'>,
    private readonly log: Logger,
    private readonly now: () => Date,
  ) {}

  /**
   * The current content. The object stays the same until an override changes it, so callers must not hold on to it.
   *
   * @throws {ContentError} when nothing has been read yet and the files are inconsistent
   */
  get content(): Content {
    this.loaded ??= this.load([])
    return this.loaded
  }

  /** The notices in force. The list stays the same until a notice begins or ends. */
  get notices(): readonly ServiceNotice[] {
    const current = noticesAt(this.standing, this.now())
    const isUnchanged =
      current.length === this.showing.length && current.every(({ id }, index) => id === this.showing[index]?.id)
    if (!isUnchanged) this.showing = current
    return this.showing
  }

  /** Polls for changes by any process. Never throws. */
  async poll(): Promise<void> {
    try {
      this.standing = await this.database.serviceNotices.standing(this.now())
      // Read the edition before the overrides: a change in between is included now and read again next time.
      const edition = await this.database.contentOverrides.edition()
      if (edition === this.edition) return
      const changes = await this.database.contentOverrides.latest()
      this.edition = edition
      this.loaded = this.load(changes)
    } catch (error) {
      this.log.error({ err: error }, 'what the service owner says could not be read; what was read before stays')
    }
  }

  /**
   * Checks an override without storing it.
   *
   * @returns the faults, one per line
   */
  async tryOut(change: ContentOverride): Promise<readonly string[]> {
    const others = await this.database.contentOverrides.latest()
    const isOther = ({ kind, name }: ContentOverride) => kind !== change.kind || name !== change.name
    try {
      this.load([...others.filter(isOther), change])
      return []
    } catch (error) {
      if (error instanceof ContentError) return error.faults
      throw error
    }
  }

  /**
   * Polls now and then every few seconds.
   *
   * @returns a function that stops polling and waits for a running poll
   * @throws {ContentError} when the files are inconsistent
   */
  async follow(): Promise<() => Promise<void>> {
    await this.poll()
    this.loaded ??= this.load([])
    let polling: Promise<void> | undefined
    const timer = setInterval(() => {
      polling ??= this.poll().finally(() => (polling = undefined))
    }, lookAgainAfterMs)
    return async () => {
      clearInterval(timer)
      await polling
    }
  }
}

/** Memoises the latest result; recomputes when an argument changes. */
export function memoizeLatest<Of extends readonly unknown[], Made>(make: (...of: Of) => Made): (...of: Of) => Made {
  let last: { of: Of; made: Made } | undefined
  return (...of) => {
    if (!last || of.some((each, index) => each !== last?.of[index])) last = { of, made: make(...of) }
    return last.made
  }
}
