import type { Translate, WordingPart } from '../../server/content/words/words'
import { mostInFrame, type CountedPlace } from '../../server/database'
import type { Role } from '../../server/domain/staff/roles'
import { can, type Permission } from '../access/permissions'
import type { InFrame } from '../access/signed-in-staff'

interface Place {
  readonly href: string
  readonly words: WordingPart<'console/common:navigation.'>
  /** Null for everybody. */
  readonly needs: Permission | null
  /** Other addresses that belong to it. */
  readonly also?: string
  /** What is counted of it: what waits there for the reader. */
  readonly counts?: CountedPlace
}

/** Places that stand together, so that the first row of the navigation is short. */
interface Group {
  readonly words: WordingPart<'console/common:navigation.'>
  readonly places: readonly Place[]
}

const groups: readonly Group[] = [
  { words: 'home', places: [{ href: '/', words: 'home', needs: null }] },
  {
    words: 'work',
    places: [
      { href: '/queue', words: 'queue', needs: 'see-queue', also: '/applications', counts: 'queue' },
      { href: '/tasks', words: 'tasks', needs: 'see-com-requests', counts: 'comRequests' },
      { href: '/referrals', words: 'referrals', needs: 'see-referrals', counts: 'referralsToChase' },
      { href: '/safety', words: 'safety', needs: 'see-safety' },
      { href: '/questions', words: 'questions', needs: 'see-enquiries', counts: 'enquiries' },
      { href: '/told-and-asked', words: 'notifications', needs: 'see-notifications' },
      { href: '/outside-requests', words: 'outside-requests', needs: 'handle-outside-requests' },
      { href: '/caseload', words: 'caseload', needs: 'manage-caseload' },
      { href: '/replies/print', words: 'replies', needs: 'print-replies' },
    ],
  },
  {
    words: 'people',
    places: [
      { href: '/pdu', words: 'pdu', needs: 'reassign-people' },
      { href: '/your-people', words: 'your-people', needs: 'see-work-for-com' },
      { href: '/people', words: 'people', needs: 'see-people' },
      { href: '/receptions', words: 'receptions', needs: 'import' },
      { href: '/assessments', words: 'assessments', needs: 'see-assessments' },
      { href: '/actions', words: 'overdue-actions', needs: 'see-plan', counts: 'overdueActions' },
      { href: '/leaving', words: 'leaving', needs: 'see-leaving' },
      { href: '/left', words: 'left', needs: 'see-leaving', counts: 'mayHaveLeft' },
      { href: '/court-list', words: 'court-list', needs: 'see-leaving' },
      { href: '/plans', words: 'plans', needs: 'print-plans' },
      { href: '/cover', words: 'cover', needs: 'name-cover' },
      { href: '/unreachable-coms', words: 'unreachable-coms', needs: 'see-unreachable-coms' },
    ],
  },
  { words: 'reports', places: [{ href: '/reports', words: 'reports', needs: 'see-reports' }] },
  {
    words: 'manage',
    places: [
      { href: '/imports', words: 'imports', needs: 'import' },
      { href: '/services', words: 'services', needs: 'see-services' },
      { href: '/page-feedback', words: 'page-feedback', needs: 'see-page-feedback' },
      { href: '/facts', words: 'facts', needs: 'manage-facts' },
      { href: '/service-notices', words: 'service-notices', needs: 'manage-service-notices' },
      { href: '/accounts', words: 'accounts', needs: 'manage-accounts' },
      { href: '/pdus', words: 'pdus', needs: 'manage-pdus' },
      { href: '/duty-poms', words: 'duty-poms', needs: 'set-duty-pom' },
      { href: '/audit', words: 'audit', needs: 'see-audit' },
      { href: '/jobs', words: 'jobs', needs: 'manage-jobs' },
    ],
  },
]

/** Where somebody can go, and the places of the group that the page is in. */
export function navigationFor(role: Role, path: string, counts: InFrame, t: Translate) {
  const open = groupsFor(role)
  const name = (words: WordingPart<'console/common:navigation.'>) => t(`console/common:navigation.${words}`)
  const here = open.find(({ places }) => places.some(place => isIn(place, path)))
  return {
    navigation: open.map(group => {
      const [first] = group.places
      const isOne = group.places.length === 1
      return {
        href: first!.href,
        text: name(isOne ? first!.words : group.words),
        current: group !== here ? null : isOne && path === first!.href ? 'page' : 'true',
      }
    }),
    subNavigation:
      here && here.places.length > 1
        ? {
            label: name(here.words),
            places: here.places.map(place => ({
              href: place.href,
              text: name(place.words),
              count: presentCount(place.counts, counts, t),
              current: path === place.href ? 'page' : isIn(place, path) ? 'true' : null,
            })),
          }
        : null,
  }
}

/** Every place that a role can go to, for what is opened with Ctrl K. */
export function placesOf(role: Role, t: Translate) {
  return groupsFor(role).flatMap(({ places }) =>
    places.map(({ href, words }) => ({ href, text: t(`console/common:navigation.${words}`) })),
  )
}

/** What is counted in the row of places, on pages of the part that they stand in. */
export function countedBeside(role: Role, path: string): readonly CountedPlace[] {
  const here = groupsFor(role).find(({ places }) => places.some(place => isIn(place, path)))
  return (here?.places ?? []).flatMap(({ counts }) => counts ?? [])
}

function groupsFor(role: Role): readonly Group[] {
  return groups
    .map(({ words, places }) => ({ words, places: places.filter(({ needs }) => needs === null || can(role, needs)) }))
    .filter(({ places }) => places.length > 0)
}

/** Nothing for nought: a place without a number has nothing that waits. */
function presentCount(name: CountedPlace | undefined, counts: InFrame, t: Translate) {
  const count = name === undefined ? 0 : (counts[name] ?? 0)
  return name === undefined || count === 0
    ? null
    : { shown: shortCount(count), of: t(`console/common:counted.${name}`) }
}

/** A count in the frame, which goes to {@link mostInFrame}. */
export function shortCount(count: number): string {
  return count > mostInFrame ? `${mostInFrame}+` : `${count}`
}

function isIn({ href, also }: Place, path: string): boolean {
  return [href, also].some(each => each !== undefined && (path === each || path.startsWith(`${each}/`)))
}
