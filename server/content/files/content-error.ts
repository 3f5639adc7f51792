/** The content is invalid. The message has one line per fault, naming its file and, if known, its line. */
export class ContentError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ContentError'
    this.faults = faults
  }
}

/** Collects faults while content is read, so that an editor sees all of them at once. */
export class Faults {
  private readonly found: string[] = []

  add(file: string, line: number | null, what: string): void {
    this.found.push(line === null ? `${file}: ${what}` : `${file} line ${line}: ${what}`)
  }

  /** Adds another collector's faults. @returns whether there were any */
  takeFrom(other: Faults): boolean {
    this.found.push(...other.found)
    return other.found.length > 0
  }

  /** All faults, one line each. */
  get lines(): readonly string[] {
    return this.found
  }

  /** @throws ContentError when any fault was added */
  throwIfAny(): void {
    if (this.found.length > 0) throw new ContentError(this.found)
  }
}
