/** What is wrong with the content, one line a fault, each naming its file and, where there is one, its line. */
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

  /** Adds all of another's faults, and says whether there were any. */
  takeFrom(other: Faults): boolean {
    this.found.push(...other.found)
    return other.found.length > 0
  }

  /** Every fault, a line each. */
  get lines(): readonly string[] {
    return this.found
  }

  /** @throws ContentError when any fault was added */
  throwIfAny(): void {
    if (this.found.length > 0) throw new ContentError(this.found)
  }
}
