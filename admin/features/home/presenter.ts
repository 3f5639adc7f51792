import type { Translate } from '../../../server/content/words/words'
import type { SafetyConcern } from '../../../server/database'
import type { CalendarDay } from '../../../server/domain/calendar'
import { roleEntry } from '../../../server/domain/staff/roles'
import { clockTime } from '../../../server/web/pages/days'
import { dueWords } from '../../presenting/due'
import { shortMoment } from '../../presenting/moments'
import { presentConcern } from '../../presenting/work/concern-rows'
import type { HomeView } from './counts'
import { peopleShown, presentDay } from './day'
import { presentFigures, presentStandingIn } from './figures'
import { presentKept } from './kept'
import { presentNotices } from './notices'
import { mostSoon, presentSide } from './side'
import { presentTeam } from './team'

/** So many are named; the rest are on the list. */
const concernsShown = 5
const askedShown = 5
const acknowledgedShown = 10
/** So much of what somebody said stands on the home page; their concern has all of it. */
const mostWords = 300

/** The home of whoever signed in: the same parts for every role, each only where the role has something in it. */
export function presentHome(view: HomeView, t: Translate) {
  const day = view.own && presentDay(view.own, view.today, t)
  return {
    pageName: t('console/home:title'),
    heading: t(`console/home:greeting.${partOfDay(view.now)}`, { name: view.staff.name.split(' ')[0] }),
    yours: day?.yours ?? null,
    standingIn: presentStandingIn(view, t),
    concerns: presentConcerns(view, t),
    notices: presentNotices(view.unread, t),
    asked: presentAsked(view, t),
    day,
    team: presentTeam(view, t),
    keeps: presentKept(view, t),
    ...presentFigures(view, t),
    acknowledged: presentAcknowledged(view, t),
    side: presentSide(view, t),
  }
}

/** Whom the page names, for the audit. */
export function peopleNamed(
  { concerns, asked, own, soon, appeals, acknowledged, handovers }: HomeView,
  t: Translate,
): readonly number[] {
  return [
    ...new Set([
      ...concerns.slice(0, concernsShown).map(({ personId }) => personId),
      ...(asked ?? []).slice(0, askedShown).map(({ personId }) => personId),
      ...(own ? peopleShown(own, t, 'day') : []),
      ...appeals.map(({ personId }) => personId),
      ...(acknowledged ?? []).slice(0, acknowledgedShown).map(({ personId }) => personId),
      ...(handovers ?? []).slice(0, mostSoon).map(({ person }) => person.id),
      ...(soon?.leaving.people ?? []).map(({ id }) => id),
      ...(soon?.court ?? []).slice(0, mostSoon).map(({ id }) => id),
    ]),
  ]
}

const noon = 12
const evening = 17

function partOfDay(now: Date): 'morning' | 'afternoon' | 'evening' {
  const hour = Number(clockTime(now, 'en').split(':')[0])
  return hour < noon ? 'morning' : hour < evening ? 'afternoon' : 'evening'
}

/** People who may not be safe, by name, with who has seen it; null where nobody is. */
function presentConcerns({ staff, concerns, unopened, today }: HomeView, t: Translate) {
  if (concerns.length === 0) return null
  const more = concerns.length - concernsShown
  // Whoever answers for safety and sees nothing else of a person reads here what was said of them.
  const isInWords = roleEntry(staff.role).sees === 'asked-about'
  return {
    title: t('console/home:concerns.act-first', { count: concerns.length }),
    rows: concerns.slice(0, concernsShown).map(each => ({
      ...presentConcern(each, t),
      prisonNumber: each.prisonNumber,
      cell: each.location ?? '',
      raised: shortMoment(each.raisedAt, today),
      how: howRaised(each, t),
      said: isInWords && each.words !== null ? shortened(each.words) : null,
      state: stateOf(each, unopened.includes(each), today, t),
    })),
    more: more > 0 ? t('console/home:concerns.more', { count: more }) : null,
  }
}

/** What was acknowledged in the last days, in the words in which it was said; null for whoever reads the list of it. */
function presentAcknowledged({ acknowledged, today }: HomeView, t: Translate) {
  return (
    acknowledged && {
      rows: acknowledged.slice(0, acknowledgedShown).map(each => ({
        ...presentConcern(each, t),
        prisonNumber: each.prisonNumber,
        said: each.words === null ? t('console/safety:from-application') : shortened(each.words),
        acknowledged: t('console/common:by-and-when', {
          name: each.acknowledgedByName,
          when: shortMoment(each.acknowledgedAt!, today),
        }),
      })),
    }
  )
}

function howRaised({ raisedByName }: SafetyConcern, t: Translate): string {
  return raisedByName === null
    ? t('console/safety:from-application')
    : t('console/home:concerns.raised-by', { name: raisedByName })
}

function stateOf({ openedAt, openedByName }: SafetyConcern, isLate: boolean, today: CalendarDay, t: Translate) {
  if (openedAt === null) return { text: t(`console/home:concerns.${isLate ? 'late' : 'nobody'}`), isBad: true }
  const when = shortMoment(openedAt, today)
  const text =
    openedByName === null
      ? t('console/home:concerns.told', { when })
      : t('console/home:concerns.seen', { name: openedByName, when })
  return { text, isBad: false }
}

function shortened(words: string): string {
  return words.length > mostWords ? `${words.slice(0, mostWords).trimEnd()}…` : words
}

/** The enquiries that wait for the reader's answer; null for whoever answers none. */
function presentAsked({ asked, today }: HomeView, t: Translate) {
  if (asked === null) return null
  const total = asked[0]?.total ?? 0
  return {
    rows: asked
      .slice(0, askedShown)
      .map(({ id, words, firstName, lastName, prisonNumber, prisonName, due, askedByName }) => ({
        due: dueWords(due, today, t),
        href: `/questions/${id}`,
        what: shortened(words ?? t('console/home:asked.title')),
        person: t('console/people:name', { firstName, lastName }),
        prisonNumber,
        askedBy: t('console/home:asked.by', { name: askedByName, prison: prisonName }),
      })),
    all: total > askedShown ? t('console/home:asked.all', { count: total }) : null,
  }
}
