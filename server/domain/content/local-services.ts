import { addMonths, type CalendarDay } from '../calendar'
import type { Region } from '../routing'

/** The owner of a service: one prison, or an area (a region of the register), whose prisons share it. */
export type ServicePlace =
  { readonly kind: 'prison'; readonly id: string } | { readonly kind: 'area'; readonly id: Region }

/** The wording of a service in one language. A note has only a name and a text. */
export interface ServiceText {
  readonly name: string
  readonly what: string
  readonly whoFor: string | null
  readonly howToGet: string | null
  readonly contact: string | null
}

/** The people that a service is open to. */
export const openTo = ['in-prison', 'after-release', 'both', 'family'] as const
export type OpenTo = (typeof openTo)[number]

/** A service as it appears in its chapter of the booklet. */
export interface ServiceEntry {
  readonly chapter: string
  readonly openTo: OpenTo
  readonly english: ServiceText
  /** Null when there is no Welsh yet; required for prisons in Wales. */
  readonly welsh: ServiceText | null
}

/** Services must be checked again after half a year. */
export const monthsUntilChecked = 6

/** The day by which staff must check a service again. */
export function checkAgainBy(checkedOn: CalendarDay): CalendarDay {
  return addMonths(checkedOn, monthsUntilChecked)
}
