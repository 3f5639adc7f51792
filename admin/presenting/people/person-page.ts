import type { Translate, WordingPart } from '../../../server/content/words/words'
import type { Person, StaffMember } from '../../../server/database'
import { addDays, type CalendarDay } from '../../../server/domain/calendar'
import { leavesOn } from '../../../server/domain/people'
import type { PolicyName } from '../../../server/domain/routing'
import { asksAbout } from '../../../server/use-cases/accounts/access-scopes'
import { can, type Permission } from '../../access/permissions'
import { presentPersonBar } from './person-bar'
import { leftOn } from './whereabouts'

export type PersonTab = WordingPart<'console/person:page.tabs.'>

/** How soon a person leaves who is on the 12-week list. */
const soonInDays = 12 * 7

/** Who opens a page about a person, and where on it they are. */
export interface PersonPageReader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly policy: PolicyName
  /** The address of the page, to say which tab it is. */
  readonly path: string
}

/**
 * The head of every page about a person: name, what to do, the facts, and the tabs.
 *
 * @param tab the one that the page belongs to
 * @param counts what stands beside the name of a tab; a tab that is not counted is absent
 */
export function presentPersonPage(
  person: Person,
  tab: PersonTab,
  { staff, today, policy, path }: PersonPageReader,
  t: Translate,
  counts: Readonly<Partial<Record<PersonTab, string | null>>> = {},
) {
  const addresses = personAddresses(person, staff)
  const places: Readonly<Record<PersonTab, string | null>> = {
    work: addresses.person,
    plan: addresses.plan ?? addresses.assessments,
    leaving: addresses.leaving,
    court: addresses.hearings,
    notes: addresses.notes,
    scans: addresses.scans,
    facts: addresses.facts,
    history: addresses.history,
  }
  const isAt = (href: string) => href.toLowerCase() === path.toLowerCase().replace(/\/$/, '')
  return {
    name: `${person.firstName} ${person.lastName}`,
    href: addresses.person,
    /** The name is the heading of the first tab; the other pages have headings of their own. */
    isHeading: isAt(addresses.person),
    tag: leavesSoon(person, today, t),
    speaks: speaks(person, t),
    paper: addresses.paper,
    ask: addresses.questions,
    more: moreLinks(addresses, staff, t),
    bar: presentPersonBar(person, { today, policy }, t),
    tabs: (Object.keys(places) as PersonTab[]).flatMap(each => {
      const href = places[each]
      if (href === null) return []
      return {
        href,
        text: t(`console/person:page.tabs.${each}`),
        count: counts[each] ?? null,
        current: each !== tab ? null : isAt(href) ? 'page' : 'true',
      }
    }),
  }
}

/** The pages about a person; null for those that the reader may not open. */
export function personAddresses(person: Person, staff: StaffMember) {
  const { prisonNumber, whereabouts } = person
  const hasLeft = whereabouts === 'left'
  const address = (may: Permission, path: string) => (can(staff.role, may) ? `/people/${prisonNumber}/${path}` : null)
  const asks = asksAbout(staff, person)
  return {
    person: `/people/${prisonNumber}`,
    closed: `/people/${prisonNumber}/closed`,
    summary: `/people/${prisonNumber}/summary`,
    facts: `/people/${prisonNumber}/facts`,
    history: `/people/${prisonNumber}/history`,
    slip: hasLeft ? null : address('make-pin-slip', 'pin-slip'),
    assessments: address('see-assessments', 'assessments'),
    plan: address('see-plan', 'plan'),
    whereabouts: address('see-leaving', 'whereabouts'),
    paper: hasLeft ? null : address('enter-paper-form', 'paper'),
    leaving: address('see-leaving', 'leaving'),
    hearings: address('see-leaving', 'hearings'),
    notes: asks ? address('keep-person-notes', 'notes') : null,
    scans: address('see-scans', 'papers'),
    referrals: asks ? address('see-referrals', 'referrals') : null,
    tasks: address('see-com-requests', 'tasks'),
    questions: asks ? address('make-enquiry', 'questions') : null,
    outsideRequests: address('handle-outside-requests', 'outside-requests'),
    consent: asks ? address('record-consent', 'consents/new') : null,
    looked: address('see-who-looked', 'who-looked'),
    data: address('export-person-data', 'data'),
    merge: address('merge-records', 'merge'),
  }
}

/** What is done with a person less often, in one menu. */
function moreLinks(addresses: ReturnType<typeof personAddresses>, { role }: StaffMember, t: Translate) {
  const links: readonly (readonly [href: string | null, text: string])[] = [
    [addresses.slip, t('console/people:slip.link')],
    [addresses.tasks, t(`console/com-requests:link.${can(role, 'make-com-request') ? 'asker' : 'team'}`)],
    [addresses.referrals, t('console/referrals:person.link')],
    [addresses.outsideRequests, t('console/outside-requests:link')],
    [addresses.assessments, t('console/assessments:person.link')],
    [addresses.whereabouts, t('console/whereabouts:person.link')],
    [addresses.consent, t('console/consents:record')],
    [addresses.looked, t('console/audit:who-looked.link')],
    [addresses.data, t('console/records:data.link')],
    [addresses.merge, t('console/records:merge.link')],
  ]
  return links.flatMap(([href, text]) => (href === null ? [] : { href, text }))
}

/** Whether a person is on the 12-week list. */
export function isLeavingSoon(person: Person, today: CalendarDay): boolean {
  const day = leavesOn(person, today)
  return person.whereabouts !== 'left' && day !== null && day <= addDays(today, soonInDays)
}

function leavesSoon(person: Person, today: CalendarDay, t: Translate) {
  const { whereabouts, whereaboutsSince } = person
  if (whereabouts === 'left' && whereaboutsSince !== null) {
    return { text: leftOn(whereaboutsSince, t), classes: 'govuk-tag--grey' }
  }
  return isLeavingSoon(person, today)
    ? { text: t('console/person:page.leaves-soon'), classes: 'govuk-tag--yellow' }
    : null
}

function speaks({ firstLanguage, language }: Person, t: Translate): string {
  const uses = t(`console/people:person.speaks.${language}`)
  return firstLanguage === null ? uses : t('console/person:page.first-language', { language: firstLanguage, uses })
}
