import { createHash } from 'node:crypto'
import { checkContact, contactSchema, withdrawContact, type Contact } from './contacts'
import { Faults } from './content-error'
import { checkFact, factSchema, withdrawFact, type Fact } from './facts'
import type { WithdrawnWords } from './withdrawn-words'

/** What the service owner can change without a deployment. */
export const entryKinds = ['fact', 'contact'] as const
export type EntryKind = (typeof entryKinds)[number]

/** What was changed of a fact or contact: laid over the files, which stay as they are. */
export interface ContentOverride {
  readonly kind: EntryKind
  readonly name: string
  /** All that is said of it from then on, as the file would; null where the file speaks for itself again. */
  readonly entry: unknown
  readonly isWithdrawn: boolean
  /** What the file said at the time, as {@link fingerprint} gives it. */
  readonly base: string
}

export interface Entries {
  readonly facts: ReadonlyMap<string, Fact>
  readonly contacts: ReadonlyMap<string, Contact>
}

/** Tells what a file says of an entry from anything else that it could say. */
export function fingerprint(entry: Fact | Contact): string {
  return createHash('sha256').update(JSON.stringify(entry)).digest('base64url')
}

/**
 * The entries of the files with the changes laid over them. Whoever spoke last counts: a change no longer does once a
 * deployment has brought something else of the same entry than was changed.
 */
export function applyOverrides(files: Entries, changes: readonly ContentOverride[], words: WithdrawnWords): Entries {
  const facts = new Map(files.facts)
  const contacts = new Map(files.contacts)
  for (const change of changes) {
    const { kind, name, isWithdrawn: withdrawn } = change
    const laid = activeOverride(files, change)
    if (!laid) continue
    if (kind === 'fact') facts.set(name, withdrawn ? withdrawFact(laid as Fact, words) : (laid as Fact))
    else contacts.set(name, withdrawn ? withdrawContact(laid as Contact, words) : (laid as Contact))
  }
  return { facts, contacts }
}

/** What became of a change. `overtaken`: a later deployment says something else. */
export type ChangeState = 'undone' | 'overtaken' | 'withdrawn' | 'changed'

export function stateOfChange(files: Entries, change: ContentOverride): ChangeState {
  if (change.entry === null) return 'undone'
  if (!activeOverride(files, change)) return 'overtaken'
  return change.isWithdrawn ? 'withdrawn' : 'changed'
}

/** What a change says of its entry; undefined where it does not count: undone, or overtaken by a deployment. */
export function activeOverride(files: Entries, change: ContentOverride): Fact | Contact | undefined {
  const { kind, name, entry, base } = change
  const inFile = kind === 'fact' ? files.facts.get(name) : files.contacts.get(name)
  if (!inFile || entry === null || fingerprint(inFile) !== base) return undefined
  const read = (kind === 'fact' ? factSchema : contactSchema).safeParse(entry)
  return read.success ? read.data : undefined
}

/**
 * Checks an entry as the start checks it in its file.
 *
 * @returns what is wrong, a line a fault
 */
export function entryFaults(kind: EntryKind, entry: unknown): readonly string[] {
  const read = (kind === 'fact' ? factSchema : contactSchema).safeParse(entry)
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const faults = new Faults()
  if (kind === 'fact') checkFact(read.data as Fact, kind, faults)
  else checkContact(read.data as Contact, kind, faults)
  return faults.lines
}
