import { addMonths, type CalendarDay } from '../calendar'
import type { TaskChapter } from '../checklist'
import type { Region, Topic } from '../routing'

/** Whose a service is: one prison’s, or shared by all the prisons of an area, which is a region of the register. */
export type ServicePlace =
  { readonly kind: 'prison'; readonly id: string } | { readonly kind: 'area'; readonly id: Region }

/** What is said of a service in one language. A note has a name and what it says, and nothing more. */
export interface ServiceText {
  readonly name: string
  readonly what: string
  readonly whoFor: string | null
  readonly howToGet: string | null
  readonly contact: string | null
}

/** Whom a service is open to. */
export const openTo = ['in-prison', 'after-release', 'both', 'family'] as const
export type OpenTo = (typeof openTo)[number]

/** What is said of a service, in the part of the booklet that it belongs to. */
export interface ServiceEntry {
  readonly chapter: string
  readonly openTo: OpenTo
  readonly english: ServiceText
  /** Null where nobody has written it in Welsh yet; a prison in Wales always has. */
  readonly welsh: ServiceText | null
}

/** A service is to be checked again after half a year. */
export const monthsUntilChecked = 6

/** The day by which staff have to check a service again. */
export function checkAgainBy(checkedOn: CalendarDay): CalendarDay {
  return addMonths(checkedOn, monthsUntilChecked)
}

/** The chapter of the booklet that fits what an application is about: its local services are offered to staff. */
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
