import type { Translate } from '../../server/content/words/words'
import type { SafetyWaiting } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import { staffIdleMinutes, type Dependencies } from '../../server/dependencies'
import { dayInWords } from '../../server/domain/calendar'
import { noticesOn } from '../../server/domain/content/service-notices'
import { renderer, sendPage } from '../../server/web/pages/pages'
import { formToken } from '../access/page-owner'
import { can } from '../access/permissions'
import { inFrameOf, safetyWaitingIn, staffIn } from '../access/signed-in-staff'
import { filtersInWords } from '../lists/filter-choice'
import { momentInWords } from '../presenting/moments'
import { takeConfirmation } from './confirmation'
import { frameCounter } from './frame-counts'
import { keepAnswersOf, needsAddress } from './kept-answers'
import type { PageKernel, ShowConsolePage } from './kernel'
import { navigationFor, placesOf, shortCount } from './navigation'
import { takeOnce } from './take-once'

/** What pages are made from: everything but writes, which `perform` hands to use cases. */
export type ConsoleDependencies = Omit<Dependencies, 'database'> & { readonly database: Reads }

/** What every feature of the console is made from. */
export interface ConsoleFeature extends PageKernel {
  readonly dependencies: ConsoleDependencies
  readonly show: ShowConsolePage
}

/**
 * The console's pages: in English, with who is signed in, where they can go, and who is not safe. Paper says who had the
 * page and when, and what it was narrowed to.
 */
export function consolePages(dependencies: Dependencies): ShowConsolePage {
  const { now, published, today, views, words } = dependencies
  const t = words.in('en')
  const count = frameCounter(dependencies)
  const keep = keepAnswersOf(dependencies)
  const render = renderer(views, (req, res) => {
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
  return async (req, res, template, context = {}, status = 200) => {
    const { filters, printedFor = filtersInWords(filters) } = context as { filters?: unknown; printedFor?: string }
    // A fault may be one of the database, which the page that says so has to do without.
    if (status < 500) await count(req, res)
    const page = render(req, res, template, { ...context, printedFor }, status)
    if (!needsAddress(req, page.status)) return sendPage(res, page)
    res.redirect(303, await keep(req, staffIn(res)?.id ?? null, page))
  }
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
