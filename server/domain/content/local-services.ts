import { addMonths, type CalendarDay } from '../calendar'
import type { TaskChapter } from '../checklist'
import type { Region, Topic } from '../routing'

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

/** The booklet chapter that fits a topic; its local services are suggested to staff. */
export const chapterOfTopic: Readonly<Record<Topic, TaskChapter>> = {
  'keep-or-end-tenancy': 'a-place-to-live',
  'somewhere-to-live': 'a-place-to-live',
  'tag-address': 'a-place-to-live',
  'emergency-accommodation': 'a-place-to-live',
  'debts-and-bills': 'money-and-benefits',
  'benefits-now': 'money-and-benefits',
  'universal-credit': 'money-and-benefits',
  'bank-account': 'money-and-benefits',
  'identity-documents': 'everyday-life',
  'keep-my-job': 'work-and-learning',
  'job-or-training': 'work-and-learning',
  mentor: 'everyday-life',
  'womens-services': 'women',
  'something-private': 'staying-safe',
  'mental-health': 'feeling-ok',
  'thinking-and-behaviour': 'feeling-ok',
  'family-and-children': 'family-and-friends',
  'gp-and-health': 'health',
  'drugs-and-alcohol': 'drugs-and-alcohol',
  'social-care': 'disabled-and-older-people',
  'care-leaver': 'care-leavers',
  'outside-service': 'everyday-life',
  veteran: 'veterans',
  immigration: 'not-a-british-citizen',
  'licence-and-supervision': 'probation-and-licence',
  'my-com': 'probation-and-licence',
  parole: 'probation-and-licence',
  'court-release': 'remand-and-court',
  'release-dates': 'probation-and-licence',
  'referral-progress': 'everyday-life',
  'something-else': 'everyday-life',
}
