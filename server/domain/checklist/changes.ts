import type { CalendarDay } from '../calendar'
import type { ChecklistItem } from './checklist'
import type { ChecklistFacts } from './known'
import type { TaskId } from './tasks'

/** The facts that a checklist was built from, stored so that later changes can be explained. */
export interface ChecklistBasis extends ChecklistFacts {
  readonly prisonId: string
}

export const changeCauses = ['release-date', 'status', 'prison', 'details'] as const
/**
 * Why a checklist changed. `details` stands for any other fact, and is reported only when there is no more specific
 * cause.
 */
export type ChangeCause = (typeof changeCauses)[number]

export const moveKinds = ['earlier', 'later', 'with-day', 'without-day', 'added', 'removed'] as const
/** How a task moved; the wording is `in-cell/checklist:changes.moves.…`. */
export type MoveKind = (typeof moveKinds)[number]

export type Moves<Item> = Readonly<Record<MoveKind, readonly Item[]>>

/** The causes of change between two bases, most important first; empty when they are equal. */
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
 * The tasks whose position differs between two lists as people read them: overdue tasks all count as due today. Both
 * lists must be built for the same day.
 *
 * @returns each task at most once; `removed` has items of the first list, the others items of the second
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
