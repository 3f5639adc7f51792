import type { CalendarDay } from '../calendar'
import type { RowFault } from './cells'
import type { DischargeRow, ReleaseType } from './discharge-row'
import type { WaysToLeave } from './leaves-on'
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
  readonly [Fact in DischargeFact]: CalendarDay | null
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

/** Location, POM and key worker belong to the previous prison, so a move clears them unless the row has new ones. */
function newReception({ prisonId, receptionDate, facts }: ReceptionRow, person: KnownPerson): Facts {
  const ofThePrison = {
    location: facts.location ?? null,
    pomName: facts.pomName ?? null,
    pomEmail: facts.pomEmail ?? null,
    keyWorkerName: facts.keyWorkerName ?? null,
  }
  const now: Facts = { prisonId, receptionDate, ...(prisonId !== person.prisonId && ofThePrison) }
  const before: Facts = { ...person }
  return Object.fromEntries(Object.entries(now).filter(([fact, value]) => before[fact] !== value))
}

/** The facts that a discharges file supplies. */
type DischargeFact = Exclude<keyof WaysToLeave, 'custodyStatus' | 'hearingDays'>

/**
 * The fact that each type of release sets. Only the conditional and automatic dates set the release date, which the
 * handover counts from (routing.md, Facts); every other type only moves the day of leaving.
 */
const factOfType: Readonly<Record<ReleaseType, DischargeFact>> = {
  CRD: 'releaseDate',
  ARD: 'releaseDate',
  HDC: 'tagDate',
  PED: 'paroleReleaseDate',
  parole: 'paroleReleaseDate',
  're-release': 'reReleaseDate',
  early: 'earlyReleaseDate',
  court: 'courtReleaseDate',
}

/**
 * Of a discharges file's rows about the same way of leaving of a person, the one that counts: a release on parole before
 * an eligibility date, then the earlier day. Look one up with {@link dischargeNews}.
 */
export function countingRows(rows: Iterable<DischargeRow>): ReadonlyMap<string, DischargeRow> {
  const counting = new Map<string, DischargeRow>()
  for (const row of rows) {
    const before = counting.get(wayOfLeaving(row))
    if (before === undefined || outranks(row, before)) counting.set(wayOfLeaving(row), row)
  }
  return counting
}

function outranks(row: DischargeRow, other: DischargeRow): boolean {
  if ((row.releaseType === 'PED') !== (other.releaseType === 'PED')) return other.releaseType === 'PED'
  return row.releaseDate < other.releaseDate
}

/** A person at one prison, and the fact that a row about them sets. */
function wayOfLeaving({ prisonNumber, prisonId, releaseType }: DischargeRow): string {
  return `${prisonNumber} ${prisonId} ${factOfType[releaseType]}`
}

/**
 * The effect of a discharges row on a known person.
 *
 * @param earlierRows the latest discharges rows of this person, one per reception
 * @param counting the rows of the same file that count, as {@link countingRows} finds them
 */
export function dischargeNews(
  row: DischargeRow,
  person: KnownPerson,
  earlierRows: readonly EarlierRow[],
  counting: ReadonlyMap<string, DischargeRow>,
): News {
  if (row.prisonId !== person.prisonId) {
    return {
      kind: 'refused',
      fault: { field: 'prison', problem: 'is not the prison that this person is known to be in' },
    }
  }
  const last = earlierRows.find(each => isSame(each, person))?.facts ?? {}
  if (last[row.releaseType] === row.releaseDate) return { kind: 'unchanged' }
  const other = counting.get(wayOfLeaving(row))
  if (other !== undefined && outranks(other, row)) {
    return {
      kind: 'unchanged',
      note:
        other.releaseType === row.releaseType || row.releaseType !== 'PED'
          ? 'another row has an earlier release date for this person'
          : 'another row has the day of this person’s release on parole',
    }
  }
  const fact = factOfType[row.releaseType]
  const remember = {
    prisonId: person.prisonId,
    receptionDate: person.receptionDate,
    facts: { ...last, [row.releaseType]: row.releaseDate },
  }
  return person[fact] === row.releaseDate
    ? { kind: 'unchanged', remember }
    : { kind: 'changed', facts: { [fact]: row.releaseDate }, remember }
}

function isSame(one: Reception, other: Reception): boolean {
  return one.prisonId === other.prisonId && one.receptionDate === other.receptionDate
}

function isStated(facts: Facts, last: Facts | undefined): boolean {
  return last !== undefined && Object.entries(facts).every(([fact, value]) => last[fact] === value)
}
