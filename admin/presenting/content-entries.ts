import {
  fingerprint,
  activeOverride,
  stateOfChange,
  type ChangeState,
  type ContentOverride,
  type EntryKind,
} from '../../server/content/facts-and-contacts/apply-overrides'
import { isContactOverdue, urgentContacts, type Contact } from '../../server/content/facts-and-contacts/contacts'
import { checkFactAgainBy, factsOfSettings, type Fact } from '../../server/content/facts-and-contacts/facts'
import type { Content } from '../../server/content/load-content'
import type { LatestOverride } from '../../server/database'
import type { CalendarDay } from '../../server/domain/calendar'

/** A fact or a contact with its effective state. */
export interface Entry {
  readonly kind: EntryKind
  readonly name: string
  readonly inFile: Fact | Contact
  /** The latest version of the entry, withdrawn or not. */
  readonly inForce: Fact | Contact
  readonly state: EntryState
  /** How many times it was overridden. */
  readonly version: number
}

/** `file`: never overridden, or no longer. */
export type EntryState = 'file' | Exclude<ChangeState, 'undone'>

/** @param last its newest override */
export function entryOf(
  { files }: Pick<Content, 'files'>,
  kind: EntryKind,
  name: string,
  last: LatestOverride | undefined,
): Entry | undefined {
  const inFile = kind === 'fact' ? files.facts.get(name) : files.contacts.get(name)
  if (!inFile || (kind === 'contact' && !(inFile as Contact).shown)) return undefined
  const state = last && stateOfChange(files, last)
  return {
    kind,
    name,
    inFile,
    inForce: (last && activeOverride(files, last)) ?? inFile,
    state: state === undefined || state === 'undone' ? 'file' : state,
    version: last?.version ?? 0,
  }
}

/** All facts, and all contacts that are public. */
export function allEntries(content: Pick<Content, 'files'>, latest: readonly LatestOverride[]): Entry[] {
  const lastOf = new Map(latest.map(change => [`${change.kind} ${change.name}`, change]))
  const of = (kind: EntryKind, names: Iterable<string>) =>
    [...names].flatMap(name => entryOf(content, kind, name, lastOf.get(`${kind} ${name}`)) ?? [])
  return [...of('fact', content.files.facts.keys()), ...of('contact', content.files.contacts.keys())]
}

/** Whether an entry is a fact rather than a contact. */
export function isFact(entry: Fact | Contact): entry is Fact {
  return 'value' in entry
}

/** Whether the entry is due to be checked again. */
export function isOverdue({ inForce: item }: Entry, today: CalendarDay): boolean {
  return isFact(item) ? item.checkBy < today : isContactOverdue(item, today)
}

/** The available actions: none for facts whose value is a setting, and no withdrawing of emergency contacts. */
export function actsOn({ kind, name, state, version }: Entry) {
  const mayChange = kind === 'contact' || !factsOfSettings.has(name)
  const isUrgent = kind === 'contact' && urgentContacts.has(name)
  return {
    correct: mayChange,
    confirm: mayChange && state !== 'withdrawn',
    withdraw: mayChange && state !== 'withdrawn' && !isUrgent,
    undo: version > 0,
    isOfSetting: !mayChange,
    isUrgent,
  }
}

/** A copy of the entry, marked as checked on that day. */
export function checkedOn(item: Fact | Contact, today: CalendarDay): Fact | Contact {
  return isFact(item)
    ? { ...item, asAt: today, checkBy: checkFactAgainBy(item, today) }
    : { ...item, lastChecked: today }
}

/** The override that changes an entry to this. */
export function changeTo({ kind, name, inFile }: Entry, entry: Fact | Contact, isWithdrawn = false): ContentOverride {
  return { kind, name, entry, isWithdrawn, base: fingerprint(inFile) }
}

/** The override that restores what applied before the newest one. */
export function changeBack({ kind, name, inFile }: Entry, history: readonly LatestOverride[]): ContentOverride {
  const before = history.at(-2)
  if (!before) return { kind, name, entry: null, isWithdrawn: false, base: fingerprint(inFile) }
  return { kind, name, entry: before.entry, isWithdrawn: before.isWithdrawn, base: before.base }
}
