import { addDays, type CalendarDay } from '../calendar'

interface WhereaboutsEntry {
  /** Listed among the people of the prison, in its counts and lists of work. */
  readonly isListed: boolean
  /** Assessments run and can be overdue; where they are nobody could do one. */
  readonly isAssessed: boolean
  /** Can sign in to the in-cell site. */
  readonly canSignIn: boolean
  /** May leave prison from there on the day that is planned, and is asked about then. */
  readonly mayLeave: boolean
}

/**
 * Where a person is, and what that means for lists and clocks. Somebody who is treated in hospital is nobody's to assess
 * meanwhile (OMiC, Case management for restricted patients); somebody at court comes back on the same day or is released
 * there.
 */
export const whereaboutsTable = {
  'in-prison': { isListed: true, isAssessed: true, canSignIn: true, mayLeave: true },
  hospital: { isListed: true, isAssessed: false, canSignIn: true, mayLeave: true },
  court: { isListed: true, isAssessed: true, canSignIn: true, mayLeave: true },
  'at-large': { isListed: true, isAssessed: false, canSignIn: false, mayLeave: false },
  left: { isListed: false, isAssessed: false, canSignIn: false, mayLeave: false },
} as const satisfies Record<string, WhereaboutsEntry>

export type Whereabouts = keyof typeof whereaboutsTable
export const allWhereabouts = Object.keys(whereaboutsTable) as readonly Whereabouts[]

/** Out of prison for a while. */
export const elsewhere = ['hospital', 'court', 'at-large'] as const satisfies readonly Whereabouts[]
export type Elsewhere = (typeof elsewhere)[number]

/** The whereabouts for which something is true. */
export function whereaboutsThat(property: keyof WhereaboutsEntry): readonly Whereabouts[] {
  return allWhereabouts.filter(each => whereaboutsTable[each][property])
}

/** How somebody leaves prison for good. */
export const waysOfLeaving = [
  'release-date',
  'tag',
  'parole',
  're-release',
  'early',
  'court',
  'transferred',
  'removed',
  'died',
] as const
export type WayOfLeaving = (typeof waysOfLeaving)[number]

/** What is recorded: somebody went or came, is still here on the day they were to leave, or never left. */
export type WhereaboutsRecordKind = 'moved' | 'still-here' | 'undone' | 'received'

/**
 * Whether a person can go from one place to another. From having left only a new reception, or taking back a record that
 * was a mistake, leads back.
 */
export function canGo(from: Whereabouts, to: Whereabouts): boolean {
  return from !== to && from !== 'left'
}

/** What {@link expectedLeaving} depends on. */
export interface LeavingDays {
  readonly whereabouts: Whereabouts
  readonly releaseDate: CalendarDay | null
  readonly tagDate: CalendarDay | null
  /** The last day on which staff said that the person is still here. */
  readonly stillHereOn: CalendarDay | null
}

export interface ExpectedLeaving {
  readonly on: CalendarDay
  readonly way: Extract<WayOfLeaving, 'release-date' | 'tag'>
}

/**
 * Why a person may have left by now, and when: their release date has come, or their day on tag. A tag day is asked about
 * once, because somebody who did not go on tag stays until another day; a release date every day until it is corrected.
 *
 * @returns null for somebody who is not to be asked about today
 */
export function expectedLeaving(person: LeavingDays, today: CalendarDay): ExpectedLeaving | null {
  const { whereabouts, releaseDate, tagDate, stillHereOn } = person
  if (!whereaboutsTable[whereabouts].mayLeave) return null
  const isTag = tagDate !== null && tagDate <= today && (stillHereOn === null || stillHereOn < tagDate)
  const isRelease = releaseDate !== null && releaseDate <= today && (stillHereOn === null || stillHereOn < today)
  if (isTag && !(isRelease && releaseDate < tagDate)) return { on: tagDate, way: 'tag' }
  if (!isRelease) return null
  const isLater = stillHereOn !== null && stillHereOn >= releaseDate
  return { on: isLater ? addDays(stillHereOn, 1) : releaseDate, way: 'release-date' }
}

/**
 * Whether a day can be the day of what is recorded: not in the future, not before this time in custody began, and not
 * before what was recorded last.
 */
export function canHaveHappened(
  day: CalendarDay,
  {
    custodyBegan,
    whereaboutsSince,
  }: { readonly custodyBegan: CalendarDay; readonly whereaboutsSince: CalendarDay | null },
  today: CalendarDay,
): boolean {
  return day <= today && day >= custodyBegan && (whereaboutsSince === null || day >= whereaboutsSince)
}
