import type { Request } from 'express'
import type { Role, SafetyWaiting } from '../server/database'
import type { Translate } from '../server/content/words'
import type { Services } from '../server/services'
import { csrfToken } from '../server/web/csrf'
import { pages, type ShowPage } from '../server/web/pages'
import { saveSession } from '../server/web/session'
import { can, type Permission } from './permissions'
import { safetyWaitingIn, staffIn } from './signed-in-staff'

/** What every feature of the console is made from. */
export interface ConsoleFeature {
  readonly services: Services
  readonly show: ShowPage
}

/** The console's pages: in English, with who is signed in, where they can go, and who is not safe. */
export function consolePages({ views, words }: Services): ShowPage {
  const t = words.in('en')
  return pages(views, (req, res) => {
    const staff = staffIn(res)
    return {
      language: 'en' as const,
      ...(staff && {
        staff: { name: staff.name },
        csrfToken: csrfToken(req),
        navigation: navigationFor(staff.role, req.path, t),
        safety: describeSafety(safetyWaitingIn(res), t),
        said: takeSaid(req),
      }),
    }
  })
}

interface Place {
  readonly href: string
  readonly words: string
  /** Null for everybody. */
  readonly needs: Permission | null
  /** Other addresses that belong to it. */
  readonly also?: string
}

const places: readonly Place[] = [
  { href: '/', words: 'home', needs: null },
  { href: '/queue', words: 'queue', needs: 'see-queue', also: '/applications' },
  { href: '/people', words: 'people', needs: 'see-people' },
  { href: '/assessments', words: 'assessments', needs: 'see-assessments' },
  { href: '/leaving', words: 'leaving', needs: 'see-leaving', also: '/court-list' },
  { href: '/referrals', words: 'referrals', needs: 'see-referrals' },
  { href: '/plans', words: 'plans', needs: 'print-plans' },
  { href: '/reports', words: 'reports', needs: 'see-reports' },
  { href: '/imports', words: 'imports', needs: 'import' },
  { href: '/services', words: 'services', needs: 'see-services' },
  { href: '/page-feedback', words: 'page-feedback', needs: 'see-page-feedback' },
  { href: '/accounts', words: 'accounts', needs: 'keep-accounts' },
  { href: '/audit', words: 'audit', needs: 'see-audit' },
  { href: '/roles', words: 'roles', needs: null },
]

function navigationFor(role: Role, path: string, t: Translate) {
  return placesOf(role).map(({ href, words, also }) => ({
    href,
    text: t(`staff/common:navigation.${words}`),
    active: [href, also].some(each => each !== undefined && (path === each || path.startsWith(`${each}/`))),
    current: path === href,
  }))
}

function placesOf(role: Role): readonly Place[] {
  return places.filter(({ needs }) => needs === null || can(role, needs))
}

/** What stands on every page while somebody may not be safe; null when nobody waits. */
function describeSafety({ shown, total, isOneHidden }: SafetyWaiting, t: Translate) {
  if (total === 0 && !isOneHidden) return null
  const more = total - shown.length
  return {
    title: t(total === 0 ? 'staff/common:safety.hidden-title' : 'staff/common:safety.title', { count: total }),
    concerns: shown.map(concern => ({
      reference: concern.reference,
      text: t('staff/common:safety.concern', { ...concern }),
    })),
    more: more > 0 ? t('staff/common:safety.more', { count: more }) : null,
    hidden: isOneHidden ? t('staff/common:safety.hidden') : null,
  }
}

/** Tells on the next page what was just done. Await it before the redirect, so that the page does not arrive first. */
export async function say(req: Request, what: string): Promise<void> {
  req.session.said = what
  await saveSession(req.session)
}

/** What was just done, once. */
export function takeSaid(req: Request): string | undefined {
  const { said } = req.session
  delete req.session.said
  return said
}
