import type { Translate, WordingPart } from '../../server/content/words/words'
import { mostInFrame, type CountedPlace, type SafetyWaiting } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import { staffIdleMinutes, type Dependencies } from '../../server/dependencies'
import { dayInWords } from '../../server/domain/calendar'
import { noticesOn } from '../../server/domain/content/service-notices'
import type { Role } from '../../server/domain/staff/roles'
import { pages, type ShowPage } from '../../server/web/pages/pages'
import { formToken } from '../access/page-owner'
import { can, type Permission } from '../access/permissions'
import { inFrameOf, safetyWaitingIn, staffIn, type InFrame } from '../access/signed-in-staff'
import { filtersInWords } from '../lists/filter-choice'
import { momentInWords } from '../presenting/moments'
import { takeConfirmation } from './confirmation'
import type { PageKernel } from './kernel'
import { takeOnce } from './take-once'

/** What pages are made from: everything but writes, which `perform` hands to use cases. */
export type ConsoleDependencies = Omit<Dependencies, 'database'> & { readonly database: Reads }

/** What every feature of the console is made from. */
export interface ConsoleFeature extends PageKernel {
  readonly dependencies: ConsoleDependencies
  readonly show: ShowPage
}

/**
 * The console's pages: in English, with who is signed in, where they can go, and who is not safe. Paper says who had the
 * page and when, and what it was narrowed to.
 */
export function consolePages({ now, published, today, views, words }: Dependencies): ShowPage {
  const t = words.in('en')
  const show = pages(views, (req, res) => {
    const staff = staffIn(res)
    return {
      language: 'en' as const,
      serviceNotices: noticesOn('staff', published.notices, 'en'),
      ...(staff && {
        staff: { name: staff.name, role: t(`console/permissions:roles.${staff.role}`) },
        csrfToken: formToken(req),
        idleMinutes: staffIdleMinutes,
        ...navigationFor(staff.role, req.path, inFrameOf(res), t),
        safety: describeSafety(safetyWaitingIn(res), t),
        placesInScript: JSON.stringify(placesOf(staff.role, t)),
        dayOfPage: dayInWords(today()),
        madeAt: momentInWords(now()),
        unread: unreadInWords(inFrameOf(res).notices ?? 0, t),
        own: presentOwn(inFrameOf(res).own, t),
        mayFind: can(staff.role, 'see-people'),
        raiseAddress: can(staff.role, 'raise-safety') ? '/safety/raise' : null,
        confirmation: takeConfirmation(req, t),
        lastDeed: takeOnce(req, 'done'),
        meanwhile: takeOnce(req, 'meanwhile') ?? [],
      }),
    }
  })
  return (req, res, template, context = {}, status) => {
    const { filters, printedFor = filtersInWords(filters) } = context as { filters?: unknown; printedFor?: string }
    show(req, res, template, { ...context, printedFor }, status)
  }
}

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
function navigationFor(role: Role, path: string, counts: InFrame, t: Translate) {
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
function placesOf(role: Role, t: Translate) {
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

function shortCount(count: number): string {
  return count > mostInFrame ? `${mostInFrame}+` : `${count}`
}

function isIn({ href, also }: Place, path: string): boolean {
  return [href, also].some(each => each !== undefined && (path === each || path.startsWith(`${each}/`)))
}

/** How much of their own work the reader has; null for none, and for whoever can have none. */
function presentOwn(count: number | undefined, t: Translate): string | null {
  if (count === undefined || count === 0) return null
  return t('console/common:bar.own', { count, shown: shortCount(count) })
}

/** How many notices stand on the reader's home page; null for none. */
function unreadInWords(count: number, t: Translate): string | null {
  return count === 0 ? null : t('console/common:bar.unread', { count })
}

/** What stands on every page while somebody may not be safe, without names; null when nobody waits. */
function describeSafety({ people, isOneHidden }: SafetyWaiting, t: Translate) {
  if (people === 0 && !isOneHidden) return null
  return {
    count: people > 0 ? t('console/common:safety.count', { count: people }) : null,
    hidden: isOneHidden ? t('console/common:safety.hidden') : null,
  }
}
