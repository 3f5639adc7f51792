import { z } from 'zod'
import {
  leavingItems,
  leavingValues,
  type LeavingItem,
  type LeavingStates,
} from '../../../server/domain/people/leaving'

/** The newest record of each item that a row showed, in the order of the items; 0 for none. */
export function seenField(seen: Readonly<Partial<Record<LeavingItem, number>>>): string {
  return leavingItems.map(item => seen[item] ?? 0).join('.')
}

const seenIn = z.string().regex(/^\d{1,15}(\.\d{1,15}){5}$/)

/** The values that can be set for many people at once: `gp:arranged`. */
export const settable = leavingItems.flatMap(item => leavingValues[item].map(value => ({ item, value })))

/** One row of the list as it was posted. */
export interface PostedRow {
  readonly prisonNumber: string
  readonly seen: Readonly<Partial<Record<LeavingItem, number>>>
  readonly states: LeavingStates
}

export interface PostedList {
  /** Whether one value is set for those selected, or each row is saved as it stands. */
  readonly isForSelected: boolean
  readonly isNobodySelected: boolean
  readonly isNothingPicked: boolean
  readonly rows: readonly PostedRow[]
}

/** Reads the rows of the posted list. What no row of it could have posted is left out. */
export function postedList(body: Readonly<Record<string, unknown>>): PostedList {
  const isForSelected = body.do === 'set'
  const chosen = new Set([body.person].flat())
  const [item, value] = typeof body.set === 'string' ? body.set.split(':') : []
  const set = settable.find(each => each.item === item && each.value === value)
  const rows = Object.entries(body).flatMap(([name, text]): PostedRow[] => {
    const prisonNumber = /^seen-([A-Z]\d{4}[A-Z]{2})$/.exec(name)?.[1]
    const seen = seenIn.safeParse(text)
    if (prisonNumber === undefined || !seen.success) return []
    if (isForSelected && !chosen.has(prisonNumber)) return []
    const ids = seen.data.split('.').map(Number)
    const states = isForSelected
      ? { ...(set && { [set.item]: set.value }) }
      : Object.fromEntries(
          leavingItems.flatMap(each => {
            const typed = z.enum(leavingValues[each]).safeParse(body[`${each}-${prisonNumber}`])
            return typed.success ? [[each, typed.data]] : []
          }),
        )
    return [
      {
        prisonNumber,
        seen: Object.fromEntries(leavingItems.flatMap((each, index) => (ids[index] ? [[each, ids[index]]] : []))),
        states,
      },
    ]
  })
  return {
    isForSelected,
    isNobodySelected: isForSelected && rows.length === 0,
    isNothingPicked: isForSelected && !set,
    rows: rows.filter(({ states }) => Object.keys(states).length > 0),
  }
}

/** What was ticked and picked in the list, to be shown again as it was. */
export interface Picked {
  readonly people: ReadonlySet<string>
  readonly set: string | undefined
  /** What each row showed, so that what others recorded since is not overwritten. */
  readonly seen: Readonly<Record<string, string>>
  /** What is picked of an item in a row, by the name of its field. */
  readonly values: Readonly<Record<string, string>>
  /** Whose rows had fields. */
  readonly edited: readonly string[]
}

/** Reads what was picked in a list that is not sent yet. */
export function pickedIn(body: Readonly<Record<string, unknown>>): Picked {
  const texts = Object.entries(body).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  )
  const values = texts.filter(([name]) => leavingItems.some(item => name.startsWith(`${item}-`)))
  const seen = texts.flatMap(([name, text]) =>
    name.startsWith('seen-') && seenIn.safeParse(text).success ? [[name.slice('seen-'.length), text] as const] : [],
  )
  return {
    people: new Set([body.person].flat().map(String)),
    set: typeof body.set === 'string' ? body.set : undefined,
    seen: Object.fromEntries(seen),
    values: Object.fromEntries(values),
    edited: [...new Set(values.map(([name]) => name.slice(name.indexOf('-') + 1)))],
  }
}
