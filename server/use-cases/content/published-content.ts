import type { Logger } from 'pino'
import { ContentError } from '../../content/content-error'
import type { ContentOverride } from '../../content/apply-overrides'
import type { Content } from '../../content/load-content'
import type { Database } from '../../database'
import { noticesAt, type ServiceNotice } from '../../domain/content/service-notices'

const lookAgainAfterMs = 10_000

/**
 * What the service owner says to everybody, kept in memory so that no page asks the database for it. Every process looks
 * again by itself every few seconds, so nothing has to be sent from one to another; a database that is slow or gone
 * leaves what was last read.
 */
export class Published {
  private standing: readonly ServiceNotice[] = []
  private showing: readonly ServiceNotice[] = []

  private said: Content | undefined
  private edition = 0

  /** @param load reads the files, with changes laid over them; throws a ContentError where they do not go together */
  constructor(
    private readonly load: (changes: readonly ContentOverride[]) => Content,
    private readonly database: Pick<Database, 'serviceNotices' | 'contentOverrides'>,
    private readonly log: Logger,
    private readonly now: () => Date,
  ) {}

  /**
   * What the public pages say now: the same until somebody changes it, so ask each time.
   *
   * @throws {ContentError} where nothing was read before, and the files do not go together
   */
  get content(): Content {
    this.said ??= this.load([])
    return this.said
  }

  /** The notices that show now: the same list until another one begins, or one ends. */
  get notices(): readonly ServiceNotice[] {
    const current = noticesAt(this.standing, this.now())
    const isUnchanged =
      current.length === this.showing.length && current.every(({ id }, index) => id === this.showing[index]?.id)
    if (!isUnchanged) this.showing = current
    return this.showing
  }

  /** Reads what was changed by any process. Never throws. */
  async look(): Promise<void> {
    try {
      this.standing = await this.database.serviceNotices.standing(this.now())
      // A change between the two is read now, and once more next time.
      const edition = await this.database.contentOverrides.edition()
      if (edition === this.edition) return
      const changes = await this.database.contentOverrides.latest()
      this.edition = edition
      this.said = this.load(changes)
    } catch (error) {
      this.log.error({ err: error }, 'what the service owner says could not be read; what was read before stays')
    }
  }

  /**
   * Tries what the pages would say.
   *
   * @returns why they could not be made, a line a fault
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
   * Looks now, and again every few seconds.
   *
   * @returns stops it, waiting for what is under way
   * @throws {ContentError} where the files do not go together
   */
  async follow(): Promise<() => Promise<void>> {
    await this.look()
    this.said ??= this.load([])
    let looking: Promise<void> | undefined
    const timer = setInterval(() => {
      looking ??= this.look().finally(() => (looking = undefined))
    }, lookAgainAfterMs)
    return async () => {
      clearInterval(timer)
      await looking
    }
  }
}

/** Keeps what was last made, and makes it again once it is asked for of something else. */
export function memoizeLatest<Of extends readonly unknown[], Made>(make: (...of: Of) => Made): (...of: Of) => Made {
  let last: { of: Of; made: Made } | undefined
  return (...of) => {
    if (!last || of.some((each, index) => each !== last?.of[index])) last = { of, made: make(...of) }
    return last.made
  }
}
