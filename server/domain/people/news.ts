import type { CalendarDay } from '../calendar'
import type { RowFault } from './cells'
import type { DischargeRow } from './discharge-row'
import type { ReceptionFacts, ReceptionRow } from './reception-row'

/** A reception: a prison and the day of arrival. */
export interface Reception {
  readonly prisonId: string
  readonly receptionDate: CalendarDay
}

/** The latest content of one kind of file about one reception of a person. */
export interface EarlierRow extends Reception {
  readonly facts: Readonly<Record<string, unknown>>
}

export type KnownPerson = Reception & {
  readonly releaseDate: CalendarDay | null
  readonly tagDate: CalendarDay | null
} & { readonly [Fact in keyof Required<ReceptionFacts>]: unknown }

type Facts = Readonly<Record<string, unknown>>

/** The effect of a row: unchanged, facts to change, or the reason why it is refused. */
export type News =
  | {
      readonly kind: 'unchanged'
      /** The reason why nothing changed, where it is not obvious. */
      readonly note?: string
      /** The content to store for the next comparison; absent when it is stored already. */
      readonly remember?: EarlierRow
    }
  | { readonly kind: 'changed' | 'moved'; readonly facts: Facts; readonly remember: EarlierRow }
  | { readonly kind: 'refused'; readonly fault: RowFault }

/**
 * The effect of a receptions row on a known person. A row that repeats the last receptions file has no effect, even if
 * another file or a member of staff has changed the fact since.
 *
 * @param earlierRows the latest receptions rows of this person, one per reception
 */
export function receptionNews(row: ReceptionRow, person: KnownPerson, earlierRows: readonly EarlierRow[]): News {
  const isWhereTheyAre = isSame(row, person)
  if (!isWhereTheyAre && earlierRows.some(each => isSame(each, row))) {
    return { kind: 'unchanged', note: 'a later reception of this person is known' }
  }
  if (row.receptionDate < person.receptionDate) {
    return {
      kind: 'refused',
      fault: { field: 'reception_date', problem: 'is before the reception of this person that is already known' },
    }
  }
  const last = earlierRows.find(each => isSame(each, person))
  const remember = {
    prisonId: row.prisonId,
    receptionDate: row.receptionDate,
    facts: { ...last?.facts, ...row.facts },
  }
  const facts = {
    ...newFacts({ ...row.facts }, { ...person }, last?.facts ?? {}),
    ...newReception(row, person),
  }
  if (row.prisonId !== person.prisonId) return { kind: 'moved', facts, remember }
  if (Object.keys(facts).length > 0) return { kind: 'changed', facts, remember }
  return isStated(remember.facts, last?.facts) ? { kind: 'unchanged' } : { kind: 'unchanged', remember }
}

/**
 * The facts that differ from the last file or, when it has none, from the person. A blank cell overrides only an
 * earlier value in a file.
 */
function newFacts(row: Facts, person: Facts, last: Facts): Facts {
  return Object.fromEntries(
    Object.entries(row).filter(([fact, value]) => {
      const isNews = fact in last ? last[fact] !== value : value !== null
      return isNews && person[fact] !== value
    }),
  )
}

/** Location and POM belong to the previous prison, so a move clears them unless the row has new ones. */
function newReception({ prisonId, receptionDate, facts }: ReceptionRow, person: KnownPerson): Facts {
  const ofThePrison = { location: facts.location ?? null, pomName: facts.pomName ?? null }
  const now: Facts = { prisonId, receptionDate, ...(prisonId !== person.prisonId && ofThePrison) }
  const before: Facts = { ...person }
  return Object.fromEntries(Object.entries(now).filter(([fact, value]) => before[fact] !== value))
}

/**
 * The earliest conditional or automatic release date per person in a discharges file, keyed by {@link personInPrison}.
 */
export function earliestReleases(rows: Iterable<DischargeRow>): ReadonlyMap<string, CalendarDay> {
  const earliest = new Map<string, CalendarDay>()
  for (const row of rows) {
    if (!isRelease(row)) continue
    const before = earliest.get(personInPrison(row))
    if (before === undefined || row.releaseDate < before) earliest.set(personInPrison(row), row.releaseDate)
  }
  return earliest
}

/** The key of a person at one prison, as in a discharges file. */
export function personInPrison({ prisonNumber, prisonId }: DischargeRow): string {
  return `${prisonNumber} ${prisonId}`
}

/**
 * The effect of a discharges row on a known person. A tag date never counts as release (routing.md, Facts); of the
 * conditional and automatic dates, the earlier one does.
 *
 * @param earlierRows the latest discharges rows of this person, one per reception
 * @param earliest the earliest release date per person in the same file
 */
export function dischargeNews(
  row: DischargeRow,
  person: KnownPerson,
  earlierRows: readonly EarlierRow[],
  earliest: CalendarDay | undefined,
): News {
  if (row.prisonId !== person.prisonId) {
    return {
      kind: 'refused',
      fault: { field: 'prison', problem: 'is not the prison that this person is known to be in' },
    }
  }
  const last = earlierRows.find(each => isSame(each, person))?.facts ?? {}
  if (last[row.releaseType] === row.releaseDate) return { kind: 'unchanged' }
  if (isRelease(row) && earliest !== undefined && earliest < row.releaseDate) {
    return { kind: 'unchanged', note: 'another row has an earlier release date for this person' }
  }
  if (row.releaseType === 'PED') {
    return { kind: 'unchanged', note: 'a parole eligibility date is not a release date, so it sets none' }
  }
  const fact = row.releaseType === 'HDC' ? 'tagDate' : 'releaseDate'
  const remember = {
    prisonId: person.prisonId,
    receptionDate: person.receptionDate,
    facts: { ...last, [row.releaseType]: row.releaseDate },
  }
  return person[fact] === row.releaseDate
    ? { kind: 'unchanged', remember }
    : { kind: 'changed', facts: { [fact]: row.releaseDate }, remember }
}

function isRelease({ releaseType }: DischargeRow): boolean {
  return releaseType === 'CRD' || releaseType === 'ARD'
}

function isSame(one: Reception, other: Reception): boolean {
  return one.prisonId === other.prisonId && one.receptionDate === other.receptionDate
}

function isStated(facts: Facts, last: Facts | undefined): boolean {
  return last !== undefined && Object.entries(facts).every(([fact, value]) => last[fact] === value)
}
