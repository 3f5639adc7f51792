import type { CalendarDay } from '../calendar'
import type { ChecklistFacts, ChecklistItem } from './checklist'
import type { TaskId } from './tasks'

/** What a checklist was made from, and in which prison: as much as is kept to say later what has changed. */
export interface ChecklistBasis extends ChecklistFacts {
  readonly prisonId: string
}

export const changeCauses = ['release-date', 'status', 'prison', 'details'] as const
/** Why a list is another; `details` is anything else that is known of the person, said where nothing else is. */
export type ChangeCause = (typeof changeCauses)[number]

export const moveKinds = ['earlier', 'later', 'with-day', 'without-day', 'added', 'removed'] as const
/** How a task moved; its words are `in-cell/checklist:changes.moves.…`. */
export type MoveKind = (typeof moveKinds)[number]

export type Moves<Item> = Readonly<Record<MoveKind, readonly Item[]>>

/** What differs between two bases, most telling first; empty where nothing does. */
export function changeCausesBetween(before: ChecklistBasis, after: ChecklistBasis): readonly ChangeCause[] {
  const differs = (...facts: readonly (keyof ChecklistBasis)[]) => facts.some(each => before[each] !== after[each])
  const causes: ChangeCause[] = []
  if (differs('releaseDate')) causes.push('release-date')
  if (differs('custodyStatus')) causes.push('status')
  if (differs('prisonId', 'estate', 'prisonNation')) causes.push('prison')
  const isAnythingElse = differs('homeRegion', 'dateOfBirth', 'nationality', 'receptionDate')
  return causes.length === 0 && isAnythingElse ? ['details'] : causes
}

/**
 * Which tasks stand elsewhere on the second list than on the first, as people read them: what is to be done now stands
 * at today, however long ago it was due. Both lists must have been made for the same day.
 *
 * @returns each task at most once; `removed` holds items of the first list, everything else items of the second
 */
export function whatMoved<Item extends Pick<ChecklistItem, 'task' | 'due' | 'timing'>>(
  before: readonly Item[],
  after: readonly Item[],
  today: CalendarDay,
): Moves<Item> {
  const earlierList = new Map<TaskId, Item>(before.map(item => [item.task, item]))
  const stillThere = new Set(after.map(({ task }) => task))
  const of = (kind: MoveKind) => after.filter(item => moveOf(earlierList.get(item.task), item, today) === kind)
  return {
    earlier: of('earlier'),
    later: of('later'),
    'with-day': of('with-day'),
    'without-day': of('without-day'),
    added: of('added'),
    removed: before.filter(({ task }) => !stillThere.has(task)),
  }
}

type Placed = Pick<ChecklistItem, 'due' | 'timing'>

function moveOf(before: Placed | undefined, after: Placed, today: CalendarDay): MoveKind | null {
  if (before === undefined) return 'added'
  const [from, to] = [placeOf(before, today), placeOf(after, today)]
  if (from === to) return null
  if (from === null) return 'with-day'
  if (to === null) return 'without-day'
  return to < from ? 'earlier' : 'later'
}

function placeOf({ due, timing }: Placed, today: CalendarDay): CalendarDay | null {
  return timing === 'now' ? today : due
}
