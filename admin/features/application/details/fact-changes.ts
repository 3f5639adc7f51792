import type { Translate } from '../../../../server/content/words/words'
import type { Correction, Person, PersonFacts, StoredDecision } from '../../../../server/database'
import { dayInWords, londonToday } from '../../../../server/domain/calendar'
import {
  moversBetween,
  type DecidingFact,
  type Facts,
  type Mover,
  type RoutingSettings,
} from '../../../../server/domain/routing'
import { longDayOf } from '../../../../server/web/pages/days'
import { factInWords } from '../../../presenting/people/person-facts'

type RoutingPerson = Facts['person']

/** A fact about the person; prison and estate are told together, as another prison. */
type PersonMover = Exclude<Mover, 'today' | 'prison' | 'estate'>

/** The facts of a decision under the names that staff correct them by, so that they have the same words. */
const named: Readonly<Record<PersonMover, readonly (keyof PersonFacts)[]>> = {
  custodyStatus: ['custodyStatus'],
  sentence: ['sentence'],
  sentencedOn: ['sentencedOn'],
  sentenceMonths: ['sentenceMonths'],
  releaseDate: ['releaseDate'],
  paroleEligibilityDate: ['paroleEligibilityDate'],
  tariffExpiryDate: ['tariffExpiryDate'],
  openConditionsSince: ['openConditionsSince'],
  parole: ['paroleOutcome', 'paroleComReviewCompleted', 'paroleMappaLevel', 'paroleNextReviewDate'],
  riskOfSeriousHarm: ['riskOfSeriousHarm'],
  earlyAllocation: ['earlyAllocation'],
  responsibilityOverride: ['responsibilityOverride'],
  integratedOffenderManagement: ['integratedOffenderManagement'],
  careExperienced: ['careExperienced'],
  dateOfBirth: ['dateOfBirth'],
  comAllocated: ['comName', 'comEmail'],
  pomAllocated: ['pomName', 'pomEmail'],
  homeRegion: ['homeRegion'],
}

/** The names under which staff know and correct a fact that a decision was made from. */
export function namesOfDeciding(fact: DecidingFact): readonly (keyof PersonFacts)[] {
  return isAboutPerson(fact) ? named[fact] : ['prisonId']
}

/** What became of the facts between two decisions, a line for each. */
export function changedFactsInWords(before: Facts, after: Facts, t: Translate): readonly string[] {
  const facts = (Object.keys(named) as PersonMover[]).filter(fact => valueOf(before, fact) !== valueOf(after, fact))
  const isElsewhere = JSON.stringify(before.prison) !== JSON.stringify(after.prison)
  return [
    ...facts.map(fact => changeInWords(fact, before, after, t)),
    ...(isElsewhere ? [t('console/application:because.moved.prison')] : []),
  ]
}

/** The last time that facts, rules or the day moved an application to another team. */
export interface LastMove {
  readonly before: StoredDecision
  readonly after: StoredDecision
  readonly movers: readonly Mover[]
}

/** The decision that last named another team, unless staff passed the application on since. */
export function lastMove(decisions: readonly StoredDecision[], routing: RoutingSettings): LastMove | null {
  for (let index = decisions.length - 1; index > 0; index -= 1) {
    const [before, after] = [decisions[index - 1]!, decisions[index]!]
    if (after.cause === 'overridden') return null
    const isMoved = before.result.destination !== after.result.destination || before.result.team !== after.result.team
    if (!isMoved) continue
    const settings = { ...routing, defaultPolicy: after.result.policy }
    const movers = after.cause === 'rules-changed' ? [] : moversBetween(before.facts, after.facts, settings)
    return { before, after, movers }
  }
  return null
}

/** The names of the facts that may have been corrected when an application last moved. */
export function factsBehind(move: LastMove | null): readonly (keyof PersonFacts)[] {
  return (move?.movers ?? []).filter(isAboutPerson).flatMap(fact => named[fact])
}

/**
 * Which fact moved an application last, and who changed it.
 *
 * @param corrections of the facts that moved it
 */
export function lastMoveInWords(
  { before, after, movers }: LastMove,
  person: Person,
  corrections: readonly Correction[],
  t: Translate,
): string {
  const day = dayInWords(londonToday(after.decidedAt))
  if (after.cause === 'rules-changed') return t('console/application:because.moved.rules', { day })
  if (movers.includes('today')) return t('console/application:because.moved.day', { day })
  const facts = movers.filter(isAboutPerson)
  const changes =
    movers.length === 0
      ? changedFactsInWords(before.facts, after.facts, t)
      : [
          ...facts.map(fact => changeInWords(fact, before.facts, after.facts, t)),
          ...(facts.length < movers.length ? [t('console/application:because.moved.prison')] : []),
        ]
  const list = changes.join('; ')
  if (list === '') return t('console/application:because.moved.again', { day })
  const correction = corrections.find(({ correctedAt }) => correctedAt.getTime() === after.decidedAt.getTime())
  if (correction) {
    return t('console/application:because.moved.correction', { day, changes: list, name: correction.staffName })
  }
  const source = sourceAt(person, facts, after.decidedAt, t)
  return source === null
    ? t('console/application:because.moved.facts', { day, changes: list })
    : t('console/application:because.moved.source', { day, changes: list, source })
}

/** The file that a fact came from, if it still is the one from which it came at that moment. */
function sourceAt({ factSources }: Person, facts: readonly PersonMover[], at: Date, t: Translate): string | null {
  const sources = facts.flatMap(fact => named[fact]).flatMap(name => factSources[name] ?? [])
  const found = sources.find(
    each => each.source !== 'staff' && Math.abs(new Date(each.at).getTime() - at.getTime()) < 1_000,
  )
  return found ? t(`console/person:sources.${found.source}`, { day: longDayOf(new Date(found.at), 'en') }) : null
}

function isAboutPerson(fact: Mover): fact is PersonMover {
  return fact !== 'today' && fact !== 'prison' && fact !== 'estate'
}

function valueOf({ person }: Facts, fact: PersonMover): string {
  return JSON.stringify(person[fact] ?? null)
}

function changeInWords(fact: PersonMover, before: Facts, after: Facts, t: Translate): string {
  const name = t(`console/person:facts.${named[fact][0]!}`)
  const words = ({ person }: Facts) => valueInWords(fact, person, t)
  return t('console/application:because.moved.change', { fact: name, before: words(before), after: words(after) })
}

function valueInWords(fact: PersonMover, person: RoutingPerson, t: Translate): string {
  if (fact === 'comAllocated' || fact === 'pomAllocated') {
    return t(`console/application:because.${person[fact] ? 'known' : 'not-known'}`)
  }
  if (fact === 'parole') {
    return factInWords('paroleOutcome', person.parole?.outcome ?? null, t)
  }
  return factInWords(fact, person[fact], t)
}
