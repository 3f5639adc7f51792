import type { Translate } from '../../../../server/content/words/words'
import type { Application, Correction, Person, StaffMember, StoredDecision } from '../../../../server/database'
import { dayInWords, daysBetween, type CalendarDay } from '../../../../server/domain/calendar'
import {
  explainResponsibility,
  nextMove,
  reasonOf,
  whatWouldChange,
  type Facts,
  type FactChange,
  type RoutingSettings,
} from '../../../../server/domain/routing'
import { scopeFor } from '../../../../server/use-cases/accounts/access-scopes'
import { routingFacts } from '../../../../server/use-cases/applications/routing/routing-facts'
import { can } from '../../../access/permissions'
import { splitCitations } from '../../../presenting/citations'
import { factInWords } from '../../../presenting/people/person-facts'
import { teamName } from '../../../presenting/team-name'
import { currentDecision } from './decision'
import { lastMove, lastMoveInWords } from './fact-changes'

interface Standing {
  readonly application: Application
  readonly person: Person
  readonly decisions: readonly StoredDecision[]
  /** Of the facts that moved it last. */
  readonly moveCorrections: readonly Correction[]
}

interface Reader {
  readonly staff: StaffMember
  readonly today: CalendarDay
  readonly routing: RoutingSettings
}

/** So many of the changes are shown at once, the others in a fold. */
const changesShown = 3

/** The facts that the rules would decide an application by today. */
export function factsToday(
  { application, person }: Pick<Standing, 'application' | 'person'>,
  today: CalendarDay,
): Facts {
  const { reference, topic, safetyConcern } = application
  return routingFacts(person, { id: reference, topic, safetyConcern }, today)
}

/**
 * Why an application is where it is, in one sentence; when it becomes somebody else's; and which single facts would move
 * it. What would move it is found by deciding, and left out once staff have passed it on or it is closed.
 */
export function presentBecause(record: Standing, reader: Reader, t: Translate) {
  const { application, decisions, person } = record
  const { result } = currentDecision(application, decisions)
  const isOpen = application.status === 'open'
  const { reason, sources } = splitCitations(reasonOf(result))
  const move = lastMove(decisions, reader.routing)
  const isByRules = isOpen && !application.overridden
  const facts = isByRules ? factsToday(record, reader.today) : null
  const changes = facts ? presentChanges(facts, application.destination, reader.routing, t) : []
  return {
    title: titleOf(record, reader.staff, t),
    reason: t('console/application:because.sentence', { reason }),
    sources,
    moved: move && lastMoveInWords(move, person, record.moveCorrections, t),
    isByRules,
    next: facts && presentNext(facts, person, reader, t),
    changes: changes.slice(0, changesShown),
    moreChanges: changes.slice(changesShown),
    disagree: isOpen && can(reader.staff.role, 'override') ? `/applications/${application.reference}/override` : null,
  }
}

function titleOf({ application }: Standing, staff: StaffMember, t: Translate): string {
  const team = teamName(application, t)
  if (application.status !== 'open') return t('console/application:because.title.was', { team })
  const own = scopeFor(staff).team
  const isOwn = own === application.destination && application.heldIn === null
  return isOwn ? t('console/application:because.title.yours') : t('console/application:because.title.theirs', { team })
}

/** When the same facts make it somebody else's, and why from then. */
function presentNext(facts: Facts, { comName }: Person, { routing, today }: Reader, t: Translate) {
  const next = nextMove(facts, routing)
  if (next === null) return null
  const policy = facts.policy ?? routing.defaultPolicy
  const then = explainResponsibility(facts.person, next.day, policy)
  const isHandover = then.responsibility.comResponsibleFrom === next.day
  const to = next.destination === 'COM' && comName !== null ? comName : t(`console/routing:teams.${next.team}`)
  return {
    title: t(`console/application:because.next.${next.destination === 'COM' ? 'com' : 'prt'}`),
    day: dayInWords(next.day),
    inDays: t('console/person:bar.in-days', { count: daysBetween(today, next.day) }),
    then: t('console/application:because.next.then', { to }),
    sources: isHandover ? splitCitations(then.because).sources : [],
  }
}

const orWords = new Intl.ListFormat('en-GB', { type: 'disjunction' })

function presentChanges(facts: Facts, now: Application['destination'], routing: RoutingSettings, t: Translate) {
  return whatWouldChange(facts, routing).map(({ change, to }) => ({
    text: changeInWords(change, t),
    to:
      to.destination === now
        ? t(`console/routing:teams.${to.team}`)
        : t(`console/common:destinations.${to.destination}`),
  }))
}

function changeInWords(change: FactChange, t: Translate): string {
  if (!('values' in change)) {
    const fact = t(`console/person:facts.${change.fact}`)
    return t(`console/application:because.changes.${change.moves}`, { fact, day: dayInWords(change.day) })
  }
  const { fact, values } = change
  if (fact === 'comAllocated') {
    return t(`console/application:because.changes.${values[0] ? 'com-known' : 'com-not-known'}`)
  }
  if (fact === 'earlyAllocation') {
    return t(`console/application:because.changes.${values[0] ? 'early' : 'not-early'}`)
  }
  if (fact === 'responsibilityOverride') {
    return t('console/application:because.changes.responsible', { who: orWords.format(values.map(String)) })
  }
  const inWords = values.map(value => factInWords(fact, value as Person[typeof fact], t).toLowerCase())
  return t('console/application:because.changes.becomes', {
    fact: t(`console/person:facts.${fact}`),
    values: orWords.format(inWords),
  })
}
