import type { Translate, WordingPart } from '../../server/content/words/words'
import type { SafetyWaiting } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import { staffIdleMinutes, type Dependencies } from '../../server/dependencies'
import { dayInWords } from '../../server/domain/calendar'
import { noticesOn } from '../../server/domain/content/service-notices'
import type { Role } from '../../server/domain/staff/roles'
import { pages, type ShowPage } from '../../server/web/pages/pages'
import { formToken } from '../access/page-owner'
import { can, type Permission } from '../access/permissions'
import { safetyWaitingIn, staffIn, unreadNoticesIn } from '../access/signed-in-staff'
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
        ...navigationFor(staff.role, req.path, t),
        safety: describeSafety(safetyWaitingIn(res), t),
        dayOfPage: dayInWords(today()),
        madeAt: momentInWords(now()),
        unread: unreadInWords(unreadNoticesIn(res), t),
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
      { href: '/queue', words: 'queue', needs: 'see-queue', also: '/applications' },
      { href: '/tasks', words: 'tasks', needs: 'see-com-requests' },
      { href: '/referrals', words: 'referrals', needs: 'see-referrals' },
      { href: '/safety', words: 'safety', needs: 'see-safety' },
      { href: '/questions', words: 'questions', needs: 'see-enquiries' },
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
      { href: '/actions', words: 'overdue-actions', needs: 'see-plan' },
      { href: '/leaving', words: 'leaving', needs: 'see-leaving' },
      { href: '/left', words: 'left', needs: 'see-leaving' },
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
function navigationFor(role: Role, path: string, t: Translate) {
  const open = groups
    .map(({ words, places }) => ({ words, places: places.filter(({ needs }) => needs === null || can(role, needs)) }))
    .filter(({ places }) => places.length > 0)
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
              current: path === place.href ? 'page' : isIn(place, path) ? 'true' : null,
            })),
          }
        : null,
  }
}

function isIn({ href, also }: Place, path: string): boolean {
  return [href, also].some(each => each !== undefined && (path === each || path.startsWith(`${each}/`)))
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
