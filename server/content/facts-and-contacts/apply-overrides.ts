import { createHash } from 'node:crypto'
import { Faults } from '../files/content-error'
import { checkContact, contactSchema, withdrawContact, type Contact } from './contacts'
import { checkFact, factSchema, withdrawFact, type Fact } from './facts'
import type { WithdrawnWords } from './withdrawn-words'

/** The kinds of content that can be overridden without a deployment. */
export const entryKinds = ['fact', 'contact'] as const
export type EntryKind = (typeof entryKinds)[number]

/** An override of a fact or contact, applied over the files, which stay unchanged. */
export interface ContentOverride {
  readonly kind: EntryKind
  readonly name: string
  /** The whole entry in the file's format; null when the file's entry applies again. */
  readonly entry: unknown
  readonly isWithdrawn: boolean
  /** The {@link fingerprint} of the file's entry when the override was made. */
  readonly base: string
}

export interface Entries {
  readonly facts: ReadonlyMap<string, Fact>
  readonly contacts: ReadonlyMap<string, Contact>
}

/** Identifies the content of a file's entry, to notice when a deployment changes it. */
export function fingerprint(entry: Fact | Contact): string {
  return createHash('sha256').update(JSON.stringify(entry)).digest('base64url')
}

/**
 * The files' entries with the overrides applied. The latest change wins: an override lapses once a deployment changes the
 * entry that it was made for.
 */
export function applyOverrides(files: Entries, changes: readonly ContentOverride[], words: WithdrawnWords): Entries {
  const facts = new Map(files.facts)
  const contacts = new Map(files.contacts)
  for (const change of changes) {
    const { kind, name, isWithdrawn: withdrawn } = change
    const override = activeOverride(files, change)
    if (!override) continue
    if (kind === 'fact') facts.set(name, withdrawn ? withdrawFact(override as Fact, words) : (override as Fact))
    else contacts.set(name, withdrawn ? withdrawContact(override as Contact, words) : (override as Contact))
  }
  return { facts, contacts }
}

/** The state of an override. `overtaken`: a later deployment changed the entry. */
export type ChangeState = 'undone' | 'overtaken' | 'withdrawn' | 'changed'

/** Whether an override is in force, withdraws its entry, or is undone or overtaken. */
export function stateOfChange(files: Entries, change: ContentOverride): ChangeState {
  if (change.entry === null) return 'undone'
  if (!activeOverride(files, change)) return 'overtaken'
  return change.isWithdrawn ? 'withdrawn' : 'changed'
}

/** The entry of an active override; undefined when it is undone or overtaken by a deployment. */
export function activeOverride(files: Entries, change: ContentOverride): Fact | Contact | undefined {
  const { kind, name, entry, base } = change
  const inFile = kind === 'fact' ? files.facts.get(name) : files.contacts.get(name)
  if (!inFile || entry === null || fingerprint(inFile) !== base) return undefined
  const read = (kind === 'fact' ? factSchema : contactSchema).safeParse(entry)
  return read.success ? read.data : undefined
}

/**
 * Validates an entry exactly as it is validated in its file at start.
 *
 * @returns one line per fault
 */
export function entryFaults(kind: EntryKind, entry: unknown): readonly string[] {
  const read = (kind === 'fact' ? factSchema : contactSchema).safeParse(entry)
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const faults = new Faults()
  if (kind === 'fact') checkFact(read.data as Fact, kind, faults)
  else checkContact(read.data as Contact, kind, faults)
  return faults.lines
}
